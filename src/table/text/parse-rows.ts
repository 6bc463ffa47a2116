import type { Buffer } from "node:buffer";
import type { Dialect, TableRow } from "../table.ts";
import type { CsvRecord } from "./csv-records.ts";
import { parseCells } from "./parse-cells.ts";

const maxExtraCells = 100;

/** Where in the file a batch of records begins. */
export interface RowPosition {
  /** Number the next row gets. */
  number: number;
  /** Physical line the next record starts at. */
  line: number;
}

/** Turns records into rows of `width` cells, and moves `position` behind them. */
export function parseRows(
  records: readonly CsvRecord[],
  width: number,
  delimiter: Dialect["delimiter"],
  position: RowPosition,
): TableRow[] {
  const good = records.filter((record) => problemOf(record, width) === undefined);
  const texts = good.map(({ raw, scanned }) => ({
    raw,
    quoted: scanned.kind === "quoted",
    cells: scanned.cells,
    formulas: scanned.formulas,
  }));
  const parsed = parseCells(texts, delimiter);
  let next = 0;
  return records.map((record) => {
    const { raw, ending, scanned } = record;
    const line = position.line;
    position.line += scanned.lines;
    if (scanned.kind === "blank" && width > 1) {
      next++;
      return { kind: "blank_line", number: 0, line, cells: [], extra: [], raw, ending };
    }
    const number = position.number++;
    const known = problemOf(record, width);
    const cells = known === undefined ? parsed[next++] : undefined;
    if (cells !== undefined) return toRow(cells, width, { number, line, raw, ending });
    return {
      kind: "rejected",
      number,
      line,
      cells: new Array<string>(width).fill(""),
      extra: [],
      raw,
      ending,
      problem: known ?? "malformed_record: the line is no CSV record",
    };
  });
}

function problemOf({ scanned }: CsvRecord, width: number): string | undefined {
  if (scanned.kind === "damaged") return scanned.problem;
  if (scanned.cells <= width + maxExtraCells) return undefined;
  return `row_too_long: the line has over ${maxExtraCells} cells more than the header`;
}

function toRow(
  cells: string[],
  width: number,
  place: { number: number; line: number; raw: Buffer; ending: string },
): TableRow {
  const extra = cells.length > width ? cells.splice(width) : [];
  while (cells.length < width) cells.push("");
  return { kind: "record", cells, extra, ...place };
}
