import { InputError } from "../../model/errors.ts";
import { type Status, statuses } from "../../model/status.ts";
import { readNpi } from "../../normalize/npi.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { rowList } from "../evaluation/row-list.ts";
import type { Canary, CanaryFile, Expectation } from "./canary.ts";

const npiName = "expected_npi";
const statusName = "expected_status";

interface ExpectationColumns {
  npi: number | undefined;
  status: number | undefined;
}

/**
 * Reads canaries into memory. Rows without a cell are passed over. InputError names the rows and the
 * column that cannot be meant: a canary that is left out would let a run pass.
 */
export async function readCanaries(table: Table, signal: AbortSignal): Promise<CanaryFile> {
  const { file, columns } = table;
  const expectations = {
    npi: expectationColumn(table, npiName),
    status: expectationColumn(table, statusName),
  };
  if (expectations.npi === undefined && expectations.status === undefined) {
    throw new InputError(
      "canaries_expect_nothing",
      `${file} has no column ${npiName} or ${statusName}.`,
      "Add one of the two: it says for each row what has to come back.",
    );
  }
  const canaries: Canary[] = [];
  for await (const rows of table.rows({ signal })) {
    for (const row of rows) {
      if (row.kind === "rejected") throw rejected(file, row);
      if (row.kind !== "record" || row.cells.every((cell) => cell.trim() === "")) continue;
      const { number, line, cells } = row;
      canaries.push({ row: number, line, cells, expected: expectationOf(row, expectations, file) });
    }
  }
  if (canaries.length === 0) {
    throw new InputError(
      "canaries_missing",
      `${file} has no rows.`,
      "Give at least one row with a known answer, or leave --canaries away.",
    );
  }
  return { file, columns, canaries };
}

/** Whatever its case, and whether its words are joined by blanks, hyphens or underscores. */
function expectationColumn({ file, columns }: Table, name: string): number | undefined {
  const found = columns.flatMap((column, index) => (foldName(column) === name ? [index] : []));
  if (found.length > 1) {
    throw new InputError(
      "canaries_column_twice",
      `${file} has ${found.length} columns called ${name}.`,
      "Keep one of them.",
    );
  }
  return found[0];
}

function foldName(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
}

function expectationOf(row: TableRow, columns: ExpectationColumns, file: string): Expectation {
  const npi = columns.npi === undefined ? undefined : expectedNpi(row, columns.npi, file);
  const status =
    columns.status === undefined ? undefined : expectedStatus(row, columns.status, file);
  if (npi === undefined && status === undefined) {
    throw new InputError(
      "canary_expects_nothing",
      `${file}, ${rowList([row.number])}: neither ${npiName} nor ${statusName} says what has to come back.`,
      "Give an NPI or a status; for somebody whom nobody fits the status is no_match.",
    );
  }
  if (npi !== undefined && status !== undefined && status !== "matched") {
    throw new InputError(
      "canary_contradicts_itself",
      `${file}, ${rowList([row.number])}: a row with an ${npiName} can only be matched, and ${statusName} says ${status}.`,
      "Leave one of the two cells empty.",
    );
  }
  return { ...(npi === undefined ? {} : { npi }), ...(status === undefined ? {} : { status }) };
}

function expectedNpi({ cells, number }: TableRow, index: number, file: string): string | undefined {
  const reading = readNpi(cells[index] ?? "");
  if (reading.kind === "valid") return reading.npi;
  if (reading.kind === "empty") return undefined;
  throw new InputError(
    "canary_npi_malformed",
    `${file}, ${rowList([number])}, column ${npiName}: this is no NPI (ten digits with a check digit).`,
    reading.kind === "scientific"
      ? "A spreadsheet has cut it to the form 1.23E+09: take it from the file before that."
      : "Correct it; for somebody whom nobody fits leave it empty and say no_match as the status.",
  );
}

function expectedStatus(
  { cells, number }: TableRow,
  index: number,
  file: string,
): Status | undefined {
  const said = foldName(cells[index] ?? "");
  if (said === "") return undefined;
  const status = statuses.find((one) => one === said);
  if (status !== undefined) return status;
  throw new InputError(
    "canary_status_unknown",
    `${file}, ${rowList([number])}, column ${statusName}: this is no status.`,
    `The statuses: ${statuses.join(", ")}.`,
  );
}

function rejected(file: string, { number }: TableRow): InputError {
  return new InputError(
    "canaries_malformed",
    `${file}, ${rowList([number])} cannot be read as CSV.`,
    "Correct the file; a canary that is left out would let a run pass.",
  );
}
