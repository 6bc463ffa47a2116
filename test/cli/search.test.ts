import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fieldCatalogue } from "../../src/enrich/cells/field-catalogue.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { type MatchServer, startMatchServer } from "../helpers/match-server.ts";
import { createMemoryRegistry } from "../helpers/memory-registry.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fits, searchPeople } from "../helpers/search-people.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const odd = person({
  npi: npiOf(7001),
  first: "=HYPERLINK(1)",
  last: "ODDMAN\u001b[31m",
  credential: 'M.D., "best"',
  state: "AK",
  city: "ANCHORAGE, WAY UP",
  license: "@SUM(1)",
});
const people = [...searchPeople(300), odd];
const inIllinois = people.filter((one) => fits({ state: ["IL"] }, one));

let folder: string;
let server: MatchServer;
const service = () => createEmbeddedService(createMemoryRegistry(people), { label: "memory" });
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-search");
  server = await startMatchServer({ service: service() });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function search(...argv: string[]): Promise<Ran> {
  return run(["search", ...argv], { cwd: folder, service: service() });
}

function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true });
}

describe("search", () => {
  it("writes CSV where nobody looks: fields under their names, formulas made inert", async () => {
    const { code, stdout, stderr } = await search("--state", "ak");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "1 fits; 1 shown.\n" });
    const [header] = stdout.split("\n");
    const fields = fieldCatalogue.map(({ name }) => name.replace("hb_", ""));
    expect(header?.split(",")).toEqual(["npi", ...fields]);
    const [row] = rowsOf(stdout);
    expect(row).toMatchObject({
      npi: odd.npi,
      first_name: "'=HYPERLINK(1)",
      credential: 'M.D., "best"',
      practice_city: "ANCHORAGE, WAY UP",
      specialty: "Family Medicine Physician",
    });
  });

  it("shows a table on a terminal, at 80 columns, that no name can steer", async () => {
    const options = { cwd: folder, service: service(), stdoutTerminal: true } as const;
    const { stdout } = await run(
      ["search", "--state", "AK,IL", "--limit", "80", "--no-color"],
      options,
    );
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^NPI +NAME +SPECIALTY +PLACE +LIC$/);
    expect(lines.length).toBeGreaterThan(60);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain("\u001b");
    const named = await search("Oddman", "--format", "table");
    expect(named.stdout).toMatch(/^NPI +FIT +NAME +SPECIALTY +PLACE +LIC\n\d{10} 0\.\d\d /);
  });

  it("shows 25, says how many fit and goes on from there", async () => {
    const first = await search("--state", "IL");
    expect(rowsOf(first.stdout)).toHaveLength(25);
    expect(first.stderr).toContain(`${inIllinois.length} fit; 25 shown.\n`);
    const cursor = /--cursor (\S+)/.exec(first.stderr)?.[1] ?? "";
    const next = await search("--state", "IL", "--cursor", cursor, "--all");
    const npis = [first, next].flatMap(({ stdout }) => rowsOf(stdout).map(({ npi }) => npi));
    expect(npis.sort()).toEqual(inIllinois.map(({ npi }) => npi).sort());
    expect(next.stderr).not.toContain("--cursor");
  });

  it("takes its filters from a file or standard input, which say the same as options", async () => {
    const query = { name: "Ada Exemplar", state: ["IL", "TX"], sole_proprietor: false, sex: "F" };
    await writeFile(join(folder, "query.json"), `\uFEFF${JSON.stringify(query)}`);
    const typed = await search(
      ...[
        "Ada",
        "Exemplar",
        "--state",
        "IL",
        "--state",
        "tx",
        "--no-sole-proprietor",
        "--sex",
        "f",
      ],
    );
    expect(rowsOf(typed.stdout).length).toBeGreaterThan(1);
    expect(await search("--query", "query.json")).toEqual(typed);
    const options = { cwd: folder, service: service(), stdin: JSON.stringify(query) };
    expect(await run(["search", "--query", "-"], options)).toEqual(typed);
  });

  it("prints the answer with --json, or one result a line", async () => {
    const whole = await search("--state", "IL", "--all", "--json");
    const answer = JSON.parse(whole.stdout);
    expect(answer).toMatchObject({
      schema_version: 1,
      release: "memory",
      count: inIllinois.length,
    });
    expect(answer.next_cursor).toBeUndefined();
    const lines = await search("--state", "IL", "--all", "--format", "ndjson");
    expect(
      lines.stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(answer.results);
  });

  it("writes a file of one's own that is there whole, and never over another unasked", async () => {
    const { code, stdout, stderr } = await search("--state", "IL", "-o", "found.ndjson", "--all");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/ shown in .*found\.ndjson\.\n/);
    const file = join(folder, "found.ndjson");
    expect((await readFile(file, "utf8")).trimEnd().split("\n")).toHaveLength(inIllinois.length);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await search("--state", "TX", "-o", "found.ndjson");
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("[output_exists]");
    const failed = await search("--state", "Atlantis", "-o", "found.ndjson", "--force");
    expect(failed.code).toBe(2);
    expect((await readFile(file, "utf8")).split("\n").length).toBeGreaterThan(2);
  });

  it("is the same over a service at an address", async () => {
    const words = ["Robert", "Exemplar", "--credential", "md,np", "--enumerated", "2005..2012"];
    const there = await run(["search", ...words, "--service", server.url], { cwd: folder });
    const { stdout: here, code } = await search(...words);
    expect({ code, rows: rowsOf(here).length > 0 }).toEqual({ code: 0, rows: true });
    expect(there).toMatchObject({ code: 0, stdout: here });
    const refused = await run(["search", "--state", "Atlantis", "--service", server.url], {
      cwd: folder,
    });
    expect(refused).toEqual(await search("--state", "Atlantis"));
  });

  it("finds nobody with exit code 0", async () => {
    const none = await search("--state", "GU", "--format", "table");
    expect(none).toMatchObject({ code: 0, stderr: "Nobody fits.\n" });
    expect(none.stdout.trimEnd().split("\n")).toHaveLength(1);
  });

  it("leaves out and does not count whom nothing may be told of", async () => {
    const [hidden] = inIllinois;
    const suppressions = fakeSuppressions(({ npi }) => npi === hidden?.npi);
    const options = { cwd: folder, service: service(), suppressions };
    const { stdout } = await run(["search", "--state", "IL", "--all", "--json"], options);
    expect(JSON.parse(stdout).count).toBe(inIllinois.length - 1);
    expect(stdout).not.toContain(hidden?.npi);
  });

  it.each<[why: string, argv: string[], code: string]>([
    ["a limit beside all", ["--state", "IL", "--all", "--limit", "5"], "usage"],
    ["nothing to search by", [], "search_without_filter"],
    [
      "a public API that answers leads only",
      ["--state", "IL", "--service", "nppes:"],
      "search_not_offered",
    ],
    ["a format of lists", ["--state", "IL", "--format", "xlsx"], "usage"],
    ["a file that is named as one", ["--state", "IL", "-o", "found.xlsx"], "usage"],
    ["a limit that is none", ["--state", "IL", "--limit", "0"], "usage"],
    ["a limit in words", ["--state", "IL", "--limit", "ten"], "usage"],
    ["years that are none", ["--enumerated", "06..10"], "usage"],
    ["years without an end or a beginning", ["--enumerated", ".."], "usage"],
    ["years of another age", ["--enumerated", "1492"], "search_query_invalid"],
    ["a sex that is none", ["--sex", "secret"], "search_query_invalid"],
    ["a kind that is none", ["--entity", "secret"], "search_query_invalid"],
    ["an empty value of several", ["--state", "IL,,TX"], "search_query_invalid"],
    ["a cursor that is none", ["--state", "IL", "--cursor", "secret"], "cursor_invalid"],
    ["--json beside a format", ["--state", "IL", "--json", "--format", "csv"], "usage"],
    ["a query beside filters", ["--state", "IL", "--query", "q.json"], "usage"],
    ["a query that is not there", ["--query", "secret-not-there.json"], "search_query_unreadable"],
  ])("refuses %s", async (_, argv, code) => {
    const isElsewhere = argv.includes("nppes:");
    const options = isElsewhere ? { cwd: folder } : { cwd: folder, service: service() };
    const { code: exit, stdout, stderr } = await run(["search", ...argv], options);
    expect({ exit, stdout }).toEqual({
      exit: code === "search_query_unreadable" ? 3 : 2,
      stdout: "",
    });
    expect(stderr).toContain(`[${code}]`);
    if (exit === 2) expect(stderr).not.toContain("secret");
  });

  it.each([
    ["{", "line 1: this is not JSON"],
    ['{"name": "Secret Person",\n\n "state": ["IL",]}', "line 3: this is not JSON"],
    ['["Secret Person"]', "holds a key that no search has, or no search at all"],
    ['{"Secret Person": 1}', "holds a key that no search has"],
    [
      '{"__proto__": {"Secret": 1}, "state": ["IL"], "constructor": 1}',
      "holds a key that no search has",
    ],
    ['{"state": "Secret"}', "state has a value"],
    ['{"state": ["IL"], "limit": 1000}', "limit has a value"],
    [`{"name": "${"Secret ".repeat(100)}"}`, "name has a value"],
  ])("refuses the query %s without a word of it", async (text, said) => {
    await writeFile(join(folder, "bad.json"), text);
    const { code, stderr } = await search("--query", "bad.json");
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("Secret");
  });
});
