import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { withoutColumns } from "../../src/table/without-columns.ts";
import { record } from "./sheet-list.ts";
import { joined, readList, signal, tempFolder } from "./temp-list.ts";

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
});

describe("a workbook without some of its columns", () => {
  it("keeps the stored cells of the others, and knows where their problems are now", async () => {
    const { table } = await readList(join(folder, "list.csv"), "a,x,b\n1,2,3\n");
    const values = [{ value: 1 }, { value: 2, format: "00" }, { value: 3, format: "000" }];
    const cellProblems = [
      { column: 1, problem: "formula_error" as const },
      { column: 2, problem: "uncalculated_formula" as const },
    ];
    const header = { before: [[{ value: "Report" }]], header: ["a", "x", "b"].map(toValue) };
    const workbook = withoutColumns(
      {
        ...table,
        header: { ...table.header, values: header },
        rows: async function* () {
          yield [{ ...record(1, ["1", "2", "3"]), values, cellProblems }];
        },
        close: async () => undefined,
      },
      (column) => column === "x",
    );
    expect(workbook.header.values).toEqual({
      before: [[{ value: "Report" }]],
      header: [{ value: "a" }, { value: "b" }],
    });
    const rows = [];
    for await (const batch of workbook.rows({ signal })) rows.push(...batch);
    expect(rows).toMatchObject([
      {
        cells: ["1", "3"],
        values: [{ value: 1 }, { value: 3, format: "000" }],
        cellProblems: [{ column: 1, problem: "uncalculated_formula" }],
      },
    ]);
  });
});

function toValue(value: string) {
  return { value };
}
