import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openTable } from "../../src/table/open-table.ts";
import { withoutColumns } from "../../src/table/without-columns.ts";
import { inlineCell, rowOf, textRows, workbookOf } from "../helpers/workbook.ts";
import { allRows, joined, readList, signal, tempFolder } from "./temp-list.ts";

let folder: string;
beforeAll(async () => {
  folder = await tempFolder();
});

/** The list's own text without its columns that begin with `x`. */
async function without(text: string) {
  const list = await readList(join(folder, "list.csv"), text, { delimiter: "," });
  const whole = {
    ...list.table,
    rows: async function* () {
      yield list.rows;
    },
    close: async () => undefined,
  };
  const table = withoutColumns(whole, (column) => column.startsWith("x"));
  const rows = [];
  for await (const batch of table.rows({ signal })) rows.push(...batch);
  return { text: joined({ table, rows }), columns: table.columns, cells: rows.map((r) => r.cells) };
}

describe("a list without some of its columns", () => {
  it.each<[string, string, string]>([
    ["at the end", "a,b,x\n1,2,3\n", "a,b\n1,2\n"],
    ["at the start and between", "x,a,x2,b\n1,2,3,4\n", "a,b\n2,4\n"],
    ["delimiters and line breaks inside quotes", 'a,x,b\n"1,\n""1",",",2\n', 'a,b\n"1,\n""1",2\n'],
    ["quotes that were not needed stay", '"a",x\n"1","2"\n', '"a"\n"1"\n'],
    ["short rows", "a,x,b\n1\n1,2\n", "a,b\n1\n1\n"],
    ["cells beyond the header stay", "a,x\n1,2,3\n", "a\n1,3\n"],
    ["blank lines and line endings stay", "a,x\r\n1,2\r\n\r\n3,4", "a\r\n1\r\n\r\n3"],
    ["lines that are no records stay whole", 'a,x\n"1"2,3\n4,5\n', 'a\n"1"2,3\n4\n'],
  ])("%s", async (_, before, after) => {
    expect((await without(before)).text).toBe(after);
  });

  it("has as many cells as columns in every row", async () => {
    const { columns, cells } = await without('a,x,b\n1,2,3\n1\n"1"2,3\n');
    expect(columns).toEqual(["a", "b"]);
    expect(cells).toEqual([
      ["1", "3"],
      ["1", ""],
      ["", ""],
    ]);
  });

  it("a workbook's stored cells, and problems of cells, move along", async () => {
    const sheet =
      textRows([["a", "x", "b"]]) +
      rowOf(2, [
        inlineCell("A2", "1"),
        '<c r="B2" t="e"><v>#N/A</v></c>',
        '<c r="C2"><f>A2</f></c>',
      ]);
    const path = join(folder, "list.xlsx");
    await writeFile(path, workbookOf({ sheets: { Leads: sheet } }));
    const list = await openTable(path, { tempDir: folder, signal });
    const table = withoutColumns(list, (column) => column === "x");
    const [row] = await allRows(table);
    await table.close();
    expect(table.header.values?.header).toEqual([{ value: "a" }, { value: "b" }]);
    expect(row).toMatchObject({
      cells: ["1", ""],
      values: [{ value: "1" }, { value: null }],
      cellProblems: [{ column: 1, problem: "uncalculated_formula" }],
    });
  });
});
