/** The bytes 0x80 to 0x9F as Windows-1252 shows them; a hole stands for itself. */
const high =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";
const misread = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/;

/**
 * Text whose UTF-8 bytes an earlier program took for Windows-1252, put right: `JosÃ©` → `José`. Any
 * other text stays as it is.
 */
export function rereadText(text: string): string {
  if (!misread.test(text)) return text;
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const at = high.indexOf(letter);
    if (at === -1 && code > 0xff) return text;
    bytes.push(at === -1 ? code : at + 0x80);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return text;
  }
}

/** The same for a whole cell: also what was taken so twice, and beside no-break spaces of its own. */
export function rereadCell(cell: string): string {
  const once = rereadText(cell);
  const text = once === cell ? rereadText(cell.replaceAll("\u00a0", " ")) : once;
  return misread.test(cell) ? rereadText(text) : cell;
}
