const mayRun = /^[ \0\ufeff"]*[=+\-@\t\r＝＋－＠]/;
const number = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:e[+-]?\d+)?%?$|^[+-]?\.\d+$/i;
/** Seven to fifteen digits: `+1-1` is arithmetic. */
const phone = /^\+(?:[ ().-]*\d){7,15}(?: ?(?:x|ext\.?) ?\d+)?$/i;

/**
 * Whether a spreadsheet would run the cell's text as a formula (CWE-1236): it begins with = + - @,
 * their full-width forms, a tab or CR, and is neither a number nor a telephone number.
 */
export function isFormulaCell(text: string): boolean {
  if (!mayRun.test(text)) return false;
  const bare = text.trim();
  return !number.test(bare) && !phone.test(bare);
}
