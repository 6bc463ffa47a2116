import { HeartbeatError } from "../model/errors.ts";
import { malformed } from "./source-errors.ts";
import { listZipMembers, readZipMember } from "./zip-members.ts";

export interface SheetRow {
  /** As in the sheet; 1 = first. Rows that do not exist in the file are skipped. */
  number: number;
  /** From column A on; "" for empty. Dates at midnight as ISO. */
  cells: readonly string[];
}

/** Unpacked; the real report is 40 MB. */
const MAX_UNPACKED = 1024 * 1024 * 1024;
/** exceljs' streaming reader may hang on odd files instead of failing. */
const PATIENCE_MS = 120_000;

/**
 * The rows of a workbook's only sheet, as text. exceljs checks no checksums, loses rows of a
 * sheet cut short and may never settle; so every member's checksum is verified first, the rows
 * are counted in the XML and compared, and each read has a time limit.
 */
export async function* readSheetRows(path: string, file: string): AsyncGenerator<SheetRow> {
  const expected = await verifyWorkbook(path, file);
  const { default: ExcelJS } = await import("exceljs");
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: "emit",
    sharedStrings: "cache",
    hyperlinks: "ignore",
    styles: "cache",
  });
  let seen = 0;
  try {
    for await (const sheet of impatient(reader, file)) {
      for await (const row of impatient(sheet, file)) {
        seen++;
        const { values, number } = row;
        if (!Array.isArray(values)) throw malformed(file, number, "the row cannot be read");
        // exceljs leaves index 0 empty.
        yield {
          number,
          cells: Array.from(values.slice(1), (value) => cellText(value, file, number)),
        };
      }
    }
  } catch (error) {
    throw error instanceof HeartbeatError ? error : malformed(file, 0, "the workbook is damaged");
  }
  if (seen !== expected) throw malformed(file, 0, "the workbook holds rows that cannot be read");
}

/** Reads every member once, for its checksum; returns how many rows the sheet has. */
async function verifyWorkbook(path: string, file: string): Promise<number> {
  const members = await listZipMembers(path, file);
  const unpacked = members.reduce((sum, member) => sum + member.bytes, 0);
  if (unpacked > MAX_UNPACKED) throw malformed(file, 0, "the workbook is too large");
  const sheets = members.filter((member) => /^xl\/worksheets\/[^/]+\.xml$/i.test(member.name));
  if (sheets.length !== 1) throw malformed(file, 0, "the workbook must have exactly one sheet");
  let rows = 0;
  for (const member of members) {
    const chunks = readZipMember(path, file, member.name);
    if (member === sheets[0]) rows = await countRows(chunks);
    else for await (const chunk of chunks) void chunk;
  }
  return rows;
}

async function countRows(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let rows = 0;
  let tail = "";
  for await (const chunk of chunks) {
    const text = tail + Buffer.from(chunk).toString("latin1");
    rows += text.match(/<row[\s>/]/g)?.length ?? 0;
    // A match needs five characters, so four can never hold one already counted.
    tail = text.slice(-4);
  }
  return rows;
}

async function* impatient<T>(items: AsyncIterable<T>, file: string): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const result = await withinPatience(iterator.next(), file);
    if (result.done === true) return;
    yield result.value;
  }
}

async function withinPatience<T>(work: Promise<T>, file: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(malformed(file, 0, "the workbook is damaged")), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function cellText(value: unknown, file: string, row: number): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  // Rich text, formulas and lost shared strings: the report has none.
  throw malformed(file, row, "a cell holds something else than text, a number or a date");
}
