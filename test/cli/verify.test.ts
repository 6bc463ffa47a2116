import { createHash } from "node:crypto";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sealReceipt } from "../../src/enrich/receipt/seal-receipt.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const people = 8;
let folder: string;
/** The enriched list and its receipt as the run wrote them. */
let enriched: string;
let receipt: Record<string, unknown>;

beforeAll(async () => {
  folder = temporaryFolder("heartbeat-verify");
  const rows = Array.from({ length: people }, (_, i) => personRow(npiOf(i + 1)));
  await writeFile(join(folder, "npidata.csv"), npidata(rows));
  const built = await heartbeat("registry", "import", "npidata.csv", "--registry", "registry");
  expect(built.code, built.stderr).toBe(0);
  const lines = rows.map((_, i) => `Jo Exemplar${i},Town ${i},${npiOf(i + 1)}`);
  const list = ["Name,City,NPI", ...lines, "Short", "", 'Torn "quote,x,y', "A,B,,surplus", ""];
  await writeFile(join(folder, "leads.csv"), list.join("\n"));
  const ran = await heartbeat("enrich", "leads.csv", "--registry", "registry");
  expect(ran.code, ran.stderr).toBe(0);
  enriched = await readFile(join(folder, "leads.enriched.csv"), "utf8");
  receipt = JSON.parse(await readFile(join(folder, receiptFile), "utf8"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const receiptFile = "leads.enriched.csv.receipt.json";

/** Everything as the run left it. */
beforeEach(async () => {
  await writeFile(join(folder, "leads.enriched.csv"), enriched);
  await writeFile(join(folder, receiptFile), JSON.stringify(receipt));
});

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder });
}

interface Verified {
  code: number;
  /** Names of the checks that failed, and what each check says. */
  failed: string[];
  says: Record<string, string>;
}

async function verify(...options: string[]): Promise<Verified> {
  const against = options.includes("--against") ? [] : ["--against", "leads.csv"];
  const argv = ["verify", "leads.enriched.csv", ...against, ...options, "--json"];
  const { code, stdout, stderr } = await heartbeat(...argv);
  const text = stdout.replaceAll(`${folder}/`, "");
  expect(stderr).toBe("");
  const { ok, checks } = JSON.parse(text) as {
    ok: boolean;
    checks: { name: string; ok: boolean | null; says: string }[];
  };
  const failed = checks.filter((one) => one.ok === false).map(({ name }) => name);
  expect({ ok, code }).toEqual(
    failed.length === 0 ? { ok: true, code: 0 } : { ok: false, code: 7 },
  );
  return { code, failed, says: Object.fromEntries(checks.map(({ name, says }) => [name, says])) };
}

/** The enriched list with its lines changed; line 0 is the header, line n row n of the first eight. */
async function edit(change: (lines: string[]) => string[]): Promise<void> {
  const text = change(enriched.split("\n")).join("\n");
  expect(text).not.toBe(enriched);
  await writeFile(join(folder, "leads.enriched.csv"), text);
}

async function editReceipt(change: Record<string, unknown>, sealAgain: boolean): Promise<void> {
  const { receipt_sha256, ...content } = { ...receipt, ...change };
  const edited = sealAgain
    ? sealReceipt(content as unknown as Parameters<typeof sealReceipt>[0])
    : { ...content, receipt_sha256 };
  await writeFile(join(folder, receiptFile), JSON.stringify(edited));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

describe("nothing was touched", () => {
  it("passes every check, one line each", async () => {
    const argv = ["verify", "leads.enriched.csv", "--against", "leads.csv"];
    expect(await heartbeat(...argv)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "ok      receipt   well-formed, adds up
      ok      input     the file the run read
      ok      header    3 columns, the same bytes
      ok      records   11 records, the same bytes in the same order
      ok      statuses  8 conflict, 3 invalid_input
      ok      output    the file as it was written
      ",
      }
    `);
  });

  it("holds the list against the receipt alone where the list is gone", async () => {
    const { code, stdout } = await heartbeat("verify", "leads.enriched.csv");
    expect(code).toBe(0);
    expect(stdout).toContain("-       input     not checked: name the list with --against");
    expect(stdout).toContain("ok      records   11 records, the same bytes in the same order");
  });

  it("takes the receipt from elsewhere, and the list from standard input", async () => {
    await cp(join(folder, receiptFile), join(folder, "run.json"));
    await rm(join(folder, receiptFile));
    const argv = ["verify", "-", "--receipt", "run.json", "--against", "leads.csv"];
    const { code, stdout } = await run(argv, { cwd: folder, stdin: enriched });
    expect(stdout).not.toContain("FAILED");
    expect(code).toBe(0);
  });
});

describe("each single tampering is caught and named", () => {
  it.each<[string, (lines: string[]) => string[], string[], Record<string, string>]>([
    [
      "one cell of the list",
      (lines) => lines.with(3, lines[3]?.replace("Town 2", "Town 9") ?? ""),
      ["records", "output"],
      { records: "row 3 differs", output: "edited since the run" },
    ],
    [
      "a status",
      (lines) => lines.with(2, lines[2]?.replace(/,(matched|conflict),/, ",no_match,") ?? ""),
      ["statuses", "output"],
      { statuses: "no_match, not 0", output: "edited since the run" },
    ],
    [
      "a status that is none",
      (lines) => lines.with(2, lines[2]?.replace(/,(matched|conflict),/, ",perhaps,") ?? ""),
      ["statuses", "output"],
      { statuses: "1 of no status" },
    ],
    [
      "another hb_ cell",
      (lines) => lines.with(2, `${lines[2]}x`),
      ["output"],
      {
        output: "edited since the run, but the list's own cells and the statuses are untouched",
      },
    ],
    [
      "a row deleted",
      (lines) => lines.toSpliced(4, 1),
      ["records", "statuses", "output"],
      { records: "10 rows, not 11; 1 of the list's records are missing (filtered?): rows 4" },
    ],
    [
      "a row repeated",
      (lines) => lines.toSpliced(4, 0, lines[2] ?? ""),
      ["records", "statuses", "output"],
      { records: "12 rows, not 11; 1 more than the list has: rows 4" },
    ],
    [
      "two rows swapped",
      (lines) => lines.with(2, lines[5] ?? "").with(5, lines[2] ?? ""),
      ["records", "output"],
      { records: "all records are there, in another order (sorted?): rows 2 and 5 differ" },
    ],
    [
      "a column renamed",
      (lines) => lines.with(0, lines[0]?.replace("City", "Place") ?? ""),
      ["header", "output"],
      { header: "column 2 has another name than in leads.csv" },
    ],
    [
      "a column of the list deleted",
      (lines) => lines.map((line) => line.replace(/^([^,]*),[^,]*/, "$1")),
      ["header", "records", "statuses", "output"],
      { header: "column 2 has another name than in leads.csv" },
    ],
    [
      "other quotes around the same cell",
      (lines) => lines.with(3, lines[3]?.replace("Town 2", '"Town 2"') ?? ""),
      ["records", "output"],
      { records: "the same cells with other quotes in row 3; saved by a spreadsheet program?" },
    ],
    [
      "a line ending",
      (lines) => lines.with(3, `${lines[3]}\r`),
      ["output"],
      { output: "edited since the run, but the list's own cells and the statuses are untouched" },
    ],
    [
      "a short row filled up",
      (lines) => lines.with(9, lines[9]?.replace("Short,,", "Short,,x") ?? ""),
      ["records", "output"],
      { records: "row 9 differs" },
    ],
  ])("%s", async (_, change, expected, words) => {
    await edit(change);
    const { failed, says } = await verify();
    expect(failed).toEqual(expected);
    for (const [name, part] of Object.entries(words)) expect(says[name]).toContain(part);
  });

  it("another input", async () => {
    const list = await readFile(join(folder, "leads.csv"), "utf8");
    await writeFile(join(folder, "other.csv"), list.replace("Town 6", "Elsewhere"));
    const { failed, says } = await verify("--against", "other.csv");
    expect(failed).toEqual(["input", "records"]);
    expect(says.input).toBe(
      "other.csv is not the file the run read, and differs from the enriched list in row 7",
    );
    expect(says.records).toBe("as the run read them, and not as in the other file");
  });

  it("an input with the same records and other line endings", async () => {
    const list = await readFile(join(folder, "leads.csv"), "utf8");
    await writeFile(join(folder, "other.csv"), list.replaceAll("\n", "\r\n"));
    const { failed, says } = await verify("--against", "other.csv");
    expect(failed).toEqual(["input"]);
    expect(says.input).toBe("other.csv is not the file the run read, but has the same records");
  });

  it("says where, also without the list", async () => {
    await edit((lines) => lines.with(3, lines[3]?.replace("Town 2", "Town 9") ?? ""));
    const { code, stdout } = await heartbeat("verify", "leads.enriched.csv");
    expect(code).toBe(7);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "FAILED records records differ from those of the run among rows 1 to 11",
    );
  });
});

describe("a receipt that was changed is caught, even where its own hash is made to fit", () => {
  const wrong = sha256("something else");
  it.each<[string, () => Record<string, unknown>, string]>([
    ["rows_in", () => ({ rows_in: 12 }), "receipt"],
    ["rows_out", () => ({ rows_out: 10 }), "receipt"],
    ["rejected", () => ({ rejected: 0 }), "receipt"],
    [
      "a status's count",
      () => ({ statuses: { ...(receipt.statuses as object), suppressed: 1 } }),
      "receipt",
    ],
    ["reasons", () => ({ reasons: {} }), "receipt"],
    ["untouched_sha256", () => ({ untouched_sha256: wrong }), "records"],
    ["header_sha256", () => ({ header_sha256: wrong }), "header"],
    ["input", () => ({ input: { ...(receipt.input as object), sha256: wrong } }), "input"],
    ["output", () => ({ output: { ...(receipt.output as object), sha256: wrong } }), "output"],
  ])("%s", async (_, change, check) => {
    await editReceipt(change(), false);
    const unsealed = await verify();
    expect(unsealed.failed).toEqual(expect.arrayContaining(["receipt", check]));
    expect(unsealed.says.receipt).toContain("its own hash does not fit");
    await editReceipt(change(), true);
    const sealed = await verify();
    expect(sealed.failed).toContain(check);
    expect(sealed.says.receipt).not.toContain("its own hash does not fit");
  });

  it("a release, a setting, a time: by its own hash", async () => {
    await editReceipt({ release: "another" }, false);
    expect((await verify()).failed).toEqual(["receipt"]);
  });
});

describe("a receipt that cannot be used", () => {
  it.each([
    ["is not there", undefined, "there is none at leads.enriched.csv.receipt.json"],
    ["is empty", "", "it is no receipt of heartbeat, or a damaged one"],
    ["is cut off", '{"schema_version": 1, "tool', "it is no receipt of heartbeat"],
    ["is something else", "[1]", "it is no receipt of heartbeat"],
    ["lacks a key", '{"schema_version": 1}', "it is no receipt of heartbeat"],
    ["is newer", '{"schema_version": 2}', "it is of a later version of heartbeat"],
  ])("%s: said, and nothing else is checked", async (_, text, words) => {
    if (text === undefined) await rm(join(folder, receiptFile));
    else await writeFile(join(folder, receiptFile), text);
    const { code, stdout } = await heartbeat("verify", "leads.enriched.csv", "--json");
    const { checks } = JSON.parse(stdout);
    expect(code).toBe(7);
    expect(checks[0]).toMatchObject({ name: "receipt", ok: false });
    expect(checks[0].says.replace(`${folder}/`, "")).toContain(words);
    expect(checks.slice(1).every((one: { ok: unknown }) => one.ok === null)).toBe(true);
  });

  it.each([
    [["verify", "no.csv", "--receipt", receiptFile], 3, "input_missing"],
    [["verify", "leads.enriched.csv", "--against", "no.csv"], 3, "input_missing"],
    [["verify", "leads.enriched.csv", "--receipt", "no.json"], 3, "receipt_unreadable"],
    [["verify", "-", "--against", "-"], 2, "stdin_twice"],
  ])("%j ends with %i", async (argv, code, error) => {
    const ran = await heartbeat(...argv);
    expect(ran.stderr).toContain(`[${error}]`);
    expect(ran).toMatchObject({ code, stdout: "" });
  });
});

describe("a list that had hb_ columns before", () => {
  it("is compared without them", async () => {
    const argv = ["enrich", "leads.enriched.csv", "-o", "again.csv", "--force", "--replace-hb"];
    const again = await heartbeat(...argv, "--registry", "registry");
    expect(again.code, again.stderr).toBe(0);
    const ran = await heartbeat("verify", "again.csv", "--against", "leads.enriched.csv");
    expect(ran.stdout).not.toContain("FAILED");
    expect(ran.code).toBe(0);
  });
});
