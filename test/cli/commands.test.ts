import { existsSync } from "node:fs";
import { link, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Receipt } from "../../src/enrich/receipt/receipt.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { npidata, organizationRow, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const arabella = npiOf(1);
const clinic = npiOf(3);
const unknown = npiOf(99);

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-cli");
  const people = [
    personRow(arabella),
    personRow(npiOf(2), { "Provider First Name": "DESMOND", "Provider Sex Code": "M" }),
    organizationRow(clinic),
  ];
  await writeFile(join(folder, "npidata.csv"), npidata(people));
  await writeFile(
    join(folder, "leads.csv"),
    `Name,City,State,NPI\nArabella Quillfeather,Exampleville,OH,${arabella}\nNobody Atall,Fairview,TX,\n,,,\n`,
  );
  const built = await heartbeat("registry", "import", "npidata.csv", "--registry", "registry");
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder });
}

/** A command over the registry of this file. */
function over(...argv: string[]): Promise<Ran> {
  return heartbeat(...argv, "--registry", "registry");
}

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return name;
}

function read(name: string): Promise<string> {
  return readFile(join(folder, name), "utf8");
}

describe("enrich", () => {
  it("writes beside the list and ends in one screen", async () => {
    const { code, stdout, stderr } = await over("enrich", "leads.csv");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/npi\s+<- NPI\s+by its name/);
    expect(stderr).toMatch(/matched\s+1\s+33\.3 %/);
    expect(stderr).toMatch(/invalid_input\s+1\s+33\.3 %/);
    expect(stderr).toContain("Commonest reasons");
    expect(stderr).toContain("--row 2 --registry ");
    const lines = (await read("leads.enriched.csv")).split("\n");
    expect(lines[0]).toMatch(/^Name,City,State,NPI,hb_status,hb_confidence,/);
    expect(lines[1]).toMatch(/^Arabella Quillfeather,Exampleville,OH,\d+,matched,/);
    expect(lines[2]).toContain(",no_match,");
    expect(lines[3]).toContain(",invalid_input,");
  });

  it("gives a machine-readable summary", async () => {
    const { code, stdout } = await over("enrich", "leads.csv", "-o", "json.csv", "--json");
    const { duration_ms, ...summary } = JSON.parse(stdout) as { duration_ms: number };
    expect({ code, whole: Number.isInteger(duration_ms) }).toEqual({ code: 0, whole: true });
    expect(summary).toMatchObject({
      schema_version: 1,
      input: join(folder, "leads.csv"),
      output: join(folder, "json.csv"),
      rows: 3,
      statuses: { matched: 1, no_match: 1, invalid_input: 1, ambiguous: 0, error: 0 },
      requests: 2,
      release: expect.stringMatching(/^[0-9a-f]+$/),
      context: { name_order: "mixed", prior: 0.8 },
      mapping: { npi: { column: "NPI", by: "name" } },
      receipt: {
        rows_in: 3,
        rows_out: 3,
        untouched_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    } satisfies Partial<Record<string, unknown>> & {
      receipt: Partial<Record<keyof Receipt, unknown>>;
    });
  });

  it("keeps data and messages apart", async () => {
    const { code, stdout, stderr } = await over("enrich", "leads.csv", "-o", "-");
    expect(code).toBe(0);
    expect(stdout.split("\n")).toHaveLength(5);
    expect(stdout).not.toContain("Commonest");
    expect(stderr).not.toContain("Quillfeather");
    const quiet = await over("enrich", "leads.csv", "-o", "-", "--quiet");
    expect(quiet).toEqual({ code: 0, stdout, stderr: "" });
  });

  it("reads standard input and answers on standard output", async () => {
    const stdin = await read("leads.csv");
    const argv = ["enrich", "-", "--registry", "registry"];
    const piped = await run(argv, { cwd: folder, stdin });
    const named = await over("enrich", "leads.csv", "-o", "-");
    expect(piped.stdout).toBe(named.stdout);
    expect(piped.stderr).toContain("standard input: 3 rows");
  });

  it("shows in a dry run what would leave, and neither sends nor writes", async () => {
    const { code, stdout, stderr } = await over(
      "enrich",
      "leads.csv",
      "-o",
      "dry.csv",
      "--dry-run",
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("Would ask 2 requests for 3 rows");
    expect(stderr).toMatch(/full_name\s+2 cells of Name/);
    expect(stderr).toMatch(/npi\s+1 cells of NPI/);
    expect(existsSync(join(folder, "dry.csv"))).toBe(false);
  });

  it("builds a registry from a source file once", async () => {
    const argv = ["enrich", "leads.csv", "--registry", "npidata.csv", "-o"];
    const first = await heartbeat(...argv, "source-1.csv");
    const second = await heartbeat(...argv, "source-2.csv");
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(await read("source-1.csv")).toBe(await read("source-2.csv"));
  });

  it("replaces the columns of an earlier run only when told", async () => {
    await over("enrich", "leads.csv", "-o", "first.csv");
    const refused = await over("enrich", "first.csv");
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("--replace-hb") });
    const again = await over("enrich", "first.csv", "--replace-hb", "-o", "second.csv");
    expect(again.code).toBe(0);
    expect(await read("second.csv")).toBe(await read("first.csv"));
  });

  it("keeps lines that are no records, also in a file of their own", async () => {
    await file("torn.csv", 'Name,State\n"Arabella" Quill,OH\nNobody Atall,TX\n');
    const { code } = await over("enrich", "torn.csv", "--rejects", "rejects.csv");
    expect(code).toBe(0);
    expect(await read("rejects.csv")).toBe('Name,State\n"Arabella" Quill,OH\n');
  });

  describe("refuses to cost the user a file", () => {
    it("without --force", async () => {
      await file("there.csv", "precious");
      const refused = await over("enrich", "leads.csv", "-o", "there.csv");
      expect(refused).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("[output_exists]"),
      });
      expect(await read("there.csv")).toBe("precious");
      const forced = await over("enrich", "leads.csv", "-o", "there.csv", "--force");
      expect(forced.code).toBe(0);
      expect(await read("there.csv")).toContain("hb_status");
    });

    it("when it is the input, whatever its name", async () => {
      const before = await read("leads.csv");
      await symlink("leads.csv", join(folder, "symbolic.csv"));
      await link(join(folder, "leads.csv"), join(folder, "hard.csv"));
      for (const name of ["leads.csv", "symbolic.csv", "hard.csv"]) {
        for (const flag of ["--output", "--rejects"]) {
          const ran = await over("enrich", "leads.csv", flag, name, "--force");
          expect(ran, name).toMatchObject({
            code: 2,
            stderr: expect.stringContaining("[output_is_input]"),
          });
        }
      }
      expect(await read("leads.csv")).toBe(before);
    });

    it("when two options name it", async () => {
      const ran = await over("enrich", "leads.csv", "-o", "same.csv", "--rejects", "same.csv");
      expect(ran.code).toBe(2);
    });
  });

  it("asks about suppression before it tells anything", async () => {
    const suppressions = fakeSuppressions(({ npi }) => npi === arabella);
    const argv = ["enrich", "leads.csv", "-o", "-", "--registry", "registry"];
    const { stdout } = await run(argv, { cwd: folder, suppressions });
    expect(stdout.split("\n")[1]).toMatch(/,suppressed,,withheld: [^,]*(,)+$/);
  });
});

describe("show", () => {
  it("prints a profile with its sources", async () => {
    const { code, stdout } = await over("show", arabella);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ARABELLA QUILLFEATHER\n {2}NPI/);
    expect(stdout).toContain("license OH 0012345; primary");
    expect(stdout).toMatch(/Record\s+npidata\.csv/);
    expect(stdout.split("\n").every((line) => line.length <= 80)).toBe(true);
  });

  it("prints an organisation, and JSON", async () => {
    const { stdout } = await over("show", clinic, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      npi: clinic,
      profile: { entity: "organization", organization_name: "SAMPLETON CLINIC LLC" },
    });
  });

  it("answers the same for a suppressed NPI as for an unknown one, and that is no failure", async () => {
    const argv = ["--registry", "registry"];
    const suppressions = fakeSuppressions(({ npi }) => npi === arabella);
    const told = await run(["show", unknown, ...argv], { cwd: folder });
    const withheld = await run(["show", arabella, ...argv], { cwd: folder, suppressions });
    expect(withheld).toEqual(told);
    expect(told).toEqual({
      code: 0,
      stdout: "",
      stderr: "This NPI is not known to the registry.\n",
    });
    const json = await run(["show", arabella, "--json", ...argv], { cwd: folder, suppressions });
    const empty = await run(["show", unknown, "--json", ...argv], { cwd: folder });
    expect(json.stdout.replaceAll(arabella, unknown)).toBe(empty.stdout);
  });

  it("refuses what is no NPI without repeating it", async () => {
    const { code, stderr } = await over("show", "1234567890");
    expect(code).toBe(2);
    expect(stderr).not.toContain("1234567890");
  });
});

describe("explain", () => {
  it("prints what was asked, who was found and what decided", async () => {
    const { code, stdout } = await over("explain", "leads.csv", "--row", "1");
    expect(code).toBe(0);
    for (const part of [
      "How the name may be read",
      "Candidates: ",
      " bits",
      "status      matched",
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it("gives the same answer over the enriched list", async () => {
    await over("enrich", "leads.csv", "-o", "explained.csv");
    const [list, enriched] = await Promise.all([
      over("explain", "leads.csv", "--row", "2", "--json"),
      over("explain", "explained.csv", "--row", "2", "--json"),
    ]);
    expect(enriched.stdout).toBe(list.stdout);
    expect(JSON.parse(list.stdout)).toMatchObject({ row: 2, result: { status: "no_match" } });
  });

  it("explains a row that was never asked", async () => {
    const { stdout } = await over("explain", "leads.csv", "--row", "3");
    expect(stdout).toContain("invalid_input");
  });

  it("names nobody who is suppressed", async () => {
    const suppressions = fakeSuppressions(({ npi }) => npi === arabella);
    const argv = ["explain", "leads.csv", "--row", "1", "--registry", "registry", "--json"];
    const { stdout } = await run(argv, { cwd: folder, suppressions });
    const { result } = JSON.parse(stdout) as { result: unknown };
    expect(result).toEqual({
      id: 1,
      status: "suppressed",
      confidence: 0,
      reason: expect.stringMatching(/^withheld: /),
    });
  });

  it("says where the list ends", async () => {
    const { code, stderr } = await over("explain", "leads.csv", "--row", "4");
    expect(code).toBe(2);
    expect(stderr).toContain("its last one is row 3");
  });
});

describe("registry", () => {
  it("shows release, counts, sources, size and hash", async () => {
    const { code, stdout } = await over("registry", "status");
    expect(code).toBe(0);
    expect(stdout).toMatch(/individuals\s+2\n\s+organizations\s+1\n/);
    expect(stdout).toMatch(/SHA-256\s+[0-9a-f]{64}\n/);
    const { stdout: json } = await over("registry", "status", "--json");
    expect(JSON.parse(json)).toMatchObject({
      info: { counts: { profiles: 3 }, sources: [{ file: "npidata.csv", rows: 3 }] },
    });
  });

  it("refuses a file where a folder is needed", async () => {
    const ran = await heartbeat("registry", "import", "npidata.csv", "--registry", "leads.csv");
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("[registry_no_folder]") });
  });
});

describe("exit codes", () => {
  it.each<[number, string, string[]]>([
    [2, "unknown command", ["enrch"]],
    [2, "missing required argument", ["enrich"]],
    [2, "[config_invalid]", ["enrich", "leads.csv", "--batch-size", "1001"]],
    [2, "[config_invalid]", ["enrich", "leads.csv", "--min-confidence", "95%"]],
    [2, "[unknown_field]", ["enrich", "leads.csv", "--fields", "hb_frist_name"]],
    [2, "[map_unknown_field]", ["enrich", "leads.csv", "--map", "nip=NPI"]],
    [2, "[map_unknown_field]", ["enrich", "leads.csv", "--map", "__proto__=NPI"]],
    [2, "[map_invalid]", ["enrich", "leads.csv", "--map", "NPI"]],
    [2, "[map_field_twice]", ["enrich", "leads.csv", "--map", "npi=NPI", "--map", "NPI=City"]],
    [
      2,
      "[map_unknown_column]",
      ["enrich", "leads.csv", "--map", "npi=Nope", "-o", "-", "--registry", "registry"],
    ],
    [2, "row number", ["explain", "leads.csv", "--row", "0"]],
    [2, "[not_available]", ["show", arabella, "--registry", "postgres://db.example/hb"]],
    [4, "[ledger_missing]", ["show", arabella, "--ledger", "ledger.db", "--registry", "registry"]],
    [2, "standard output", ["enrich", "leads.csv", "-o", "-", "--json"]],
    [3, "[", ["enrich", "absent.csv", "--registry", "registry"]],
    [3, "[", ["enrich", "registry", "-o", "o.csv", "--registry", "registry"]],
    [3, "[", ["enrich", "leads.csv", "-o", "no/such/folder/o.csv", "--registry", "registry"]],
    [3, "[", ["registry", "import", "leads.csv", "--registry", "fresh"]],
    [4, "[registry_missing]", ["show", arabella]],
    [4, "[registry_missing]", ["show", arabella, "--registry", "absent"]],
    [4, "[registry_unknown]", ["show", arabella, "--registry", "leads.csv"]],
  ])("%i %s: %j", async (code, part, argv) => {
    const ran = await heartbeat(...argv);
    expect(ran, ran.stderr).toMatchObject({ code, stdout: "" });
    expect(ran.stderr).toContain(part);
    expect(ran.stderr).not.toMatch(/\n\s+at |Quillfeather/);
  });

  it("stops where a ledger lies that it cannot read", async () => {
    const home = join(folder, "home");
    await mkdir(join(home, ".local/share/heartbeat"), { recursive: true });
    await writeFile(join(home, ".local/share/heartbeat/ledger.db"), "");
    const argv = ["show", arabella, "--registry", join(folder, "registry")];
    const ran = await run(argv, { cwd: home });
    expect(ran).toMatchObject({ code: 4, stdout: "", stderr: expect.stringContaining("ledger") });
  });

  it("names the ways to get a registry", async () => {
    const { stderr } = await heartbeat("enrich", "leads.csv", "-o", "none.csv");
    for (const way of ["registry import", "--registry FILE", "fixtures/npidata.csv"]) {
      expect(stderr).toContain(way);
    }
  });

  it("calls a bug a bug, without its message", async () => {
    const suppressions = {
      ...noSuppressions,
      areSuppressed: async () => {
        throw new TypeError("could not read Quillfeather");
      },
    };
    const argv = ["show", arabella, "--registry", "registry"];
    const plain = await run(argv, { cwd: folder, suppressions });
    expect(plain.code).toBe(1);
    expect(plain.stderr.trim().split("\n")).toHaveLength(1);
    const debug = await run(argv, { cwd: folder, suppressions, env: { HEARTBEAT_DEBUG: "1" } });
    expect(debug.stderr).toMatch(/\n\s+at /);
    expect(plain.stderr + debug.stderr).not.toContain("Quillfeather");
  });

  it("130 when interrupted, and nothing is left", async () => {
    const signal = AbortSignal.abort();
    const argv = ["enrich", "leads.csv", "-o", "cut.csv", "--registry", "registry"];
    const { code, stderr } = await run(argv, { cwd: folder, signal });
    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted");
    expect(existsSync(join(folder, "cut.csv"))).toBe(false);
  });
});

describe("what is shown", () => {
  it("colours nothing but a terminal", async () => {
    const argv = ["show", "123"];
    const sequence = "\u001b[";
    const plain = await run(argv, { cwd: folder });
    const live = await run(argv, { cwd: folder, terminal: 80 });
    const refusals = [
      await run(argv, { cwd: folder, terminal: 80, env: { NO_COLOR: "1" } }),
      await run(argv, { cwd: folder, terminal: 80, env: { TERM: "dumb" } }),
      await run([...argv, "--no-color"], { cwd: folder, terminal: 80 }),
    ];
    expect(live.stderr).toContain(sequence);
    for (const { stderr } of [plain, ...refusals]) expect(stderr).not.toContain(sequence);
  });

  it("never spins on a terminal without columns, nor in CI", async () => {
    const argv = ["enrich", "leads.csv", "-o", "-", "--registry", "registry"];
    const hidden = "\u001b[?25l";
    expect((await run(argv, { cwd: folder, terminal: 0 })).stderr).not.toContain(hidden);
    const ci = await run(argv, { cwd: folder, terminal: 80, env: { CI: "1" } });
    expect(ci.stderr).not.toContain(hidden);
  });
});
