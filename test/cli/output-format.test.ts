import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { statuses } from "../../src/model/status.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { readWorkbook, textsOf } from "../table/read-workbook.ts";

const arabella = npiOf(1);
const formula = npiOf(2);

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-format");
  const people = [
    personRow(arabella),
    personRow(formula, { "Provider Last Name (Legal Name)": "=HYPERLINK(0)" }),
  ];
  await writeFile(join(folder, "npidata.csv"), npidata(people));
  await writeFile(
    join(folder, "leads.csv"),
    `Name,Zip,NPI\nArabella Quillfeather,02139,${arabella}\n\n,,${formula}\n1,"x" y,c\n`,
  );
  const built = await heartbeat("registry", "import", "npidata.csv", "--registry", "registry");
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder });
}

function enrich(...argv: string[]): Promise<Ran> {
  return heartbeat("enrich", ...argv, "--force", "--registry", "registry");
}

async function done(...argv: string[]): Promise<string> {
  const { code, stderr } = await enrich(...argv);
  expect(code, stderr).toBe(0);
  return stderr;
}

/** What the first bytes of an output are. */
async function kindOf(name: string): Promise<string> {
  const text = await readFile(join(folder, name), "latin1");
  if (text.startsWith("PK")) return "xlsx";
  return text.startsWith('{"row":1,') ? "ndjson" : "csv";
}

describe("the format", () => {
  test.each<[argv: string[], file: string, kind: string]>([
    [["leads.csv"], "leads.enriched.csv", "csv"],
    [["leads.csv", "--format", "xlsx"], "leads.enriched.xlsx", "xlsx"],
    [["leads.csv", "--format", "ndjson"], "leads.enriched.ndjson", "ndjson"],
    [["leads.csv", "-o", "named.xlsx"], "named.xlsx", "xlsx"],
    [["leads.csv", "-o", "named.NDJSON"], "named.NDJSON", "ndjson"],
    [["leads.csv", "-o", "named.jsonl"], "named.jsonl", "ndjson"],
    [["leads.csv", "-o", "named.dat"], "named.dat", "csv"],
    [["leads.csv", "-o", "odd.csv", "--format", "xlsx"], "odd.csv", "xlsx"],
  ])("%j writes %s as %s", async (argv, file, kind) => {
    const stderr = await done(...argv);
    expect(await kindOf(file)).toBe(kind);
    expect(stderr.includes("will hold")).toBe(file === "odd.csv");
  });

  it("of a setting gives way to the name of --output, and names the output without one", async () => {
    const env = { HEARTBEAT_FORMAT: "xlsx" };
    const argv = ["enrich", "leads.csv", "-f", "-q", "--registry", "registry"];
    await rm(join(folder, "leads.enriched.xlsx"), { force: true });
    expect((await run(argv, { cwd: folder, env })).code).toBe(0);
    expect(await kindOf("leads.enriched.xlsx")).toBe("xlsx");
    const named = await run([...argv, "-o", "set.csv"], { cwd: folder, env });
    expect(named).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await kindOf("set.csv")).toBe("csv");
  });

  it("keeps the extension of a text, and says what it does not know", async () => {
    await writeFile(join(folder, "leads.tsv"), `Name\tNPI\nArabella\t${arabella}\n`);
    await done("leads.tsv");
    expect(await kindOf("leads.enriched.tsv")).toBe("csv");
    const { code, stderr } = await enrich("leads.csv", "--format", "ods");
    expect(code).toBe(2);
    expect(stderr).toContain("--format must be one of csv, xlsx, ndjson");
  });

  it("xlsx goes into a pipe, and not to a terminal", async () => {
    const argv = ["enrich", "leads.csv", "-o", "-", "--format", "xlsx", "--registry", "registry"];
    const piped = await run(argv, { cwd: folder });
    expect(piped.stdout.slice(0, 2)).toBe("PK");
    const shown = await run(argv, { cwd: folder, stdoutTerminal: true });
    expect(shown).toMatchObject({ code: 2, stdout: "" });
    expect(shown.stderr).toContain("[xlsx_to_terminal]");
  });
});

describe("a workbook", () => {
  it("has every row as its texts, the blank line too", async () => {
    await done("leads.csv", "-o", "out.xlsx");
    const workbook = await readWorkbook(join(folder, "out.xlsx"));
    const rows = textsOf(workbook.getWorksheet("list")).map((cells) => cells.slice(0, 4));
    expect(rows).toEqual([
      ["Name", "Zip", "NPI", "hb_status"],
      ["Arabella Quillfeather", "02139", arabella, "matched"],
      ["", "", "", ""],
      ["", "", formula, "matched"],
      ['1,"x" y,c', "", "", "invalid_input"],
    ]);
    expect(textsOf(workbook.getWorksheet("list"))[3]).toContain("=HYPERLINK(0)");
  });

  it("says on its second sheet what the run came to, and what every word means", async () => {
    await done("leads.csv", "-o", "out.xlsx", "--fields", "full", "--map", "zip=");
    const workbook = await readWorkbook(join(folder, "out.xlsx"));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(["list", "heartbeat"]);
    const rows = textsOf(workbook.getWorksheet("heartbeat"));
    const said = new Map(rows.map(([key = "", value = ""]) => [key, value]));
    const summary = await enrich("leads.csv", "-o", "o.csv", "--json", "--map", "zip=");
    const { receipt, input_sha256, release } = JSON.parse(summary.stdout);
    expect(said.get("rows in the list")).toBe("3");
    expect(said.get("rows written")).toBe("3");
    expect(said.get("list")).toBe("leads.csv");
    expect(said.get("SHA-256 of the list")).toBe(input_sha256);
    expect(said.get("SHA-256 of the list's own rows")).toBe(receipt.untouched_sha256);
    expect(said.get("release of the registry")).toBe(release);
    expect(said.get("npi")).toBe("NPI");
    expect(said.has("zip")).toBe(false);
    expect(said.get("map")).toBe("zip=");
    for (const status of statuses) expect(said.get(status), status).toMatch(/ /);
    for (const column of outputColumns(resolveFields("full")))
      expect(said.get(column), column).toMatch(/\w/);
    expect(rows.flat().join()).not.toContain(folder);
  });

  it("is the same whatever the batches, and for a second run", async () => {
    await done("leads.csv", "-o", "a.xlsx");
    await done("leads.csv", "-o", "b.xlsx", "--batch-size", "1", "--concurrency", "3");
    const [a, b] = await Promise.all(["a", "b"].map((n) => readFile(join(folder, `${n}.xlsx`))));
    expect(a?.equals(b as Buffer)).toBe(true);
  });

  it("is refused before a lead is asked where it cannot hold a cell", async () => {
    await writeFile(
      join(folder, "long.csv"),
      `Name,Notes,NPI\na,,${arabella}\nb,${"x".repeat(32_768)},${arabella}\n`,
    );
    const { code, stderr } = await enrich("long.csv", "--format", "xlsx");
    expect(code).toBe(3);
    expect(stderr).toContain("Row 2, column 2 holds more than the 32,767 characters");
    expect(stderr).toContain("[cell_too_long]\nWrite a text file instead: --format csv.\n");
    expect(stderr, "not even a mapping").not.toContain("by its name");
    expect(existsSync(join(folder, "long.enriched.xlsx"))).toBe(false);
    await done("long.csv", "--format", "csv");
  });
});

describe("lines of JSON", () => {
  it("have every row", async () => {
    await done("leads.csv", "--format", "ndjson");
    const text = await readFile(join(folder, "leads.enriched.ndjson"), "utf8");
    const rows = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map(({ row, status, rejected }) => [row, status, rejected])).toEqual([
      [1, "matched", undefined],
      [2, "matched", undefined],
      [3, "invalid_input", '1,"x" y,c'],
    ]);
    expect(rows[0]).toMatchObject({ Zip: "02139", NPI: arabella, hb_npi: arabella });
    expect(rows[1]).toMatchObject({ Name: "", hb_last_name: "=HYPERLINK(0)" });
  });

  it("are no list to explain from: the next command names the list itself", async () => {
    await writeFile(join(folder, "nobody.csv"), "Name,City,State\nNobody Atall,Fairview,TX\n");
    const stderr = await done("nobody.csv", "--format", "ndjson");
    expect(stderr).toMatch(/explain \S*nobody\.csv --row 1/);
    expect(await done("nobody.csv", "--format", "csv")).toMatch(/explain \S*nobody\.enriched\.csv/);
  });
});

describe("formulas", () => {
  it("of ours are made inert in a CSV, unless --raw says otherwise, and then it is said", async () => {
    const inert = await done("leads.csv", "-o", "inert.csv");
    expect(await readFile(join(folder, "inert.csv"), "utf8")).toContain(",'=HYPERLINK(0),");
    expect(inert).not.toContain("--raw");
    const raw = await done("leads.csv", "-o", "raw.csv", "--raw");
    expect(await readFile(join(folder, "raw.csv"), "utf8")).toContain(",=HYPERLINK(0),");
    expect(raw).toContain("warning: --raw leaves hb_ cells as they are");
    expect(await done("leads.csv", "-o", "raw.xlsx", "--raw")).not.toContain("--raw");
  });

  it("of the list stay, and are counted with their rows and without their text", async () => {
    const cells = [
      "=SECRET()",
      "fine",
      "-1",
      "+1 617 555 0100",
      " @SECRET",
      "-",
      "=2",
      "=3",
      "=4",
      "=5",
    ];
    const list = `Note,NPI\n${cells.map((cell) => `${cell},${arabella}\n`).join("")}`;
    await writeFile(join(folder, "formulas.csv"), list);
    const stderr = await done("formulas.csv");
    expect(stderr).toContain(
      "warning: a spreadsheet would run 6 cells of the list as formulas (rows 1, 5, 7, 8, 9 …); the list's cells stay as they are\n  --format xlsx writes every cell as the text it is\n",
    );
    expect(stderr).not.toContain("SECRET");
    const written = await readFile(join(folder, "formulas.enriched.csv"), "utf8");
    for (const line of list.trimEnd().split("\n")) expect(written).toContain(`\n${line},`.slice(1));
    const dry = await enrich("formulas.csv", "--dry-run");
    expect(dry.stderr).toContain("would run 6 cells");
    expect(await done("formulas.csv", "--format", "xlsx")).not.toContain("warning");
    expect(await done("formulas.csv", "--format", "ndjson")).not.toContain("warning");
  });
});
