import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { ReceiptFile } from "../../src/enrich/receipt/receipt-file.ts";
import {
  receiptFromSections,
  receiptToSections,
} from "../../src/enrich/receipt/receipt-sections.ts";
import { createRowLayout, differingParts } from "../../src/enrich/receipt/row-layout.ts";
import { createRowRanges, parseRowRanges } from "../../src/enrich/receipt/row-ranges.ts";
import { sealReceipt } from "../../src/enrich/receipt/seal-receipt.ts";
import { parseReceipt } from "../../src/list/receipt/parse-receipt.ts";
import type { TableRow } from "../../src/table/table.ts";

const hash = "0123456789abcdef".repeat(4);
const column = fc.oneof(
  fc.string(),
  fc.constantFrom("NPI", " Name ", "12", "null", '"x"', "", "Two\nlines", "{}"),
);

function receiptWith(names: readonly string[], parts: number): ReceiptFile {
  return sealReceipt({
    schema_version: 1,
    tool_version: "0.1.0",
    started_at: "2026-01-20T09:30:00.000Z",
    finished_at: "2026-01-20T09:30:01.000Z",
    input: { name: names[0] ?? "leads.csv", format: "xlsx", sha256: hash, bytes: 12, sheet: "1" },
    output: { name: "out.xlsx", format: "xlsx", sha256: hash },
    ...{ rows_in: 100 * parts, rows_out: 100 * parts, rejected: 0, blank_lines: 0 },
    ...{ duplicate_rows: 0, requests: 1 },
    statuses: {
      ...{ matched: 100 * parts, ambiguous: 0, no_match: 0, conflict: 0 },
      ...{ invalid_input: 0, suppressed: 0, error: 0, not_attempted: 0 },
    },
    reasons: { name_zip: 100 * parts },
    untouched_sha256: "1".repeat(64),
    header_sha256: `1e${"5".repeat(62)}`,
    dialect: { delimiter: "\t", encoding: "utf-8", bom: true, line_ending: "\r\n" },
    columns: { list: 3, extra: 0, added: [...names], dropped: [] },
    header_line: 1,
    mapping: Object.fromEntries(
      names.map((name, index) => [`field_${index}`, { index, column: name, by: "name" }]),
    ),
    context: { name_order: "mixed", prior: 0.1 + 0.2 },
    context_from: { name_order: "default", prior: "default", name_columns: "default" },
    release: hash,
    settings: { fields: "default", min_confidence: 0.95 },
    layout: {
      cells: { 1: "3,7-9" },
      rejected: "",
      part_rows: 100,
      parts: "89abcdef".repeat(parts),
    },
  });
}

describe("a receipt in a workbook's sheet", () => {
  test("is read back as it was, without its own name and hash and the times", () => {
    fc.assert(
      fc.property(
        fc.array(column, { maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (names, parts) => {
          const receipt = receiptWith(names, parts);
          const rows = receiptToSections(receipt).flatMap((section) => section.rows);
          const { receipt: back, faults } = parseReceipt(receiptFromSections(rows));
          expect(faults).toEqual([]);
          const { started_at, finished_at, output, receipt_sha256, ...rest } = receipt;
          expect(back).toMatchObject(rest);
          expect(back?.output).toEqual({ format: output.format });
          expect(back?.started_at).toBeUndefined();
        },
      ),
    );
  });

  it("stands among other rows, each cell within a workbook's limit", () => {
    const receipt = receiptWith(["NPI"], 9000);
    const rows = receiptToSections(receipt).flatMap((section) => section.rows);
    expect(Math.max(...rows.flat().map((cell) => cell.length))).toBeLessThan(32_767);
    expect(rows.filter(([key]) => key === "receipt.layout.parts").length).toBeGreaterThan(1);
    expect(rows).toContainEqual(["receipt.statuses.matched", "900000"]);
    expect(rows).toContainEqual(["receipt.columns.added", '["NPI"]']);
    const sheet = [["Receipt"], [], ["rows_in", "7"], ...rows, ["hb_status", "what was found"]];
    expect(parseReceipt(receiptFromSections(sheet)).faults).toEqual([]);
    expect(receiptFromSections([["hb_status", "what was found"]])).toBeUndefined();
  });

  it("shows that a row was edited", () => {
    const rows = receiptToSections(receiptWith(["NPI"], 1)).flatMap((section) => section.rows);
    const edited = rows.map(([key = "", value = ""]) => [
      key,
      key === "receipt.release" ? "another" : value,
    ]);
    expect(parseReceipt(receiptFromSections(edited)).faults).toEqual([
      "it was changed since the run: its own hash does not fit",
    ]);
  });
});

describe("row numbers as ranges", () => {
  test("are read back as they were", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (numbers) => {
        const ranges = createRowRanges();
        const ascending = numbers.sort((a, b) => a - b);
        ascending.forEach(ranges.add);
        const parsed = parseRowRanges(ranges.text()) ?? [];
        const rows = parsed.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(rows).toEqual(ascending);
      }),
    );
  });

  it.each(["0", "1,1", "3-2", "2,1", "x", "1-", ",", "1,,2", "1.5", " 1"])("%j is none", (text) =>
    expect(parseRowRanges(text)).toBeUndefined(),
  );
});

describe("parts of a list", () => {
  function layoutOf(texts: readonly string[]) {
    const layout = createRowLayout({
      columns: ["Name", "City"],
      dialect: { delimiter: ",", encoding: "utf-8", bom: false, line_ending: "\n" },
    });
    texts.forEach((text, i) => {
      layout.add(rowOf(text, i + 1));
    });
    return layout.layout();
  }
  function rowOf(text: string, number: number): TableRow {
    const cells = text.split(",");
    const raw = Buffer.from(text);
    return { kind: "record", number, line: number, cells, extra: [], raw, ending: "\n" };
  }
  const texts = Array.from({ length: 350 }, (_, i) => `${i},x`);

  it.each<[string, readonly string[], [number, number][]]>([
    ["nothing", texts, []],
    ["a row", texts.with(149, "y,x"), [[101, 200]]],
    ["two rows side by side", texts.with(99, "y,x").with(100, "y,x"), [[1, 200]]],
    [
      "the first and the last",
      texts.with(0, "y,x").with(349, "y,x"),
      [
        [1, 100],
        [301, 350],
      ],
    ],
    ["one row more", [...texts, "y,x"], [[301, 350]]],
    ["a row less", texts.slice(1), [[1, 350]]],
    ["everything behind", texts.slice(0, 100), [[101, 350]]],
  ])("%s", (_, other, expected) => {
    expect(differingParts(layoutOf(other), layoutOf(texts), 350)).toEqual(expected);
  });
});
