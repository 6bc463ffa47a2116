import { Buffer } from "node:buffer";
import { parse } from "csv-parse/sync";
import type { Dialect } from "../table.ts";

/** A well-formed record as scan-records.ts found it. */
export interface RecordText {
  raw: Buffer;
  quoted: boolean;
  cells: number;
  formulas: readonly number[];
}

const delimitersOfRecords = ["\r\n", "\n", "\r"];

/**
 * The cells of each record; undefined for one that csv-parse refuses. Without quotes a record is
 * its text cut at the delimiters. With quotes csv-parse decides, strictly: records of one width go
 * through one parser, which then also proves the scanner's count of records and of cells.
 */
export function parseCells(
  records: readonly RecordText[],
  delimiter: Dialect["delimiter"],
): (string[] | undefined)[] {
  const parsed: (string[] | undefined)[] = new Array(records.length);
  const byWidth = new Map<number, number[]>();
  records.forEach((record, index) => {
    if (!record.quoted) {
      parsed[index] = record.raw.toString("utf8").split(delimiter);
      return;
    }
    const group = byWidth.get(record.cells);
    if (group === undefined) byWidth.set(record.cells, [index]);
    else group.push(index);
  });
  for (const [width, group] of byWidth) {
    const texts = group.map((index) => textOf(records[index] as RecordText));
    parseGroup(texts, width, delimiter).forEach((cells, i) => {
      parsed[group[i] as number] = cells?.map(unwrapFormula);
    });
  }
  return parsed;
}

function parseGroup(
  texts: readonly Buffer[],
  width: number,
  delimiter: string,
): (string[] | undefined)[] {
  const together = parseStrictly(Buffer.concat(texts), delimiter);
  if (together?.length === texts.length && together[0]?.length === width) return together;
  return texts.map((text) => {
    const alone = parseStrictly(text, delimiter);
    return alone?.length === 1 && alone[0]?.length === width ? alone[0] : undefined;
  });
}

/** undefined instead of csv-parse's error, which would carry the record. */
function parseStrictly(text: Buffer, delimiter: string): string[][] | undefined {
  try {
    return parse(text, { columns: false, delimiter, record_delimiter: delimitersOfRecords });
  } catch {
    return undefined;
  }
}

const newline = Buffer.from("\n");

/** The record with an ending, and with `="02139"` turned into `"02139"`. */
function textOf(record: RecordText): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const at of record.formulas) {
    parts.push(record.raw.subarray(from, at));
    from = at + 1;
  }
  parts.push(record.raw.subarray(from), newline);
  return Buffer.concat(parts);
}

/** Excel's way to keep leading zeros, when it was written as properly quoted CSV. */
function unwrapFormula(cell: string): string {
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
}
