import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTable } from "../../../src/table/open-table.ts";
import type { TableRow } from "../../../src/table/table.ts";
import type { SheetRow } from "../../../src/table/xlsx/row-builder.ts";
import { createRowCoding } from "../../../src/table/xlsx/row-coding.ts";
import { openRowSpool } from "../../../src/table/xlsx/row-spool.ts";
import { textRows, workbookOf } from "../../helpers/workbook.ts";
import { allRows, readList, signal, tempFolder } from "../temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "leads.xlsx");
const rows = Array.from({ length: 300 }, (_, i) => [`${i}`, "é👩‍⚕️ ".repeat(i % 90)]);
const bytes = workbookOf({ sheets: { Leads: textRows([["NPI", "Last Name"], ...rows]) } });

test("a row comes out of its line as it went in", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((n) => !Object.is(n, -0));
  const value = fc.oneof(
    fc.constant({ value: null }),
    text.map((value) => ({ value })),
    number.map((value) => ({ value })),
    fc.boolean().map((value) => ({ value })),
    fc.record({ value: number, format: fc.constantFrom("00000", "0.00") }),
    fc.record({ value: fc.date({ noInvalidDate: true }), format: fc.constant("yyyy-mm-dd") }),
  );
  const problem = fc.constantFrom<"formula_error" | "uncalculated_formula">(
    "formula_error",
    "uncalculated_formula",
  );
  const row: fc.Arbitrary<SheetRow> = fc.record({
    number: fc.integer({ min: 1, max: 1_048_576 }),
    values: fc.array(value, { maxLength: 12 }),
    problems: fc.array(fc.record({ column: fc.nat(20), problem }), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(row), (given) => {
      const coding = createRowCoding();
      const lines = given.map((each) => coding.encode(each));
      expect(lines.join("")).not.toContain("\n");
      expect(lines.map((line) => coding.decode(line))).toEqual(given);
    }),
  );
});

/** Bytes are compared one by one, a text at once. */
function withText({ raw, ...rest }: TableRow) {
  return { ...rest, raw: Buffer.from(raw).toString("latin1") };
}

test("rows are read as often as needed, and two readings do not meet", async () => {
  await readList(path, bytes);
  const table = await openTable(path, { tempDir: folder, signal });
  const [one, two] = await Promise.all([allRows(table), allRows(table)]);
  const three = await allRows(table);
  await table.close();
  expect(one.map(({ cells }) => cells)).toEqual(rows);
  expect(two.map(withText)).toEqual(one.map(withText));
  expect(three.map(withText)).toEqual(one.map(withText));
});

test("the temporary file has no name, so that nothing outlives a killed run", async () => {
  const tempDir = join(folder, "temp");
  await mkdir(tempDir);
  const seen: string[] = [];
  const unfinished = new Set<string>();
  unfinished.add = (path) => {
    seen.push(path);
    return Set.prototype.add.call(unfinished, path);
  };
  const table = await openTable(path, { tempDir, signal, unfinished });
  expect(seen).toEqual([expect.stringContaining(tempDir)]);
  expect([await readdir(tempDir), [...unfinished]]).toEqual([[], []]);
  expect(await allRows(table)).toHaveLength(rows.length);
  await table.close();
});

test("a temporary folder that is not there is said", async () => {
  const tempDir = join(folder, "none");
  await expect(openTable(path, { tempDir, signal })).rejects.toMatchObject({
    code: "temp_not_writable",
    exitCode: 3,
  });
  await expect(openRowSpool({ file: "x", tempDir })).rejects.toMatchObject({ exitCode: 3 });
});

test("an aborted signal ends opening and reading with its reason", async () => {
  const reason = new Error("enough");
  await expect(
    openTable(path, { tempDir: folder, signal: AbortSignal.abort(reason) }),
  ).rejects.toBe(reason);
  const table = await openTable(path, { tempDir: folder, signal });
  const reading = table.rows({ signal: AbortSignal.abort(reason) });
  await expect(reading[Symbol.asyncIterator]().next()).rejects.toBe(reason);
  await table.close();
});
