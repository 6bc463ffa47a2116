import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-mapping");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
  const built = await heartbeat("registry", "import", "npidata.csv");
  expect(built.code, built.stderr).toBe(0);
  const row = (n: number) => [
    `Arabella Quillfeather ${"ABCDEFGH".charAt(n)}`,
    `Ruth Vane ${"ABCDEFGH".charAt(n)}`,
    n === 0 ? "" : "512-555-0100",
    "512-555-0199",
    "TX",
  ];
  await list("clear.csv", "Name,Other,Phone,Fax,State", row);
  await list("unclear.csv", "Provider Name,Candidate Name,Phone,Phone,State", row);
  await list("statuses.csv", "Name,State,Phone,Fax,Region", (n) => {
    const [name = "", , phone = "", fax = "", state = ""] = row(n);
    return [name, "Active", phone, fax, state];
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function list(name: string, header: string, row: (n: number) => string[]): Promise<void> {
  const rows = Array.from({ length: 8 }, (_, n) => row(n).join(","));
  await writeFile(join(folder, name), `${[header, ...rows].join("\n")}\n`);
}

/** A dumb terminal has no spinner, which would want more of it than this one can. */
const env = { HEARTBEAT_REGISTRY: "registry", TERM: "dumb" };

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder, env });
}

function typing(typed: string | PassThrough, ...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder, env, terminal: 80, typed });
}

interface DryRun {
  mapping: Record<string, { index: number; by: string; confidence: number }>;
  not_taken: unknown[];
}

function mappingIn({ stdout }: Ran): Record<string, string> {
  const { mapping } = JSON.parse(stdout) as DryRun;
  return Object.fromEntries(
    Object.entries(mapping).map(([field, { index, by }]) => [field, `${by} ${index}`]),
  );
}

const dryRun = ["enrich", "unclear.csv", "--dry-run", "--json"] as const;

describe("an unclear mapping", () => {
  it("is refused where nobody can be asked, with the options that would settle it", async () => {
    const { code, stdout, stderr } = await heartbeat("enrich", "unclear.csv");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("[mapping_unclear]");
    expect(stderr).toContain(
      'full_name ("Provider Name" or "Candidate Name"), phone ("Phone#1" or "Phone#2")',
    );
    expect(stderr).toContain('\n--map full_name="Provider Name"\n');
    expect(stderr).toContain('\n--map full_name="Candidate Name"\n');
    expect(stderr).toContain('\n--map phone="Phone#1"\n--map phone="Phone#2"\n--map phone= ');
  });

  it.each([
    ["--no-input on a terminal", ["--no-input"]],
    ["explain", []],
  ])("is refused by %s too", async (how, more) => {
    const command = how === "explain" ? ["explain", "unclear.csv", "--row", "1"] : dryRun;
    const ran =
      how === "explain" ? await heartbeat(...command) : await typing("1\n1\n", ...command, ...more);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("[mapping_unclear]");
  });

  it("is refused for a list from standard input", async () => {
    const stdin = await readFile(join(folder, "unclear.csv"), "utf8");
    const ran = await run(["enrich", "-"], { cwd: folder, env, stdin, terminal: 80 });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("which column of standard input is full_name");
  });

  it("is settled by the options that the message names", async () => {
    const maps = ["--map", "full_name=Candidate Name", "--map", "phone=Phone#2"];
    const ran = await heartbeat(...dryRun, ...maps);
    expect(ran.code, ran.stderr).toBe(0);
    expect(mappingIn(ran)).toMatchObject({ full_name: "map 1", phone: "map 3" });
  });

  it("is guessed with --yes, which says so", async () => {
    const ran = await heartbeat(...dryRun, "--yes");
    expect(ran.code).toBe(0);
    expect(mappingIn(ran)).toEqual({ full_name: "name 0", phone: "name 2", state: "name 4" });
    expect(ran.stderr).toContain(
      "full_name <- Provider Name: the best guess (--yes); it may be Candidate Name",
    );
    expect(ran.stderr).toMatch(/full_name {2}<- Provider Name {2}by its name, unsure/);
    const { mapping } = JSON.parse(ran.stdout) as DryRun;
    expect(mapping.full_name?.confidence).toBe(0.5);
    expect(mapping.state?.confidence).toBeGreaterThan(0.9);
  });

  it("is asked about on a terminal, without a cell of the list", async () => {
    const ran = await typing("2\n\n", ...dryRun);
    expect(ran.code, ran.stderr).toBe(0);
    expect(mappingIn(ran)).toMatchObject({ full_name: "map 1", phone: "map 2" });
    expect(ran.stderr).toContain(
      "Which column is full_name?\n  1  Provider Name   8 of 8 cells filled\n  2  Candidate Name  8 of 8 cells filled\n  0  none of them\n0 to 2, Enter for 1: ",
    );
    expect(ran.stderr).toContain("  1  Phone#1       7 of 8 cells filled\n");
    expect(ran.stderr.replaceAll(folder, "")).not.toMatch(/Quillfeather|Vane|555/);
  });

  it("asks again until it is told a number, and 0 leaves the field out", async () => {
    const ran = await typing("7\nname\n0\r\n 1 \n", ...dryRun);
    expect(ran.code, ran.stderr).toBe(0);
    expect(mappingIn(ran)).toEqual({ phone: "map 2", state: "name 4" });
    expect(ran.stderr.match(/0 to 2, Enter for 1/g)).toHaveLength(4);
  });

  it("is refused when the terminal is closed instead", async () => {
    const ran = await typing("1\n", ...dryRun);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("The question was not answered. [mapping_unclear]");
  });

  it("is left with Ctrl-C", async () => {
    const interruption = new AbortController();
    const typed = new PassThrough();
    const ran = run([...dryRun], {
      ...{ cwd: folder, env, terminal: 80, typed },
      signal: interruption.signal,
    });
    typed.write("1\n");
    // Whoever reads the first line waits for a second one.
    await vi.waitFor(() => expect(typed.readableLength).toBe(0), { timeout: 10_000 });
    interruption.abort();
    const { code, stderr } = await ran;
    expect(stderr).toContain("Which column is full_name?");
    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted");
  });

  it("gives explain what was settled", async () => {
    const { code, stderr } = await heartbeat("enrich", "unclear.csv", "--yes", "-o", "yes.csv");
    expect(code).toBe(0);
    expect(stderr).toContain("--map 'full_name=Provider Name'");
  });
});

describe("a column that its cells contradict", () => {
  it("is not taken, and that is said", async () => {
    const ran = await heartbeat("enrich", "statuses.csv", "--dry-run", "--json");
    expect(ran.stderr).toMatch(/state {6}<- Region {2}by its content, likely/);
    expect(ran.stderr).toContain("State is not taken as state: its cells hold something else");
    const { not_taken } = JSON.parse(ran.stdout) as DryRun;
    expect(not_taken).toEqual([{ field: "state", index: 1, column: "State" }]);
  });
});

it("names a column that could have been searched by", async () => {
  await list("ids.csv", "NPI,State", (n) => [`48${n}`, "TX"]);
  const { code, stderr } = await heartbeat("enrich", "ids.csv");
  expect(code).toBe(2);
  expect(stderr).toContain('The cells of "NPI" cannot be what npi holds. [nothing_to_search_by]');
});

describe("--save-map and --map-file", () => {
  const read = (name: string) => readFile(join(folder, name), "utf8");
  const save = (name: string, text: unknown) =>
    writeFile(join(folder, name), typeof text === "string" ? text : JSON.stringify(text));

  it("keep a mapping and use it again", async () => {
    const saved = await typing("2\n0\n", ...dryRun, "--save-map", "map.json");
    expect(saved.code, saved.stderr).toBe(0);
    expect(saved.stderr).toMatch(/nothing was written but the mapping in .*map\.json\./);
    expect(JSON.parse(await read("map.json"))).toEqual({
      schema_version: 1,
      map: { full_name: "Candidate Name", state: "State", phone: "" },
      columns: ["Provider Name", "Candidate Name", "Phone", "Phone", "State"],
    });
    expect((await stat(join(folder, "map.json"))).mode & 0o777).toBe(0o600);
    const again = await heartbeat(...dryRun, "--map-file", "map.json");
    expect(again.code, again.stderr).toBe(0);
    expect(mappingIn(again)).toEqual({ full_name: "map 1", state: "map 4" });
  });

  it("never overwrite without --force, nor the list, nor go to standard output", async () => {
    await save("there.json", "precious");
    for (const command of [["enrich"], ["explain", "--row", "1"]]) {
      const [name = "", ...more] = command;
      const argv = [name, "clear.csv", ...more, ...(name === "enrich" ? ["--dry-run"] : [])];
      const refused = await heartbeat(...argv, "--save-map", "there.json");
      expect(refused.stderr).toContain("[output_exists]");
      expect(refused.stderr).toContain("--save-map");
      expect(await read("there.json")).toBe("precious");
      const forced = await heartbeat(...argv, "--save-map", "there.json", "--force");
      expect(forced.code, forced.stderr).toBe(0);
      expect(JSON.parse(await read("there.json")).map).toMatchObject({ full_name: "Name" });
      await save("there.json", "precious");
      const onto = await heartbeat(...argv, "--save-map", "clear.csv", "--force");
      expect(onto.stderr).toContain("[output_is_input]");
      expect((await heartbeat(...argv, "--save-map", "-")).code).toBe(2);
    }
  });

  it("are beaten by --map, field by field and column by column", async () => {
    await save("m.json", { schema_version: 1, map: { full_name: "Other", phone: "Fax" } });
    const list = ["enrich", "clear.csv", "--dry-run", "--json", "--map-file", "m.json"];
    expect(mappingIn(await heartbeat(...list))).toEqual({
      full_name: "map 1",
      phone: "map 3",
      state: "name 4",
    });
    expect(mappingIn(await heartbeat(...list, "--map", "full_name=Name"))).toMatchObject({
      full_name: "map 0",
      phone: "map 3",
    });
    expect(mappingIn(await heartbeat(...list, "--map", "last_name=other"))).toEqual({
      last_name: "map 1",
      phone: "map 3",
      state: "name 4",
    });
  });

  it("may stand in heartbeat.json, where a --map-file that is typed replaces a map", async () => {
    await save("m2.json", { schema_version: 1, map: { full_name: "Other" } });
    await save("heartbeat.json", { map: { full_name: "State" } });
    const list = ["enrich", "clear.csv", "--dry-run", "--json"];
    const typed = await heartbeat(...list, "--map-file", "m2.json");
    const shown = await heartbeat("config", "show", "--origin", "--json");
    await save("heartbeat.json", { map_file: "m2.json" });
    const fromFile = await heartbeat(...list);
    const beaten = await heartbeat(...list, "--map", "full_name=Name");
    await rm(join(folder, "heartbeat.json"));
    expect(mappingIn(typed)).toMatchObject({ full_name: "map 1" });
    expect(JSON.parse(shown.stdout).settings.map.origin).toBe("heartbeat.json");
    expect(mappingIn(fromFile)).toMatchObject({ full_name: "map 1" });
    expect(mappingIn(beaten)).toMatchObject({ full_name: "map 0" });
  });

  it.each<[code: string, text: unknown, message: string]>([
    ["map_file_invalid", "{", "bad.json, line 1: this is not JSON."],
    ["map_file_invalid", [], "bad.json is not an object."],
    ["map_file_invalid", {}, '"schema_version" in'],
    ["map_file_invalid", { schema_version: 2, map: {} }, "must be 1"],
    ["map_file_invalid", { schema_version: 1 }, '"map" in'],
    ["map_file_invalid", { schema_version: 1, map: { nip: "x" } }, '"map.nip" in'],
    ["map_file_invalid", { schema_version: 1, map: { npi: 7 } }, '"map.npi" in'],
    ["map_file_invalid", { schema_version: 1, map: {}, more: 1 }, '"more" in'],
    ["map_file_invalid", { schema_version: 1, map: {}, columns: "x" }, '"columns" in'],
    [
      "map_file_columns",
      { schema_version: 1, map: { npi: "NPI #", state: "State", city: "Town" } },
      'npi: "NPI #", city: "Town".',
    ],
    [
      "map_file_columns",
      { schema_version: 1, map: { phone: "@3" }, columns: ["Name", "Other", "", "Fax"] },
      'phone: "@3".',
    ],
  ])("%s: %j", async (code, text, message) => {
    await save("bad.json", text);
    const ran = await heartbeat("enrich", "clear.csv", "--map-file", "bad.json", "-o", "bad.csv");
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(`[${code}]`);
    expect(ran.stderr.replaceAll(/\s+/g, " ")).toContain(message);
  });

  it("say which file is not there", async () => {
    const ran = await heartbeat("enrich", "clear.csv", "--map-file", "none.json");
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/none\.json cannot be read \(ENOENT\)\. \[map_file_unreadable\]/);
  });
});
