import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { openTable } from "../../../src/table/open-table.ts";
import type { Table, TableRow } from "../../../src/table/table.ts";
import { allRows, signal, tempFolder } from "../temp-list.ts";

const folder = await tempFolder();
const fixtures = fileURLToPath(new URL("../../../fixtures/workbooks/", import.meta.url));
const names = (await readdir(fixtures)).filter((name) => name.endsWith(".xlsx"));

async function read(path: string, sheet?: string): Promise<{ table: Table; rows: TableRow[] }> {
  const table = await openTable(path, { tempDir: folder, signal, sheet });
  try {
    return { table, rows: await allRows(table) };
  } finally {
    await table.close();
  }
}

const header = ["NPI", "First Name", "Last Name", "Zip", "State", "Licensed", "Active", "Score"];
const plain = [
  ["1000777775", "Odile", "Harlowe", "02139", "MA", "2001-03-01", "TRUE", "0.5"],
  ["1000777783", "Søren", "Marchettini", "02139-0001", "OH", "1999-12-31", "FALSE", "12"],
  ["1000777791", "Linh", "Nguyễn", "77005", "TX", "2024-02-29T09:30:00", "TRUE", "0.1"],
];
const links = ["profile", "profile", "profile"];
const short = [
  ["1000777775", "Harlowe"],
  ["1000777783", "Marchettini"],
  ["1000777791", "Nguyễn"],
];
const rich = { doubles: ["1", "24", ""], remarks: ["plain bold plain", "", ""] };
const openpyxlRemarks = ["two\nlines", "", ""];

/** Columns Double and Remark of the files that have all eleven. */
const eleven: Record<string, { doubles: string[]; remarks: string[]; firstLine?: number }> = {
  "openpyxl-formulas-not-calculated.xlsx": { doubles: ["", "", ""], remarks: openpyxlRemarks },
  "openpyxl-title-above-hidden-row-styled-blanks.xlsx": {
    doubles: ["", "", ""],
    remarks: openpyxlRemarks,
    firstLine: 5,
  },
  "libreoffice-formulas-calculated.xlsx": {
    doubles: ["1", "24", "0.2"],
    remarks: openpyxlRemarks,
  },
  // The rows were moved and their formulas were not: LibreOffice calculated what stands there.
  "libreoffice-title-above-hidden-row.xlsx": {
    doubles: ["0", "0", ""],
    remarks: openpyxlRemarks,
    firstLine: 5,
  },
  "xlsxwriter-rich-text-and-default-results.xlsx": rich,
  "stored-parts-in-reverse.xlsx": rich,
  "xlsxwriter-1904-inline-strings.xlsx": { ...rich, remarks: ["", "", ""] },
};

describe("workbooks written by openpyxl, xlsxwriter and LibreOffice", () => {
  test.each(Object.entries(eleven))("%s", async (name, { doubles, remarks, firstLine = 2 }) => {
    const { table, rows } = await read(join(fixtures, name));
    expect(table.columns).toEqual([...header, "Double", "Link", "Remark"]);
    expect(rows.map(({ cells }) => cells)).toEqual(
      plain.map((cells, i) => [...cells, doubles[i], links[i], remarks[i]]),
    );
    expect(rows.map(({ line }) => line)).toEqual([0, 1, 2].map((i) => firstLine + i));
  });

  test.each(["openpyxl-write-only.xlsx", "zip64-headers.xlsx"])("%s", async (name) => {
    const { table, rows } = await read(join(fixtures, name));
    expect(table.columns).toEqual(["NPI", "Last Name"]);
    expect(rows.map(({ cells }) => cells)).toEqual(short);
  });

  test.each(["openpyxl-many-sheets-moved-and-hidden.xlsx", "libreoffice-many-sheets.xlsx"])(
    "%s: sheets in the order of the tabs, hidden ones only by name",
    async (name) => {
      const path = join(fixtures, name);
      await expect(read(path)).rejects.toMatchObject({
        code: "sheet_unclear",
        message: expect.stringContaining('"Notes" (1 row), "Q2" (2 rows), "Q1" (2 rows).'),
      });
      for (const sheet of ["Q1", "Q2", "Old", "Deep"]) {
        const { rows } = await read(path, sheet);
        expect(rows.map(({ cells }) => cells)).toEqual([["1000777775", `Harlowe-${sheet}`]]);
      }
    },
  );

  test("every file is looked at", () => {
    const others = names.filter((name) => eleven[name] === undefined);
    expect(others.sort()).toEqual([
      "libreoffice-many-sheets.xlsx",
      "openpyxl-many-sheets-moved-and-hidden.xlsx",
      "openpyxl-write-only.xlsx",
      "zip64-headers.xlsx",
    ]);
  });
});

/** exceljs takes ten seconds over a file of 10 KB whose validation is for a whole column. */
const tooSlowForExceljs = [
  "xlsxwriter-rich-text-and-default-results.xlsx",
  "stored-parts-in-reverse.xlsx",
];

describe("exceljs has the same values where both have one", () => {
  test.each(Object.keys(eleven).filter((name) => !tooSlowForExceljs.includes(name)))(
    "%s",
    async (name) => {
      const { rows } = await read(join(fixtures, name));
      const book = new ExcelJS.Workbook();
      await book.xlsx.load((await readFile(join(fixtures, name))).buffer as ArrayBuffer);
      const sheet = book.getWorksheet("Leads");
      let compared = 0;
      for (const { line, values = [], cellProblems = [] } of rows) {
        values.forEach((value, column) => {
          const cell = sheet?.getCell(line, column + 1);
          // exceljs loses results that are 0 or FALSE.
          const lost = cell?.formula !== undefined && !cell.result && !value.value;
          if (lost || cellProblems.some((problem) => problem.column === column)) return;
          expect(value.value, `row ${line}, column ${column}`).toEqual(plainValue(cell?.value));
          if (value.format !== undefined) expect(bare(value.format)).toBe(bare(cell?.numFmt ?? ""));
          compared++;
        });
      }
      expect(compared).toBeGreaterThan(25);
    },
  );

  test("what exceljs wrote comes back, by either writer", async () => {
    const cells = [
      "x",
      1000777775,
      0.1,
      true,
      new Date("2024-03-01T00:00:00Z"),
      "a & <b>",
      "é王👩‍⚕️",
    ];
    const path = join(folder, "exceljs.xlsx");
    const book = new ExcelJS.Workbook();
    const stream = new ExcelJS.stream.xlsx.WorkbookWriter({
      filename: join(folder, "stream.xlsx"),
    });
    for (const { sheet, commit } of [
      { sheet: book.addWorksheet("Leads"), commit: () => book.xlsx.writeFile(path) },
      { sheet: stream.addWorksheet("Leads"), commit: () => stream.commit() },
    ]) {
      sheet.addRow(["A", "B", "C", "D", "E", "F", "G"]).commit();
      sheet.addRow(cells).commit();
      await commit();
    }
    for (const name of ["exceljs.xlsx", "stream.xlsx"]) {
      const { rows } = await read(join(folder, name));
      expect(rows.map((row) => row.values?.map(({ value }) => value))).toEqual([cells]);
    }
  });
});

/** exceljs takes off backslashes that change nothing. */
function bare(format: string): string {
  return format.replaceAll("\\", "");
}

/** exceljs' value as ours: rich text joined, formulas as their result, links as their text. */
function plainValue(value: ExcelJS.CellValue | undefined): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object" || value instanceof Date) return value === "" ? null : value;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("result" in value) return plainValue(value.result);
  if ("text" in value) return plainValue(value.text as ExcelJS.CellValue);
  return value;
}
