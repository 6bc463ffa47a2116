import { existsSync } from "node:fs";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Faults, faulty } from "../helpers/faults.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { eventsOf } from "../helpers/run-events.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { inlineCell, rowOf, workbookOf } from "../helpers/workbook.ts";

let folder: string;
let made = 0;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-checks");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = async (name: string) =>
  (await readFile(join(folder, name), "utf8")).replaceAll(`${folder}/`, "");
const has = (name: string) => existsSync(join(folder, name));

/** Matched by a valid NPI; nobody fits a name without one. */
function service(faults: Faults = {}) {
  const fake = fakeService({
    answer: (request) =>
      request.npi === undefined
        ? { id: request.id, status: "no_match", confidence: 0.1, reason: "nobody: no profile fits" }
        : undefined,
  });
  return Object.assign(faulty(fake, faults), { asked: fake.asked });
}

/** Rows that are matched, and rows that nobody fits. */
function list(matched: number, nobody: number): string {
  const rows = [
    ...Array.from({ length: matched }, (_, i) => `${npiOf(i + 1)},Row ${i + 1}`),
    ...Array.from({ length: nobody }, (_, i) => `,Nora Nobody${i}`),
  ];
  return `NPI,Name\n${rows.join("\n")}\n`;
}

async function write(content: string | Uint8Array, name = `list-${++made}.csv`): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

type Given = Partial<Parameters<typeof run>[1]>;

/** As if it had been run in the folder. */
async function heartbeat(argv: readonly string[], given: Given = {}): Promise<Ran> {
  const env = { XDG_STATE_HOME: join(folder, `state-${++made}`), ...given.env };
  const ran = await run(argv, { cwd: folder, service: service(), ...given, env });
  return { ...ran, stderr: ran.stderr.replaceAll(`${folder}/`, "") };
}

/** Enriches a list of eight matched rows and two that nobody fits. */
async function enrich(argv: readonly string[], given: Given = {}) {
  const file = await write(list(8, 2));
  const output = file.replace(".csv", ".enriched.csv");
  return { file, output, ...(await heartbeat(["enrich", file, ...argv], given)) };
}

describe("--fail-if", () => {
  it("passes with what was measured", async () => {
    const { code, stderr } = await enrich(["--fail-if", "match_rate<70%", "--fail-if", "error>0"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /\nGates\n {2}passed {2}match_rate < 70%: match_rate is 80\.0 % \(8 of 10\)\n {2}passed {2}error > 0: error is 0\n/,
    );
    expect(stderr).not.toContain("error:");
  });

  it("exits with 7, judges all gates, and leaves the output", async () => {
    const gates = ["match_rate < 0.9", "rows < 5", "fill.phone < 1 or no_match >= 2"];
    const argv = gates.flatMap((gate) => ["--fail-if", gate]);
    const { code, stderr, stdout, output } = await enrich([...argv, "--json"]);
    expect(code).toBe(7);
    expect(stderr).toContain("  failed  match_rate < 0.9: match_rate is 80.0 % (8 of 10)\n");
    expect(stderr).toContain("  passed  rows < 5: rows is 10\n");
    expect(stderr).toContain("error: 2 of 3 gates failed. [gates_failed]\n");
    expect(stderr.replace(/\s+/g, " ")).toContain(`${output} was written and stays, for people`);
    expect(has(output) && has(`${output}.receipt.json`)).toBe(true);
    expect(JSON.parse(stdout).gates).toEqual([
      { gate: "match_rate < 0.9", passed: false, measured: { match_rate: 0.8 } },
      { gate: "rows < 5", passed: true, measured: { rows: 10 } },
      {
        gate: "fill.phone < 1 or no_match >= 2",
        passed: false,
        measured: { "fill.phone": 1, no_match: 2 },
      },
    ]);
  });

  it("leaves nothing to be taken up: the run itself is done", async () => {
    const env = { XDG_STATE_HOME: join(folder, "state-of-gates") };
    await enrich(["--fail-if", "rows > 0"], { env });
    expect((await heartbeat(["runs", "list"], { env })).stdout).toBe("");
  });

  it("says with --quiet and --progress json why it failed", async () => {
    const quiet = await enrich(["--fail-if", "rows > 0", "-q"]);
    expect(quiet.stderr).toContain("rows is 10; fails if rows > 0\n");
    expect(quiet.stderr).not.toContain("Gates");
    const told = await enrich(["--fail-if", "rows > 0", "--progress", "json"]);
    expect(eventsOf(told.stderr)).toContainEqual(
      expect.objectContaining({ event: "error", code: "gates_failed", exit_code: 7 }),
    );
  });

  it.each<[string, Faults, number]>([
    ["rows that are an error", { fails: (row) => row < 3 }, 5],
    ["a service that stops", { stopsAt: { call: 1, answered: 3 } }, 5],
    ["a service that shuts us out", { stopsAt: { call: 1, answered: 3, exitCode: 4 } }, 4],
  ])("wins over %s: 7 over 5, not over 4", async (_, faults, without) => {
    const plain = await enrich([], { service: service(faults) });
    expect(plain.code).toBe(without);
    const passed = await enrich(["--fail-if", "rows < 5"], { service: service(faults) });
    expect(passed.code).toBe(without);
    const gated = await enrich(["--fail-if", "error_rate > 0"], { service: service(faults) });
    expect(gated.code).toBe(without === 5 ? 7 : 4);
    expect(gated.stderr).toContain("[gates_failed]");
    expect(has(gated.output)).toBe(true);
  });

  it("fails where a list has no rows to take a share of, unless the gate asks for some", async () => {
    const file = await write("NPI,Name\n,\n");
    const argv = ["enrich", file, "-f", "--fail-if"];
    const suppressions = fakeSuppressions(() => true);
    const alone = await heartbeat([...argv, "fill.phone < 50%"]);
    expect(alone.code).toBe(7);
    expect(alone.stderr).toContain("fill.phone cannot be told (0 of 0)");
    expect((await heartbeat([...argv, "matched > 0 and fill.phone < 50%"])).code).toBe(0);
    const withheld = await write(list(2, 0));
    const all = await heartbeat(["enrich", withheld, "--fail-if", "match_rate < 1%"], {
      suppressions,
    });
    expect(all.code).toBe(7);
  });

  it.each([
    ["a metric that there is not", "match_rat < 1", 'Did you mean "match_rate"?'],
    ["what is no gate", "match_rate <", "behind < comes a number."],
    ["a metric of refresh", "identity_moves > 0", "told by heartbeat refresh alone"],
    [
      "a metric of refresh, behind others",
      "rows < 1 or changes.phone > 9",
      "changes.phone is told",
    ],
    ["a column that is not in the output", "fill.fax < 1", "does not have: hb_fax."],
    ["nothing", "", "--fail-if must be a gate"],
  ])("refuses %s before anything is read", async (_, gate, says) => {
    const asked = service();
    const argv = ["enrich", "no-such-file.csv", "--fields", "identity", "--fail-if", gate];
    const { code, stderr } = await heartbeat(argv, { service: asked });
    expect({ code, asked: asked.asked.length }).toEqual({ code: 2, asked: 0 });
    expect(stderr).toContain(says);
  });

  it("knows the columns of a list that is tried again", async () => {
    const { output } = await enrich(["--fields", "phone"], {
      service: service({ fails: (row) => row === 1 }),
    });
    const retry = ["enrich", output, "--retry-errors", "-f", "--fail-if"];
    const refused = await heartbeat([...retry, "fill.specialty < 1"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("hb_specialty");
    const { code, stderr } = await heartbeat([...retry, "fill.phone < 100%"]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("fill.phone is 100.0 % (8 of 8)");
  });

  it("holds each of several lists against the same gates, and 7 is the worst of 0, 5 and 7", async () => {
    const lists = [await write(list(9, 1)), await write(list(1, 1))];
    const argv = ["enrich", ...lists, "--fail-if", "match_rate < 90%", "--json"];
    const { code, stdout } = await heartbeat(argv);
    expect(code).toBe(7);
    const { runs } = JSON.parse(stdout);
    expect(runs.map((one: { exit_code: number }) => one.exit_code)).toEqual([0, 7]);
    expect(runs[1].gates[0].measured).toEqual({ match_rate: 0.5 });
  });

  it("is judged by no dry run, and refused by it all the same", async () => {
    const { code, stderr } = await enrich(["--dry-run", "--fail-if", "rows > 0"]);
    expect(code).toBe(0);
    expect(stderr).not.toContain("Gates");
    expect((await enrich(["--dry-run", "--fail-if", "row > 0"])).code).toBe(2);
  });
});

describe("gates of a project", () => {
  async function inProject(config: object, argv: readonly string[], env = {}): Promise<Ran> {
    const cwd = temporaryFolder("project", folder);
    await writeFile(join(cwd, "heartbeat.json"), JSON.stringify(config));
    await writeFile(join(cwd, "leads.csv"), list(8, 2));
    return run(["enrich", "leads.csv", ...argv], { cwd, service: service(), env });
  }

  it("come from heartbeat.json, a variable, or the command line alone", async () => {
    const config = { fail_if: ["rows > 0", "error > 0"] };
    const both = await inProject(config, []);
    expect(both.code).toBe(7);
    expect(both.stderr).toContain("1 of 2 gates failed");
    expect((await inProject(config, ["--fail-if", "rows > 99"])).code).toBe(0);
    expect((await inProject({ fail_if: "rows > 0" }, [])).code).toBe(7);
    expect((await inProject({}, [], { HEARTBEAT_FAIL_IF: "rows > 0" })).code).toBe(7);
  });

  it("leave out what refresh alone can tell, and say so", async () => {
    const { code, stderr } = await inProject({ fail_if: ["identity_moves>0", "rows < 1"] }, []);
    expect(code).toBe(0);
    expect(stderr).toContain("note: the gate identity_moves > 0 is for refresh");
  });

  it.each([
    [["rows >"], '"fail_if" in heartbeat.json: behind > comes a number.'],
    [[3], '"fail_if" in heartbeat.json must be a gate'],
    [{}, '"fail_if" in heartbeat.json must be a gate'],
  ])("%j is refused by the file's name", async (fail_if, says) => {
    const { code, stderr } = await inProject({ fail_if }, []);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it("are shown by config show", async () => {
    const cwd = temporaryFolder("project", folder);
    await writeFile(join(cwd, "heartbeat.json"), '{"fail_if": ["rows < 9", "error > 0"]}');
    const { stdout } = await run(["config", "show"], { cwd });
    expect(stdout).toMatch(/^fail_if +rows < 9; error > 0$/m);
  });
});

const known = (rows: readonly string[]) =>
  `Name,NPI,Expected NPI,expected-status\n${rows.join("\n")}\n`;
const right = [`,${npiOf(1)},${npiOf(1)},`, `,${npiOf(2)},,Matched`, "Nora Nobody,,,no match"];
const wrong = [`,${npiOf(3)},${npiOf(4)},`, `,${npiOf(5)},,ambiguous`];

describe("--canaries", () => {
  it("are asked first, under the list's own terms, and let the run go on", async () => {
    const asking = service();
    const canaries = await write(known(right));
    const { code, stderr, stdout } = await enrich(["--canaries", canaries, "--json"], {
      service: asking,
    });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("canaries: 3 of 3 came back as expected\n");
    expect(JSON.parse(stdout).canaries).toEqual({ rows: 3, right: 3, withheld: 0, requests: 3 });
    expect(asking.asked.slice(0, 3).map(({ npi, name }) => npi ?? name?.full)).toEqual([
      npiOf(1),
      npiOf(2),
      "Nora Nobody",
    ]);
    expect(asking.asked).toHaveLength(13);
  });

  it("that drift stop the run with 7: nothing of the list was asked, nothing is left", async () => {
    const asking = service();
    const canaries = await write(known([...right, ...wrong]));
    const env = { XDG_STATE_HOME: join(folder, "state-of-canaries") };
    const argv = ["--canaries", canaries, "--save-map", `map-${canaries}.json`];
    const { code, stdout, stderr, output } = await enrich(argv, { service: asking, env });
    expect({ code, stdout }).toEqual({ code: 7, stdout: "" });
    expect(stderr).toContain(
      `error: ${canaries}, rows 4 and 5 did not come back as expected; nothing was written. [canaries_failed]
  row 4: expected matched to expected_npi, got matched to another NPI
  row 5: expected ambiguous, got matched
`,
    );
    expect(stderr).not.toMatch(/\d{10}|Nobody/);
    expect(asking.asked).toHaveLength(5);
    expect([has(output), has(`${output}.receipt.json`), has(`map-${canaries}.json`)]).toEqual([
      ...[false, false, false],
    ]);
    expect((await heartbeat(["runs", "list"], { env })).stdout).toBe("");
    const left = await readdir(env.XDG_STATE_HOME, { recursive: true, withFileTypes: true });
    expect(left.filter((one) => one.isFile()).map(({ name }) => name)).toEqual([]);
  });

  it("leave no trace of a run over a service elsewhere either", async () => {
    const elsewhere = fakeService({ traits: { local: false, counts: false } });
    const canaries = await write(known(wrong));
    const env = { XDG_STATE_HOME: join(folder, "state-of-elsewhere") };
    const { code } = await enrich(["--canaries", canaries], { service: elsewhere, env });
    expect(code).toBe(7);
    const left = await readdir(env.XDG_STATE_HOME, { recursive: true, withFileTypes: true });
    expect(left.filter((one) => one.isFile()).map(({ name }) => name)).toEqual([]);
  });

  it.each<[string, Faults, string]>([
    ["fails on them", { fails: (row) => row === 2 }, "row 2: expected matched, got error"],
    [
      "stops at them",
      { stopsAt: { call: 1, answered: 1 } },
      "row 3: expected no_match, got not_attempted",
    ],
    [
      "shuts us out",
      { stopsAt: { call: 1, answered: 0, exitCode: 4 } },
      "row 1: expected matched to expected_npi, got not_attempted",
    ],
  ])("a service that %s has not said what is right", async (_, faults, says) => {
    const canaries = await write(known(right));
    const { code, stderr, output } = await enrich(["--canaries", canaries], {
      service: service(faults),
    });
    expect(code).toBe(7);
    expect(stderr).toContain(says);
    expect(stderr.includes("No answer came: ")).toBe(faults.stopsAt !== undefined);
    expect(has(output)).toBe(false);
  });

  it("whose person is withheld are counted, whatever was expected, and not named", async () => {
    const canaries = await write(known([...right, wrong[0] ?? "", `,${npiOf(6)},,suppressed`]));
    const suppressions = fakeSuppressions(({ npi }) => npi === npiOf(3) || npi === npiOf(6));
    const argv = ["--canaries", canaries, "--junit", `${canaries}.xml`, "--json"];
    const { code, stderr, stdout } = await enrich(argv, { suppressions });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("canaries: 3 of 5 came back as expected, 2 withheld\n");
    expect(JSON.parse(stdout).canaries).toMatchObject({ rows: 5, right: 3, withheld: 2 });
    const xml = await text(`${canaries}.xml`);
    expect(xml).toContain('<property name="withheld" value="2"/>');
    expect(xml.match(/<testcase .*"\/>/g)).toHaveLength(5);
  });

  it("who is not withheld any more is told", async () => {
    const canaries = await write(known([`,${npiOf(6)},,suppressed`]));
    const { code, stderr } = await enrich(["--canaries", canaries]);
    expect(code).toBe(7);
    expect(stderr).toContain("row 1: expected suppressed, got matched");
  });

  it("count as requests", async () => {
    const canaries = await write(known(right));
    const argv = ["--canaries", canaries, "--max-requests"];
    const limited = await enrich([...argv, "8", "--fail-if", "requests != 8", "--json"]);
    expect(limited.code).toBe(5);
    expect(JSON.parse(limited.stdout).statuses).toMatchObject({ matched: 5, not_attempted: 5 });
    const asking = service();
    const few = await enrich([...argv, "2"], { service: asking });
    expect(few.code).toBe(2);
    expect(few.stderr).toContain("take 3 requests, and --max-requests leaves 2.");
    expect(asking.asked).toEqual([]);
  });

  it("are read from a workbook, too, with columns called as the fields", async () => {
    const cells = [
      ["expected status", "full_name", "npi"],
      ["matched", "", npiOf(1)],
    ];
    const rows = cells.map((row, r) =>
      rowOf(
        r + 1,
        row.map((cell, c) => inlineCell(`${"ABC"[c]}${r + 1}`, cell)),
      ),
    );
    const canaries = await write(workbookOf({ sheets: { One: rows.join("") } }), "canaries.xlsx");
    const { code, stderr } = await enrich(["--canaries", canaries]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("canaries: 1 of 1 came back as expected\n");
  });

  it("are asked by no dry run, which reads them", async () => {
    const asking = service();
    const canaries = await write(known(wrong));
    expect((await enrich(["--canaries", canaries, "--dry-run"], { service: asking })).code).toBe(0);
    expect(asking.asked).toEqual([]);
    expect((await enrich(["--canaries", "none.csv", "--dry-run"])).code).toBe(3);
  });

  it.each([
    ["has no expectations", "NPI,Name\n1,2\n", "has no column expected_npi or expected_status."],
    ["has one twice", "NPI,expected_npi,Expected NPI\n1,2,3\n", "2 columns called expected_npi."],
    ["has no rows", "NPI,expected_npi\n", ""],
    ["has only empty rows", "NPI,expected_npi\n,\n , \n", "has no rows."],
    ["expects nothing of a row", known([right[0] ?? "", "Nora,,,"]), "row 2: neither expected_npi"],
    ["expects no NPI", known(["Nora,,12345,"]), "row 1, column expected_npi: this is no NPI"],
    ["expects a cut NPI", known(["Nora,,1.2E+09,"]), "row 1, column expected_npi: this is no NPI"],
    ["expects no status", known([",,,", "Nora,,,right"]), "row 2, column expected_status: this is"],
    ["contradicts itself", known([`,,${npiOf(1)},no_match`]), "row 1: a row with an expected_npi"],
    ["cannot be read", known(['Nora "x,,,matched']), "row 1 cannot be read as CSV."],
    ["has no column of the list", "Id,expected_status\n7,matched\n", "none of the columns that"],
    [
      "has a column of the list twice",
      `npi,Npi,expected_status\n${npiOf(1)},,matched\n`,
      "2 columns for npi.",
    ],
  ])("that %s are refused", async (_, content, says) => {
    const asking = service();
    const canaries = await write(content, `canaries-${++made}.csv`);
    const { code, stderr, output } = await enrich(["--canaries", canaries], { service: asking });
    expect(code).toBe(3);
    expect(stderr).toContain(canaries);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/Nora|1\.2E|12345(?!\d)/);
    expect({ asked: asking.asked.length, written: has(output) }).toEqual({
      ...{ asked: 0, written: false },
    });
  });

  it("are never written over, and come from no pipe", async () => {
    const canaries = await write(known(right));
    const { code, stderr } = await enrich(["--canaries", canaries, "-f", "-o", canaries]);
    expect(code).toBe(2);
    expect(stderr).toContain("heartbeat never writes over it");
    expect((await enrich(["--canaries", "-"])).code).toBe(2);
  });

  it("stop each of several lists by itself", async () => {
    const lists = [await write(list(1, 1)), await write("Full Name\nNora Nobody\n")];
    const canaries = await write("NPI,Full Name,expected_status\n,Nora Nobody,no_match\n");
    const argv = ["enrich", ...lists, "--canaries", canaries, "--json"];
    const { code, stdout, stderr } = await heartbeat(argv);
    expect(code, stderr).toBe(7);
    const { runs } = JSON.parse(stdout);
    expect(runs.map((one: { exit_code: number }) => one.exit_code)).toEqual([7, 0]);
    expect(runs[0].error.code).toBe("canaries_failed");
  });
});

interface Xml {
  tag: string;
  attributes: Record<string, string>;
}

/** Elements of well-formed XML, in document order. */
function parseXml(xml: string): Xml[] {
  const found: Xml[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    found.push({ tag: name, attributes: attributes as Record<string, string> });
  });
  parser.write(xml).close();
  return found;
}

describe("--junit", () => {
  it("has a suite of gates and one of canaries", async () => {
    const canaries = await write(known(right));
    const argv = ["--canaries", canaries, "--fail-if", "match_rate<90%", "--fail-if", "error>0"];
    const junit = `junit-${++made}.xml`;
    const { code, output } = await enrich([...argv, "--junit", junit]);
    expect(code).toBe(7);
    expect(has(output)).toBe(true);
    expect((await stat(join(folder, junit))).mode & 0o777).toBe(0o600);
    const xml = parseXml(await text(junit));
    const counts = { errors: "0", skipped: "0" };
    expect(xml.filter(({ tag }) => /^testsuite/.test(tag)).map((one) => one.attributes)).toEqual([
      { name: "heartbeat", tests: "5", failures: "1", ...counts },
      { name: "gates", tests: "2", failures: "1", ...counts },
      { name: "canaries", tests: "3", failures: "0", ...counts },
    ]);
    expect(xml.filter(({ tag }) => tag === "testcase").map((one) => one.attributes.name)).toEqual([
      ...["match_rate < 90%", "error > 0", "row 1", "row 2", "row 3"],
    ]);
    expect(xml.find(({ tag }) => tag === "failure")?.attributes.message).toBe(
      "match_rate is 80.0 % (8 of 10); fails if match_rate < 90%",
    );
  });

  it("is there when canaries have stopped the run, and says that gates were not judged", async () => {
    const canaries = await write(known(wrong));
    const junit = `junit-${++made}.xml`;
    const argv = ["--canaries", canaries, "--fail-if", "rows < 1", "--junit", junit];
    const { code, output } = await enrich(argv);
    expect({ code, written: has(output) }).toEqual({ code: 7, written: false });
    const xml = parseXml(await text(junit));
    expect(xml.map(({ tag }) => tag).filter((tag) => /failure|skipped/.test(tag))).toEqual([
      ...["skipped", "failure", "failure"],
    ]);
    expect(await text(junit)).not.toMatch(/\d{10}/);
  });

  it("is the same bytes for the same run", async () => {
    const file = await write(list(3, 1));
    const read = async (name: string) => {
      const argv = ["enrich", file, "-f", "--fail-if", "rows > 0", "--junit", name];
      await heartbeat(argv);
      return text(name);
    };
    expect(await read("same-1.xml")).toBe(await read("same-2.xml"));
  });

  it.each([
    ["there is nothing to tell", ["--junit", "x.xml"], "there are none."],
    ["it is standard output", ["--junit", "-", "--fail-if", "rows < 1"], "--junit needs a file."],
    ["it is there", ["--junit", "there.xml", "--fail-if", "rows < 1"], "there.xml exists already."],
    [
      "another option writes it",
      ["-o", "one.xml", "--junit", "one.xml", "--fail-if", "rows < 1"],
      "already what another option writes",
    ],
  ])("is refused where %s", async (_, argv, says) => {
    await write("x", "there.xml");
    const { code, stderr } = await enrich(argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it("is one file, of one list", async () => {
    const lists = [await write(list(1, 1)), await write(list(1, 2))];
    const argv = ["enrich", ...lists, "--fail-if", "rows < 1", "--junit", "both.xml"];
    const { code, stderr } = await heartbeat(argv);
    expect(code).toBe(2);
    expect(stderr).toContain("--junit names one file, and there are several lists.");
  });
});

describe("on GitHub", () => {
  const summaryFile = () => `summary-${++made}.md`;
  const env = (GITHUB_STEP_SUMMARY: string) => ({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY });

  it("annotates gates and rows without an answer, nine of a kind", async () => {
    const gates = Array.from({ length: 12 }, (_, i) => ["--fail-if", `rows > ${i % 10}`]).flat();
    const file = await write(list(30, 0));
    const { stderr } = await heartbeat(["enrich", file, ...gates], {
      env: { GITHUB_ACTIONS: "true" },
      service: service({ fails: (row) => row > 10 }),
    });
    const lines = stderr.split("\n").filter((line) => line.startsWith("::"));
    expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(9);
    expect(lines).toContain("::error::and 3 more errors");
    expect(lines[0]).toBe(
      `::error file=${file.replace(".csv", ".enriched.csv")},title=gate failed::rows is 30; fails if rows > 0`,
    );
    const notices = lines.filter((line) => line.startsWith("::notice"));
    expect(notices).toHaveLength(10);
    expect(notices[0]).toBe(
      `::notice file=${file},line=12,title=no answer::row 11: service_failed`,
    );
    expect(notices.at(-1)).toBe("::notice::and 11 more notices");
  });

  it("annotates canaries at their lines, and rows that are somebody else now", async () => {
    const canaries = await write(known(wrong));
    const drifted = await enrich(["--canaries", canaries], { env: env(summaryFile()) });
    expect(drifted.stderr).toContain(
      `::error file=${canaries},line=3,title=canary failed::row 2: expected ambiguous, got matched\n`,
    );
    const moving = fakeService({
      answer: ({ id }) => ({
        ...{ id, status: "conflict", confidence: 0.2, npi: npiOf(1) },
        reason: "identity_moved: the NPI is another person's now",
      }),
    });
    const moved = await enrich([], { env: env(summaryFile()), service: moving });
    expect(moved.stderr).toContain("title=identity moved::row 1: its NPI is another person's now");
    expect(moved.stderr).not.toMatch(/\d{10}(?!\d)/);
  });

  it("says nothing of it elsewhere", async () => {
    const { stderr } = await enrich(["--fail-if", "rows > 0"], {
      env: { GITHUB_ACTIONS: "false" },
    });
    expect(stderr).not.toContain("::");
  });

  it("keeps to nine of a kind over several lists", async () => {
    const lists = [await write(list(8, 0)), await write(list(9, 0))];
    const { stderr } = await heartbeat(["enrich", ...lists], {
      env: { GITHUB_ACTIONS: "true" },
      service: service({ fails: () => true }),
    });
    const lines = stderr.split("\n").filter((line) => line.startsWith("::"));
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("::notice::and 8 more notices");
  });

  it("adds a summary of each run to the page of the job", async () => {
    const summary = summaryFile();
    await writeFile(join(folder, summary), "# Before\n");
    const canaries = await write(known(right));
    const argv = ["--canaries", canaries, "--fail-if", "match_rate<90%", "--fail-if", "error > 0"];
    const { file, output } = await enrich(argv, { env: env(summary) });
    const receipt = JSON.parse(await text(`${output}.receipt.json`));
    expect(await text(summary)).toBe(`# Before
### heartbeat: \`${file}\`

**1 of 2 gates failed.** The output is for people to look at.

|  | Fails if | Measured |
| --- | --- | --- |
| **failed** | \`match_rate < 90%\` | match_rate is 80.0 % (8 of 10) |
| passed | \`error > 0\` | error is 0 |

Canaries: 3 of 3 came back as expected, 0 withheld.

| Status | Rows |  |
| --- | --- | --- |
| matched | 8 | 80.0 % |
| no_match | 2 | 20.0 % |
| all | 10 |  |

Output \`${output}\`, release \`release-1\`, 10 leads asked, receipt \`${receipt.receipt_sha256}\`

`);
    const drifted = await write(known(wrong));
    await enrich(["--canaries", drifted], { env: env(summary) });
    expect(await text(summary)).toContain("The canaries failed: nothing of the list was asked");
    expect(await text(summary)).toContain("| 2 | expected ambiguous, got matched |");
    expect(await text(summary)).not.toMatch(/\b\d{10}\b|Nobody/);
  });

  it("names files so that they cannot break out of their cell", async () => {
    const summary = summaryFile();
    const file = await write(list(1, 0), "a`|b<img src=x>\n| c.csv");
    const { code } = await heartbeat(["enrich", file], { env: env(summary) });
    expect(code).toBe(0);
    expect((await text(summary)).split("\n")[0]).toBe("### heartbeat: `a'¦b<img src=x> ¦ c.csv`");
  });

  it.each<[string, () => Promise<string>, string]>([
    ["its folder is missing", async () => "missing/summary.md", "ENOENT"],
    ["it is a folder", async () => ".", "it is no file"],
    ["it is the list itself", async () => write(list(8, 2), "own.csv"), "it is a file of this run"],
    ["it is full", async () => write("x".repeat(899_900)), "it would be too long"],
  ])("goes on without a summary where %s", async (_, place, why) => {
    const summary = await place();
    const before = has(summary) && summary !== "." ? await text(summary) : "";
    await write(list(8, 2), "own.csv");
    const { code, stderr } = await heartbeat(["enrich", "own.csv", "-f"], { env: env(summary) });
    expect(code).toBe(0);
    expect(stderr).toContain(`note: the step summary was not written (${why})\n`);
    if (before !== "") expect(await text(summary)).toBe(before);
  });

  it("is short, whatever the number of gates and canaries", async () => {
    const summary = summaryFile();
    const gate = `rows > ${Array.from({ length: 30 }, () => "1 or rows > ").join("")}1`;
    const gates = Array.from({ length: 200 }, () => ["--fail-if", gate]).flat();
    await enrich(gates, { env: env(summary) });
    expect((await stat(join(folder, summary))).size).toBeLessThan(40_000);
    expect(await text(summary)).toContain("| and 170 more |  |  |");
  });
});

describe("of a refresh", () => {
  /** A list that was enriched, asked about again by a service that says something else. */
  async function refresh(argv: readonly string[], given: Given = {}) {
    const { output } = await enrich([]);
    const refreshed = output.replace(".csv", ".refreshed.csv");
    const ran = await heartbeat(["refresh", output, "-o", refreshed, ...argv], given);
    return { output, refreshed, ...ran };
  }

  /** The second row's NPI is somebody else's, the third has no answer, all others are as before. */
  const drifting = () =>
    faulty(
      fakeService({
        // One in this process answers rows that are as they were from their profiles.
        traits: { local: false, counts: true },
        answer: (request) => {
          const { id, npi } = request;
          if (npi === undefined) {
            return { id, status: "no_match", confidence: 0.1, reason: "nobody: no profile fits" };
          }
          return id === 2 ? matchedWith(request, npiOf(77)) : undefined;
        },
      }),
      { fails: (row) => row === 3 },
    );

  it("gates ask about what changed", async () => {
    const gates = ["identity_moves > 0", "changed_rate > 50%", "error_rate >= 10%", "stale != 1"];
    const argv = gates.flatMap((gate) => ["--fail-if", gate]);
    const { code, stderr, stdout } = await refresh([...argv, "--json"], { service: drifting() });
    expect(code, stderr).toBe(7);
    expect(stderr).toContain("  failed  identity_moves > 0: identity_moves is 1\n");
    expect(stderr).toContain("  passed  changed_rate > 50%: changed_rate is 10.0 % (1 of 10)\n");
    expect(stderr).toContain("  failed  error_rate >= 10%: error_rate is 10.0 % (1 of 10)\n");
    expect(JSON.parse(stdout).gates[3]).toEqual({
      ...{ gate: "stale != 1", passed: true, measured: { stale: 1 } },
    });
  });

  it("exits with 5 for rows that kept their values, unless a gate fails", async () => {
    const argv = ["--fail-if", "identity_moves > 1"];
    expect((await refresh(argv, { service: drifting() })).code).toBe(5);
  });

  it("GitHub is told of moves, of kept values and of changes by kind, by row alone", async () => {
    const summary = `summary-${++made}.md`;
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary };
    const { stderr, output } = await refresh([], { env, service: drifting() });
    expect(stderr.split("\n").filter((line) => line.startsWith("::"))).toEqual([
      `::warning file=${output},line=3,title=identity moved::row 2: its NPI is another person's now; somebody has to decide`,
      `::notice file=${output},line=4,title=no answer::row 3: values are kept`,
    ]);
    const page = await text(summary);
    expect(page).toContain("1 row changed, 1 kept as it was for want of an answer.");
    expect(page).toMatch(/\| identity_move \| \d+ \|/);
    expect(page).not.toMatch(/\b[12]\d{9}\b/);
  });

  it("canaries come first", async () => {
    const canaries = await write(known(wrong));
    const asking = service();
    const { code, refreshed } = await refresh(["--canaries", canaries], { service: asking });
    expect(code).toBe(7);
    expect(asking.asked).toHaveLength(2);
    expect(has(refreshed)).toBe(false);
  });

  it("a column that the list does not have is refused before anybody is asked", async () => {
    const asking = service();
    const { code, stderr } = await refresh(["--fail-if", "fill.fax < 1"], { service: asking });
    expect({ code, asked: asking.asked.length }).toEqual({ code: 2, asked: 0 });
    expect(stderr).toContain("does not have: hb_fax.");
  });
});
