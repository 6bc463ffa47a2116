import { maxSheetColumns, maxSheetRows } from "./sheet-limits.ts";

/** `AB12` → column 27 (0-based), row 12. Undefined for what is no cell of a sheet. */
export function readCellReference(text: string): { column: number; row: number } | undefined {
  let column = 0;
  let at = 0;
  for (; at < text.length && at < 4; at++) {
    const letter = text.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  const row = readRowNumber(text.slice(at));
  if (column === 0 || column > maxSheetColumns || row === undefined) return undefined;
  return { column: column - 1, row };
}

/** Undefined for what is no row of a sheet. */
export function readRowNumber(text: string): number | undefined {
  const row = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0;
  return row > 0 && row <= maxSheetRows ? row : undefined;
}
