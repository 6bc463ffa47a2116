import { UsageError } from "../../model/errors.ts";
import { readNpi } from "../../normalize/npi.ts";

/** What is looked at of a file; a Table has more. */
export interface Header {
  /** As the user named it. */
  readonly file: string;
  readonly columns: readonly string[];
}

const shownColumns = 12;
const shownLetters = 40;

/** Positions of the columns called so: as it stands, else whatever the case and the blanks around. */
export function columnsNamed(wanted: string, columns: readonly string[]): number[] {
  const exact = positions(columns, (column) => column === wanted);
  return exact.length > 0 ? exact : positions(columns, (column) => fold(column) === fold(wanted));
}

/** The one column that an option names. */
export function requireColumn(wanted: string, option: string, headers: readonly Header[]): Found {
  if (fold(wanted) === "") {
    throw new UsageError(
      "column_unnamed",
      `${option} names no column: its value is empty.`,
      "Is a variable of the command not set?",
    );
  }
  for (const [header, { columns }] of headers.entries()) {
    const [index, second] = columnsNamed(wanted, columns);
    if (index !== undefined && second === undefined) return { header, index };
    if (index !== undefined) throw columnTwice(wanted, option, headers[header] as Header);
  }
  const files = headers.map(({ file }) => fileName(file)).join(" or ");
  throw new UsageError(
    "column_missing",
    `${option} names a column that is not in ${files}: ${wanted}.`,
    headers.map((header) => columnsText(header, headers.length > 1)).join(" "),
  );
}

export interface Found {
  /** Which of the headers has it. */
  header: number;
  index: number;
}

/** `Its columns: a, b.` */
export function columnsText({ file, columns }: Header, named: boolean): string {
  // A row of the list, which says more about somebody than about columns.
  if (columns.some(isValue)) return `The first line of ${fileName(file)} must name its columns.`;
  const names = columns
    .map((column) => column.trim())
    .filter((column) => column !== "")
    .map((name) => (name.length > shownLetters ? `${name.slice(0, shownLetters - 1)}…` : name));
  const more = names.length > shownColumns ? ` and ${names.length - shownColumns} more` : "";
  const owner = named ? `Columns of ${fileName(file)}` : "Its columns";
  return `${owner}: ${names.slice(0, shownColumns).join(", ")}${more}.`;
}

/** No name of a column: an NPI, any other number, or an address. */
function isValue(column: string): boolean {
  return readNpi(column).kind === "valid" || /^\s*[\d.,+-]+\s*$|@/.test(column);
}

/** A file in a sentence. */
export function fileName(file: string): string {
  return file === "-" ? "standard input" : file;
}

export function fold(column: string): string {
  return column.trim().toLowerCase();
}

function positions(columns: readonly string[], test: (column: string) => boolean): number[] {
  return columns.flatMap((column, index) => (test(column) ? [index] : []));
}

function columnTwice(wanted: string, option: string, { file }: Header): UsageError {
  return new UsageError(
    "column_twice",
    `${fileName(file)} has several columns called ${wanted}, and ${option} names one.`,
    "Give them different names in the file's first line.",
  );
}
