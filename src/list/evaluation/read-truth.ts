import { InputError } from "../../model/errors.ts";
import { readNpi } from "../../normalize/npi.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { fileName } from "./find-column.ts";
import { isEmpty, type Join, keyOf } from "./join-rows.ts";
import { rowList } from "./row-list.ts";

/** The right answer of one row. */
interface TruthRow {
  /** Its number in the truth file. */
  row: number;
  /** The right NPI, or "" when the person is not in the registry. */
  npi: string;
  /** Its cells of the columns in `kept`. */
  cells: readonly string[];
}

export interface Truth {
  rows: ReadonlyMap<string, TruthRow>;
  /** Rows in the file, also those that nothing identifies. */
  read: number;
}

export interface TruthColumns {
  npi: number;
  /** Where it says no, there is no right answer, whatever the NPI column says. */
  inRegistry: number | undefined;
  /** Columns whose cells are wanted later. */
  kept: readonly number[];
}

interface Faults {
  rejected: number[];
  npi: number[];
  /** Those of `npi` that a spreadsheet cut. */
  cut: number[];
  inRegistry: number[];
  contradiction: number[];
  repeated: number[];
  firstOfRepeated: number | undefined;
}

/** Reads the right answers into memory. InputError names the rows that cannot be right. */
export async function readTruth(
  table: Table,
  join: Join,
  columns: TruthColumns,
  signal: AbortSignal,
): Promise<Truth> {
  const rows = new Map<string, TruthRow>();
  let read = 0;
  const intern = createIntern();
  const faults: Faults = {
    ...{ rejected: [], npi: [], cut: [], inRegistry: [], contradiction: [], repeated: [] },
    firstOfRepeated: undefined,
  };
  for await (const batch of table.rows({ signal })) {
    for (const row of batch) {
      if (row.kind === "rejected") faults.rejected.push(row.number);
      else if (row.kind === "record" && (isNumbered(join) || !isEmpty(row))) addRow(row);
    }
  }
  refuse(table.file, join, faults);
  return { rows, read };

  function addRow(row: TableRow): void {
    read++;
    const key = keyOf(join, "truth", row);
    if (key === "") return;
    const first = rows.get(key);
    if (first !== undefined) {
      faults.firstOfRepeated ??= first.row;
      faults.repeated.push(row.number);
      return;
    }
    const npi = rightNpi(row, columns, faults);
    const cells = columns.kept.map((index) => intern(row.cells[index] ?? ""));
    rows.set(key, { row: row.number, npi, cells });
  }
}

/** An empty line at the end of a table is no row, unless rows are counted. */
function isNumbered({ truth }: Join): boolean {
  return truth === "row_number";
}

/** One string for equal cells: a column to group by has few values and many rows. */
function createIntern(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before === undefined) known.set(text, text);
    return before ?? text;
  };
}

const yes = /^(?:y|yes|true|t|1)(?:\.0)?$/i;
const no = /^(?:n|no|false|f|0)(?:\.0)?$/i;

function rightNpi(row: TableRow, { npi, inRegistry }: TruthColumns, faults: Faults): string {
  const said = inRegistry === undefined ? "" : (row.cells[inRegistry]?.trim() ?? "");
  if (no.test(said)) return "";
  if (said !== "" && !yes.test(said)) faults.inRegistry.push(row.number);
  const cell = row.cells[npi]?.trim() ?? "";
  if (cell === "") {
    if (said !== "") faults.contradiction.push(row.number);
    return "";
  }
  const reading = readNpi(cell);
  if (reading.kind === "valid") return reading.npi;
  faults.npi.push(row.number);
  if (reading.kind === "scientific") faults.cut.push(row.number);
  return "";
}

function refuse(file: string, join: Join, faults: Faults): void {
  const name = fileName(file);
  if (faults.rejected.length > 0) {
    throw new InputError(
      "truth_malformed",
      `${name}: ${rowList(faults.rejected)} cannot be read as CSV.`,
      "Correct the file; a right answer that is left out would make the figures wrong.",
    );
  }
  if (faults.repeated.length > 0) {
    const id = join.truth === "row_number" ? "row number" : join.truth.column.trim();
    throw new InputError(
      "truth_id_repeated",
      `${name}: the ${id} of row ${faults.firstOfRepeated} stands again in ${rowList(faults.repeated)}.`,
      "Every row of the list needs one right answer; keep one line each, or name another column with --id.",
    );
  }
  if (faults.npi.length > 0) {
    throw new InputError(
      "truth_npi_malformed",
      `${name}: the right NPI of ${rowList(faults.npi)} is no NPI (ten digits with a check digit).`,
      faults.cut.length > 0
        ? "A spreadsheet has cut NPIs to the form 1.23E+09: take them from the file before that."
        : "Correct it, or leave the cell empty when the person is not in the registry.",
    );
  }
  if (faults.inRegistry.length > 0) {
    throw new InputError(
      "truth_in_registry_unclear",
      `${name}: whether the person is in the registry is neither yes nor no in ${rowList(faults.inRegistry)}.`,
      "Write Y or N (or 1 or 0, true or false), or leave the cell empty and let the NPI say it.",
    );
  }
  if (faults.contradiction.length > 0) {
    throw new InputError(
      "truth_npi_missing",
      `${name}: ${rowList(faults.contradiction)} says that the person is in the registry and gives no NPI.`,
      "Give the right NPI, or say N.",
    );
  }
}
