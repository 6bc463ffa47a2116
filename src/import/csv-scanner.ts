/** A record of a comma-separated source, cut down to the columns asked for. */
export interface CsvRecord {
  /** Physical line on which the record begins; 1 = first. */
  line: number;
  /** In the order in which the columns were picked. */
  cells: readonly string[];
}

export interface CsvScanner {
  /** Records that end within the text so far. */
  push(text: string): CsvRecord[];
  /** The last record, when the file does not end in a line break. */
  finish(): CsvRecord[];
}

export interface CsvScannerOptions {
  /** Called once; answers with the indexes of the columns to keep. */
  pick(header: readonly string[]): readonly number[];
  /** Called for a text that is not strict CSV. Must throw. */
  fail(line: number, what: string): never;
}

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;
const INCOMPLETE = -1;
/** No record of any source comes near; a lost closing quote would swallow the rest of the file. */
const MAX_RECORD = 16 * 1024 * 1024;

/**
 * Reads comma-separated text piece by piece and slices out only the columns asked for: NPPES has
 * 330, of which two thirds are never needed. As strict as csv-parse in its default mode (a test
 * compares them): every record as wide as the header, no stray quotes. Lines without any
 * character are skipped.
 */
export function createCsvScanner({ pick, fail }: CsvScannerOptions): CsvScanner {
  let text = "";
  let at = 0;
  let line = 1;
  /** Next line break in `text` that was not counted yet, or -1. */
  let lineBreak = -1;
  let linesInside = 0;
  let final = false;
  let width = 0;
  /** Per column where its value goes, or -1; undefined until the header is read. */
  let slots: Int32Array | undefined;
  let cells: string[] = [];
  let blank: readonly string[] = [];

  const keep = (column: number, from: number, to: number, doubled: boolean): void => {
    const slot = slots === undefined ? column : (slots[column] ?? -1);
    if (slot < 0) return;
    const value = text.slice(from, to);
    cells[slot] = doubled ? value.replaceAll('""', '"') : value;
  };

  /** Where a quoted value's closing quote is. */
  const closingQuote = (open: number): { end: number; doubled: boolean } => {
    let doubled = false;
    let end = text.indexOf('"', open + 1);
    while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
      doubled = true;
      end = text.indexOf('"', end + 2);
    }
    return { end, doubled };
  };

  const quotedCell = (open: number, column: number): number => {
    const { end, doubled } = closingQuote(open);
    if (end === -1) {
      if (final) fail(line, "a quoted value is never closed; the file may be cut short");
      return INCOMPLETE;
    }
    // Whether the quote closes or is doubled shows only in the next character.
    if (end + 1 >= text.length && !final) return INCOMPLETE;
    while (lineBreak !== -1 && lineBreak < end) {
      linesInside++;
      lineBreak = text.indexOf("\n", lineBreak + 1);
    }
    if (end > open + 1 || slots === undefined) keep(column, open + 1, end, doubled);
    return end + 1;
  };

  const plainCell = (from: number, column: number): number => {
    let end = from;
    let code = text.charCodeAt(end);
    while (code !== COMMA && code !== LF) {
      if (code === QUOTE) fail(line + linesInside, "a quote stands inside an unquoted value");
      if (end >= text.length) {
        if (!final) return INCOMPLETE;
        break;
      }
      code = text.charCodeAt(++end);
    }
    const stop = code === LF && end > from && text.charCodeAt(end - 1) === CR ? end - 1 : end;
    if (stop > from || slots === undefined) keep(column, from, stop, false);
    return end;
  };

  /** Start of the next record when one ends at `position`, else undefined. */
  const recordEnd = (position: number): number | undefined => {
    if (position >= text.length) return final ? position : INCOMPLETE;
    const code = text.charCodeAt(position);
    if (code === LF) return position + 1;
    if (code === COMMA) return undefined;
    if (code === CR) {
      if (text.charCodeAt(position + 1) === LF) return position + 2;
      if (position + 1 >= text.length && !final) return INCOMPLETE;
    }
    return fail(line + linesInside, "a quoted value is followed by other text");
  };

  const scanCells = (): { next: number; columns: number } => {
    let position = at;
    for (let column = 0; ; column++) {
      const quoted = text.charCodeAt(position) === QUOTE;
      position = quoted ? quotedCell(position, column) : plainCell(position, column);
      if (position === INCOMPLETE) return { next: INCOMPLETE, columns: 0 };
      const next = recordEnd(position);
      if (next !== undefined) return { next, columns: column + 1 };
      position++;
    }
  };

  const useHeader = (header: string[]): void => {
    width = header.length;
    const picked = pick(header);
    slots = new Int32Array(width).fill(-1);
    for (const [slot, column] of picked.entries()) slots[column] = slot;
    blank = picked.map(() => "");
  };

  const skipEmptyLines = (): void => {
    for (;;) {
      const code = text.charCodeAt(at);
      const length = code === LF ? 1 : code === CR && text.charCodeAt(at + 1) === LF ? 2 : 0;
      if (length === 0) return;
      at += length;
      line++;
    }
  };

  const scan = (): CsvRecord[] => {
    const records: CsvRecord[] = [];
    for (;;) {
      skipEmptyLines();
      lineBreak = text.indexOf("\n", at);
      if (at >= text.length || (lineBreak === -1 && !final)) break;
      linesInside = 0;
      cells = blank.slice();
      const { next, columns } = scanCells();
      if (next === INCOMPLETE) break;
      if (slots === undefined) useHeader(cells);
      else if (columns !== width) fail(line, `has ${columns} values instead of ${width}`);
      else records.push({ line, cells });
      line += linesInside + 1;
      at = next;
    }
    text = text.slice(at);
    at = 0;
    if (text.length > MAX_RECORD)
      fail(line, "a record is too long; a closing quote may be missing");
    return records;
  };

  return {
    push(more) {
      text += more;
      return scan();
    },
    finish() {
      final = true;
      return scan();
    },
  };
}
