import { describe, expect, it } from "vitest";
import { withoutColumns } from "../../src/enrich/without-columns.ts";
import type { TableRow } from "../../src/table/table.ts";
import { type MemoryRow, memoryTable } from "../helpers/memory-table.ts";

const columns = ["Name", "hb_status", "City", "hb_npi"];

async function rowsOf(rows: readonly MemoryRow[], positions: Set<number>): Promise<TableRow[]> {
  const table = withoutColumns(memoryTable({ columns, rows }), positions);
  const read: TableRow[] = [];
  for await (const batch of table.rows({ signal: new AbortController().signal })) {
    read.push(...batch);
  }
  return read;
}

describe("withoutColumns", () => {
  it("gives the list as if they had never been there", async () => {
    const table = withoutColumns(memoryTable({ columns, rows: [] }), new Set([1, 3]));
    expect(table.columns).toEqual(["Name", "City"]);
    expect(String(table.header.raw)).toBe("Name,City");
  });

  it.each<[string, MemoryRow, string, string[]]>([
    ["plain", ["Probst", "matched", "Fairview", "1"], "Probst,Fairview", ["Probst", "Fairview"]],
    [
      "quoted",
      ['Probst, "E"', "a,b", "Fair\nview", ""],
      '"Probst, ""E""","Fair\nview"',
      ['Probst, "E"', "Fair\nview"],
    ],
    ["short", ["Probst"], "Probst", ["Probst", ""]],
    [
      "long",
      ["Probst", "x", "Fairview", "1", "more"],
      "Probst,Fairview,more",
      ["Probst", "Fairview"],
    ],
    ["rejected", { rejected: 'a"b,c' }, 'a"b,c', ["", ""]],
    ["blank", "blank", "", ["", "", "", ""]],
  ])("keeps the bytes of what stays: %s", async (_, row, raw, cells) => {
    const [read] = await rowsOf([row], new Set([1, 3]));
    expect(String(Buffer.from(read?.raw ?? []))).toBe(raw);
    expect(read?.cells).toEqual(cells);
  });

  it("is the list itself when nothing goes", () => {
    const table = memoryTable({ columns, rows: [] });
    expect(withoutColumns(table, new Set())).toBe(table);
  });
});
