import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTable } from "../../src/table/open-table.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const workbooks = fileURLToPath(new URL("../../fixtures/workbooks", import.meta.url));
const lists = [
  "openpyxl-title-above-hidden-row-styled-blanks.xlsx",
  "libreoffice-title-above-hidden-row.xlsx",
  "openpyxl-write-only.xlsx",
  "stored-parts-in-reverse.xlsx",
];

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-round-trip");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
  const built = await heartbeat("registry", "import", "npidata.csv", "--registry", "registry");
  expect(built.code, built.stderr).toBe(0);
  await writeFile(
    join(folder, "leads.csv"),
    `NPI,Name,Zip\n${npiOf(1)},"Quillfeather, A",02139\n,=Nobody,\ntorn "line,x\nshort\n`,
  );
  await enrich("leads.csv", "text.xlsx");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder, env: { TMPDIR: folder } });
}

async function enrich(list: string, output: string): Promise<Ran> {
  const ran = await heartbeat("enrich", list, "--registry", "registry", "-o", output, "--force");
  expect(ran.code, ran.stderr).toBe(0);
  return ran;
}

/** Everything a workbook's list holds: its cells as they are stored, row by row of the sheet. */
async function stored(name: string) {
  const signal = new AbortController().signal;
  const table = await openTable(join(folder, name), { tempDir: folder, signal });
  const rows = [];
  for await (const batch of table.rows({ signal })) {
    rows.push(...batch.map(({ line, kind, cells, values }) => ({ line, kind, cells, values })));
  }
  const { columns, header, sheet } = table;
  await table.close();
  return {
    columns,
    values: header.values,
    sheet,
    rows: rows.filter(({ kind }) => kind === "record"),
  };
}

/** Changes one cell as a person would in a spreadsheet program. */
async function edit(name: string, change: (workbook: ExcelJS.Workbook) => void): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(folder, name));
  change(workbook);
  await workbook.xlsx.writeFile(join(folder, name));
}

describe.each(lists)("%s", (fixture) => {
  it("is enriched, verified, and given back cell for cell", async () => {
    await cp(join(workbooks, fixture), join(folder, "list.xlsx"));
    await enrich("list.xlsx", "list.enriched.xlsx");
    const verified = await heartbeat("verify", "list.enriched.xlsx", "--against", "list.xlsx");
    expect(verified.stdout).not.toContain("FAILED");
    expect(verified.code).toBe(0);
    const undone = await heartbeat("undo", "list.enriched.xlsx", "--force");
    expect(undone.code, undone.stderr).toBe(0);
    expect(undone.stderr).toContain("cell for cell");
    expect(await stored("list.original.xlsx")).toEqual(await stored("list.xlsx"));
  });
});

describe("a workbook made from a text", () => {
  it("is verified by its own receipt, and against the text", async () => {
    for (const against of [[], ["--against", "leads.csv"]]) {
      const { code, stdout } = await heartbeat("verify", "text.xlsx", ...against);
      expect(stdout).not.toContain("FAILED");
      expect(code).toBe(0);
    }
  });

  it("has no bytes of the text to give back", async () => {
    const { code, stderr } = await heartbeat("undo", "text.xlsx");
    expect(code).toBe(2);
    expect(stderr).toContain("undo_other_format");
  });

  it("without a receipt says so", async () => {
    await run(
      ["enrich", "leads.csv", "--registry", "registry", "-o", "bare.xlsx", "--no-receipt"],
      {
        cwd: folder,
      },
    );
    const { code, stdout } = await heartbeat("verify", "bare.xlsx");
    expect([code, stdout]).toEqual([7, expect.stringContaining("FAILED")]);
    expect((await heartbeat("undo", "bare.xlsx")).stderr).toContain("receipt_missing");
  });
});

describe("a workbook edited since the run", () => {
  it.each([
    ["a cell of the list", "records", (sheet: ExcelJS.Worksheet) => setCell(sheet, "B5", "Other")],
    ["a status", "statuses", (sheet: ExcelJS.Worksheet) => setCell(sheet, "L5", "matched")],
    ["a header", "header", (sheet: ExcelJS.Worksheet) => setCell(sheet, "C4", "Other")],
  ])("fails the check of what was changed: %s", async (_, check, change) => {
    await cp(join(workbooks, lists[0] as string), join(folder, "list.xlsx"));
    await enrich("list.xlsx", "list.enriched.xlsx");
    await edit("list.enriched.xlsx", (workbook) => {
      change(workbook.worksheets[0] as ExcelJS.Worksheet);
    });
    const { code, stdout } = await heartbeat("verify", "list.enriched.xlsx", "--json");
    const failed = (JSON.parse(stdout).checks as { name: string; ok: boolean | null }[])
      .filter(({ ok }) => ok === false)
      .map(({ name }) => name);
    expect({ code, failed }).toEqual({ code: 7, failed: [check] });
  });

  it("comes back with the edit, which is said, with exit 7", async () => {
    await cp(join(workbooks, lists[0] as string), join(folder, "list.xlsx"));
    await enrich("list.xlsx", "list.enriched.xlsx");
    await edit("list.enriched.xlsx", (workbook) => {
      setCell(workbook.worksheets[0] as ExcelJS.Worksheet, "B5", "Other");
    });
    const { code, stderr } = await heartbeat("undo", "list.enriched.xlsx", "--force");
    expect(code).toBe(7);
    expect(stderr).toContain("NOT the same");
    expect((await stored("list.original.xlsx")).rows[0]?.cells[1]).toBe("Other");
  });
});

describe("formulas without a result", () => {
  it("are said before they come back empty", async () => {
    await cp(join(workbooks, lists[0] as string), join(folder, "list.xlsx"));
    const { stderr } = await enrich("list.xlsx", "list.enriched.xlsx");
    expect(stderr).toContain("formulas have no result in the workbook (rows 1, 2, 3)");
    const bytes = await readFile(join(folder, "list.enriched.xlsx"));
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
  });
});

function setCell(sheet: ExcelJS.Worksheet, address: string, value: string): void {
  sheet.getCell(address).value = value;
}
