import { formulaSigns, isFormulaCell } from "./formula-cell.ts";

/** A sign, a separator or a control character: without one of them no cell can be a formula. */
const suspicious = new RegExp(`^\\s*[\\t\\r\\0]|[${formulaSigns}]`, "u");

/** TAB, CR and NUL at the start: some spreadsheets skip them, others take them for a formula. */
const startsWithControl = /^[ \n]*[\t\r\0]/;

/** What follows a separator of another dialect, a quote or a line break may become a cell's start. */
const afterSeparator = new RegExp(
  `([,;|\\t\\r\\n"][\\s\\0\\u00a0\\ufeff"]*)(?=([${formulaSigns}][^,;|\\t\\r\\n"]*))`,
  "gu",
);

/**
 * A cell of ours as a text file may hold it: where a spreadsheet might run a formula, a `'` keeps it
 * from doing so. Also behind a separator within the cell, as a file is not always opened with the
 * delimiter it was written with. Numbers and telephone numbers stay as they are. Cells of the input
 * are never touched.
 */
export function defuseFormula(cell: string): string {
  if (!suspicious.test(cell)) return cell;
  const within = cell.replace(afterSeparator, (whole, before: string, rest: string) =>
    isFormulaCell(rest) ? `${before}'` : whole,
  );
  return startsWithControl.test(cell) || isFormulaCell(cell) ? `'${within}` : within;
}
