/** Signs that begin a formula in a spreadsheet; of full width, too. */
export const formulaSigns = "=+\\-@＝＋－＠";

/** What a spreadsheet may skip before a sign: blanks of any kind, NUL, BOM, what has no width. */
const skipped = "[\\s\\0\\u00a0\\u00ad\\u200b-\\u200f\\u2060\\ufeff]*";

const beginsWithSign = new RegExp(`^${skipped}([${formulaSigns}].*)$`, "su");

/** Most cells begin like this, and are none. */
const plainStart = /^[A-Za-z0-9]/;

/** `-`, `--`, `+/-`: what lists put into a cell to say that there is nothing. */
const onlySigns = /^[+\-@－＋＠/\s.]*$/u;
const number = /^[+\-－＋] ?[$€£]? ?(\d[\d,]*(\.\d*)?|\.\d+)(e[+-]?\d+)? ?%?$/iu;
const phone = /^\+ ?\d[\d ().\-/]*((x|ext\.?|#) ?\d+)?$/iu;
/** No number and no telephone number is longer. */
const longest = 50;

/**
 * Whether a spreadsheet that opens this cell in a text file would run it as a formula (CWE-1236).
 * Numbers with a sign, telephone numbers and cells of signs only are none.
 */
export function isFormulaCell(text: string): boolean {
  if (plainStart.test(text)) return false;
  const from = beginsWithSign.exec(text)?.[1];
  if (from === undefined) return false;
  if (onlySigns.test(from)) return false;
  const trimmed = from.trimEnd();
  return trimmed.length > longest || !(number.test(trimmed) || phone.test(trimmed));
}
