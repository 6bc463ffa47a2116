import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { eventsOf } from "../helpers/run-events.ts";
import { fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-dedupe");
  await writeFile(path("npidata.csv"), npidata([personRow(npiOf(1)), personRow(npiOf(2))]));
  const built = await heartbeat("registry", "import", "npidata.csv", "--registry", "registry");
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder, env: { HEARTBEAT_REGISTRY: path("registry") } });
}

function path(name: string): string {
  return join(folder, name);
}

const text = (name: string) => readFile(path(name), "utf8");

/** Rows of a CSV whose cells need no quotes. */
async function cellsOf(name: string): Promise<Record<string, string>[]> {
  const [header = "", ...lines] = (await text(name)).trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])),
  );
}

async function marks(name: string): Promise<string[]> {
  return (await cellsOf(name)).map((row) => row.hb_duplicate_of ?? "");
}

/** Rows by the NPI that they give: 1 and 2 are in the registry, 9 is not. */
function list(...people: number[]): string {
  return `NPI,Note\n${people.map((n, i) => `${npiOf(n)},note ${i + 1}\n`).join("")}`;
}

let lists = 0;
/** A list of its own; its name without the ending. */
async function write(content: string): Promise<string> {
  const name = `list-${++lists}`;
  await writeFile(path(`${name}.csv`), content);
  return name;
}

describe("one list", () => {
  it("reports: the output is what it is without, and the log names each repetition", async () => {
    const name = await write(list(1, 2, 1, 9, 9, 1));
    await heartbeat("enrich", `${name}.csv`);
    const plain = await text(`${name}.enriched.csv`);
    const { code, stderr } = await heartbeat("enrich", `${name}.csv`, "--dedupe", "report", "-f");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`duplicates: 2 (2 by npi)\n  ${path(name)}.enriched.duplicates.csv`);
    expect(await text(`${name}.enriched.csv`)).toBe(plain);
    const said = (row: number) =>
      `${name}.csv,${row},1,npi,same_npi: matched to the NPI that row 1 is matched to,${name}.csv,2026-01-20T09:30:00.000Z`;
    expect(await text(`${name}.enriched.duplicates.csv`)).toBe(
      `file,row,duplicate_of,tier,reason,source,timestamp\n${said(3)}\n${said(6)}\n`,
    );
    expect((await stat(path(`${name}.enriched.duplicates.csv`))).mode & 0o777).toBe(0o600);
  });

  it("marks the person's first row, and the lead's where nobody is matched", async () => {
    const name = await write(list(1, 2, 1, 9, 9, 1));
    await heartbeat("enrich", `${name}.csv`, "--dedupe", "mark");
    expect(await marks(`${name}.enriched.csv`)).toEqual(["", "", "1", "", "4", "1"]);
  });

  it("drops into the log, each row with its own bytes, and undo puts them back", async () => {
    const content = `NPI;file;Note\r\n${npiOf(1)};a;"x;1"\r\n\r\n${npiOf(1)};b\n\n${npiOf(2)};;;more\r\n${npiOf(1)};"=1+1";`;
    const name = await write(content);
    const argv = ["enrich", `${name}.csv`, "--dedupe", "drop", "--json"];
    const { code, stdout, stderr } = await heartbeat(...argv);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("2 rows written\n  2 duplicates left out\n");
    const summary = JSON.parse(stdout);
    expect(summary.dedupe).toEqual({
      ...{ mode: "drop", duplicates: 2, elsewhere: 0, tiers: { npi: 2 }, dropped: 2 },
      ...{ seen_before: [], log: path(`${name}.enriched.duplicates.csv`) },
    });
    expect(summary.receipt).toMatchObject({ rows_in: 4, rows_out: 2 });
    const [header, ...rows] = (await text(`${name}.enriched.duplicates.csv`)).split("\r\n");
    expect(header).toBe(
      "file;row;duplicate_of;tier;reason;source;timestamp;NPI;file;Note;hb_extra_1",
    );
    expect(rows.join("|")).toMatch(new RegExp(`Z;${npiOf(1)};b;;\n.*Z;${npiOf(1)};"=1\\+1";;$`));
    const receipt = JSON.parse(await text(`${name}.enriched.csv.receipt.json`));
    expect(receipt).toMatchObject({
      ...{ rows_in: 4, rows_out: 2, duplicates: 2, blank_lines: 2 },
      dropped: { rows: "2,4", blank_lines: { "\n": "2" } },
      settings: { dedupe: "drop" },
    });
    const verified = await heartbeat("verify", `${name}.enriched.csv`, "--against", `${name}.csv`);
    expect(verified.code, verified.stdout).toBe(0);
    expect((await heartbeat("undo", `${name}.enriched.csv`)).code).toBe(0);
    expect(await text(`${name}.original.csv`)).toBe(content);
  });

  it("keeps a formula in a file's name from running", async () => {
    await writeFile(path("=cmd.csv"), list(1, 1));
    await heartbeat("enrich", "=cmd.csv", "--dedupe", "report", "-o", "cmd-out.csv");
    const [logged] = await cellsOf("cmd-out.duplicates.csv");
    expect(logged).toMatchObject({ file: "'=cmd.csv", source: "'=cmd.csv" });
  });

  it("has a log with a header alone where there is no duplicate", async () => {
    const name = await write(list(1, 2, 9, 9));
    const { stderr } = await heartbeat("enrich", `${name}.csv`, "--dedupe", "drop");
    expect(stderr).toContain("duplicates: 0\n");
    expect(await cellsOf(`${name}.enriched.duplicates.csv`)).toEqual([]);
    const verified = await heartbeat("verify", `${name}.enriched.csv`, "--against", `${name}.csv`);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.stdout).toContain("no row was left out");
  });

  it("never replaces a log unasked", async () => {
    const name = await write(list(1, 1));
    await writeFile(path(`${name}.enriched.duplicates.csv`), "mine");
    const ran = await heartbeat("enrich", `${name}.csv`, "--dedupe", "drop");
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("[output_exists]");
    expect(await text(`${name}.enriched.duplicates.csv`)).toBe("mine");
  });

  it("takes lists that were enriched before as seen, all of their people if need be", async () => {
    const [before, name] = [await write(list(2, 1)), await write(list(1, 2, 1))];
    await heartbeat("enrich", `${before}.csv`);
    const against = ["--dedupe-against", `${before}.enriched.csv`];
    const argv = ["enrich", `${name}.csv`, "--dedupe", "drop", ...against];
    expect((await heartbeat(...argv)).code).toBe(0);
    const log = await cellsOf(`${name}.enriched.duplicates.csv`);
    const source = `${before}.enriched.csv`;
    expect(log.map((row) => [row.row, row.duplicate_of, row.source])).toEqual([
      ["1", `${source}:2`, source],
      ["2", `${source}:1`, source],
      ["3", `${source}:2`, source],
    ]);
    expect(await cellsOf(`${name}.enriched.csv`)).toEqual([]);
    const verified = await heartbeat("verify", `${name}.enriched.csv`, "--against", `${name}.csv`);
    expect(verified.code, verified.stdout).toBe(0);
    expect((await heartbeat("undo", `${name}.enriched.csv`)).code).toBe(0);
    expect(await text(`${name}.original.csv`)).toBe(await text(`${name}.csv`));
  });
});

describe("what becomes of dropped rows later", () => {
  let name: string;
  beforeAll(async () => {
    name = await write(list(1, 2, 1, 2));
    await heartbeat("enrich", `${name}.csv`, "--dedupe", "drop", "--duplicates", "elsewhere.csv");
  });

  it("verify says when the log is not there, and undo refuses without it", async () => {
    const verified = await heartbeat("verify", `${name}.enriched.csv`, "--against", `${name}.csv`);
    expect(verified.code).toBe(0);
    expect(verified.stdout.replaceAll(/\s+/g, " ")).toContain(
      "- dropped not checked: 2 rows were left out; name their log with --duplicates",
    );
    const undone = await heartbeat("undo", `${name}.enriched.csv`);
    expect(undone.code).toBe(3);
    expect(undone.stderr).toContain("[duplicates_log_missing]");
    expect(undone.stderr).toContain("The list itself was never changed.");
  });

  it.each([
    ["a line less", (log: string) => log.replace(/\n.*\n$/, "\n"), "the log has 1"],
    ["another cell", (log: string) => log.replace("note 4", "Note 4"), "others in their place"],
    ["another column", (log: string) => log.replace("tier", "Tier"), "has other columns"],
  ])("verify tells a log with %s", async (_, change, says) => {
    await writeFile(path("edited.csv"), change(await text("elsewhere.csv")));
    const ran = await heartbeat("verify", `${name}.enriched.csv`, "--duplicates", "edited.csv");
    expect(ran.code).toBe(7);
    expect(ran.stdout.replaceAll(/\s+/g, " ")).toContain("FAILED dropped 2 rows were left out");
    expect(ran.stdout.replaceAll(/\s+/g, " ")).toContain(says);
  });

  it("a workbook is verified, and not undone", async () => {
    await heartbeat("enrich", `${name}.csv`, "-o", "book.xlsx");
    await heartbeat("undo", "book.xlsx");
    const argv = ["enrich", "book.xlsx", "--replace-hb", "--dedupe", "drop", "-o", "once.xlsx"];
    const ran = await heartbeat(...argv);
    expect(ran.code, ran.stderr).toBe(0);
    const verified = await heartbeat("verify", "once.xlsx", "--against", "book.xlsx");
    expect(verified.code, verified.stdout).toBe(0);
    expect(verified.stdout).toContain("ok      dropped");
    const undone = await heartbeat("undo", "once.xlsx");
    expect(undone).toMatchObject({ code: 2 });
    expect(undone.stderr).toContain("[undo_dropped_rows]");
  });
});

describe("several lists", () => {
  it("share their survivors, in the order in which they are named", async () => {
    const [a, b] = [await write(list(1, 9)), await write(list(2, 1, 2))];
    const { code, stdout, stderr } = await heartbeat(
      ...["enrich", `${a}.csv`, `${b}.csv`, "--dedupe", "mark", "--json"],
    );
    expect(code, stderr).toBe(0);
    expect(await marks(`${a}.enriched.csv`)).toEqual(["", ""]);
    expect(await marks(`${b}.enriched.csv`)).toEqual(["", `${a}.csv:1`, "1"]);
    const { runs, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({ schema_version: 1 });
    expect(runs).toMatchObject([
      { exit_code: 0, dedupe: { duplicates: 0 } },
      {
        exit_code: 0,
        dedupe: { duplicates: 2, elsewhere: 1, seen_before: [{ name: `${a}.csv` }] },
      },
    ]);
    for (const name of [a, b]) {
      expect((await heartbeat("verify", `${name}.enriched.csv`)).code).toBe(0);
    }
    expect((await heartbeat("runs", "list", "--json")).stdout).toContain('"runs": []');
  });

  it("are tried all, nobody counts in one that fails, and the worst exit code is told", async () => {
    const [a, c] = [await write(list(9)), await write(list(1))];
    await writeFile(path("enriched-before.csv"), `NPI,hb_npi\n${npiOf(1)},${npiOf(1)}\n`);
    const files = [`${a}.csv`, "missing.csv", "enriched-before.csv", `${c}.csv`];
    const ran = await heartbeat("enrich", ...files, "--dedupe", "mark", "--json");
    expect(ran.code).toBe(3);
    const { runs } = JSON.parse(ran.stdout);
    expect(runs).toMatchObject([
      { exit_code: 0 },
      { exit_code: 3, error: { code: "input_missing" } },
      { exit_code: 2, error: { code: "hb_columns_exist" } },
      { exit_code: 0 },
    ]);
    expect(await marks(`${c}.enriched.csv`)).toEqual([""]);
    expect(ran.stderr).toContain("4 lists: 2 done, 2 failed");
    // Until all are done the same command may write them anew.
    await writeFile(path("missing.csv"), list(1));
    const again = await heartbeat("enrich", ...files, "--dedupe", "mark");
    expect(again.code, again.stderr).toBe(2);
    expect(again.stderr).toContain("4 lists: 3 done, 1 failed");
    expect(await marks(`${c}.enriched.csv`)).toEqual(["missing.csv:1"]);
  });

  it("go into a folder, and are called apart where their names are the same", async () => {
    await Promise.all(["x", "y", "out"].map((name) => mkdir(path(name))));
    await writeFile(path("x/leads.csv"), list(1));
    await writeFile(path("y/leads.csv"), list(1));
    await writeFile(path("y/more.csv"), list(1));
    const same = await heartbeat("enrich", "x/leads.csv", "y/leads.csv", "-o", "out");
    expect(same.code).toBe(2);
    expect(same.stderr).toContain("[output_twice]");
    const files = ["x/leads.csv", "y/leads.csv"];
    expect((await heartbeat("enrich", ...files, "--dedupe", "mark")).code).toBe(0);
    expect(await marks("y/leads.enriched.csv")).toEqual(["leads.csv:1"]);
    const ran = await heartbeat("enrich", "y/leads.csv", "y/more.csv", "-o", "out", "--no-receipt");
    expect(ran.code, ran.stderr).toBe(0);
    expect(await readdir(path("out"))).toEqual(["leads.enriched.csv", "more.enriched.csv"]);
    const against = ["--dedupe-against", "x/leads.enriched.csv", "--dedupe-against"];
    const argv = ["enrich", "y/leads.csv", "--dedupe", "mark", ...against, "y/leads.enriched.csv"];
    expect((await heartbeat(...argv, "-o", "z.csv")).code).toBe(0);
    expect(await marks("z.csv")).toEqual(["leads.enriched.csv:1"]);
  });

  it.each<[string, string[], string]>([
    ["one twice", ["a.csv", "./a.csv"], "input_twice"],
    ["standard input", ["a.csv", "-"], "several_lists"],
    ["one receipt", ["a.csv", "b.csv", "--receipt", "r.json"], "several_lists"],
    ["one output", ["a.csv", "b.csv", "-o", "o.csv"], "several_lists"],
    ["one log", ["a.csv", "b.csv", "--dedupe", "mark", "--duplicates", "d.csv"], "several_lists"],
    ["one output by its format", ["a.csv", "a.tsv", "--format", "xlsx"], "output_twice"],
    ["one that is another's output", ["a.csv", "a.enriched.csv", "-f"], "output_is_input"],
    ["a log without --dedupe", ["a.csv", "--duplicates", "d.csv"], "usage"],
    ["lists seen without --dedupe", ["a.csv", "--dedupe-against", "b.csv"], "usage"],
    [
      "seen ones on standard input",
      ["a.csv", "--dedupe", "mark", "--dedupe-against", "-"],
      "usage",
    ],
    ["dropping to nowhere", ["a.csv", "--dedupe", "drop", "-o", "-"], "duplicates_unkept"],
    [
      "seen ones that are none",
      ["a.csv", "-f", "--dedupe", "mark", "--dedupe-against", "b.csv"],
      "not_enriched",
    ],
  ])("refuses %s before anything is asked", async (_, argv, code) => {
    for (const name of ["a.csv", "a.tsv", "b.csv", "a.enriched.csv"]) {
      await writeFile(path(name), list(1, 2));
    }
    const service = fakeService();
    const before = await readdir(folder);
    const ran = await run(["enrich", ...argv], { cwd: folder, service });
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(`[${code}]`);
    expect(service.asked).toEqual([]);
    expect((await readdir(folder)).filter((name) => !/^\./.test(name))).toEqual(
      before.filter((name) => !/^\./.test(name)),
    );
  });
});

it("tells programs what several lists come to together", async () => {
  const names = [await write(list(1, 9)), await write(list(1, 2))];
  const argv = [...names.map((name) => `${name}.csv`), "--dedupe", "drop", "--progress", "json"];
  const events = eventsOf((await heartbeat("enrich", ...argv)).stderr);
  expect(events.filter(({ event }) => event === "end")).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({
    ...{ event: "end", rows: 3, duplicates: 1, dropped: 1, requests: 4 },
    ...{ statuses: { matched: 2, no_match: 1 }, reasons: { npi: 2, npi_unknown: 1 } },
  });
});

describe("a command that was cut short", () => {
  it("goes on where it ended and comes to the same bytes", async () => {
    const content = [list(1, 2, 3, 2, 4), list(4, 5, 1, 5, 6, 3)];
    const whole = await Promise.all(content.map(write));
    const cut = await Promise.all(content.map(write));
    const argv = (names: string[]) => [
      ...["enrich", ...names.map((name) => `${name}.csv`), "--dedupe", "drop"],
      ...["--batch-size", "2", "--concurrency", "1"],
    ];
    await run(argv(whole), { cwd: folder, service: fakeService() });
    const stop = new AbortController();
    const service = fakeService({
      before: (_, call) => {
        if (call === 4) stop.abort();
      },
    });
    const ended = await run(argv(cut), { cwd: folder, service, signal: stop.signal });
    expect(ended.code).toBe(130);
    expect(ended.stderr).toContain("1 list before it is done");
    expect(await readdir(folder)).not.toContain(`${cut[1]}.enriched.csv`);

    const again = fakeService();
    const resumed = await run(argv(cut), { cwd: folder, service: again });
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(again.asked.length).toBeLessThan(6);
    for (const [i, name] of cut.entries()) {
      expect(await text(`${name}.enriched.csv`)).toBe(await text(`${whole[i]}.enriched.csv`));
    }
    const third = await run(argv(cut), { cwd: folder, service: fakeService() });
    expect(third.stderr, "a finished command leaves no right to overwrite").toContain(
      "[output_exists]",
    );
  });

  it("counts people of rows whose answers stay, when errors are retried", async () => {
    const name = await write(list(1, 2, 3, 1, 2));
    const argv = ["enrich", `${name}.csv`, "--dedupe", "mark"];
    await run([...argv, "-o", `${name}.whole.csv`], { cwd: folder, service: fakeService() });
    const service = fakeService();
    await run([...argv, "--max-requests", "1"], { cwd: folder, service });
    const retry = ["enrich", `${name}.enriched.csv`, "--retry-errors", "-o", `${name}.again.csv`];
    const told = await run([...retry, "--dry-run"], { cwd: folder, service: fakeService() });
    expect(told.stderr).toContain("say --dedupe mark to do so again");
    const ran = await run([...retry, "--dedupe", "mark"], { cwd: folder, service: fakeService() });
    expect(ran.code, ran.stderr).toBe(0);
    expect(await text(`${name}.again.csv`)).toBe(await text(`${name}.whole.csv`));
    expect(await marks(`${name}.again.csv`)).toEqual(["", "", "", "1", "2"]);
  });
});
