export const sheetLimits = { rows: 1_048_576, columns: 16_384 };

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
  if (column === 0 || column > sheetLimits.columns || row === undefined) return undefined;
  return { column: column - 1, row };
}

/** Undefined for what is no row of a sheet. */
export function readRowNumber(text: string): number | undefined {
  const row = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0;
  return row > 0 && row <= sheetLimits.rows ? row : undefined;
}

/** 27 → `AB`. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
