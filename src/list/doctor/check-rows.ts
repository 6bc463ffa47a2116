import { lossWords } from "../../enrich/rows/cell-damage.ts";
import { readLead } from "../../enrich/rows/lead.ts";
import { leadDigest, shortHash } from "../../enrich/rows/lead-hash.ts";
import { isComparedName } from "../../enrich/rows/spoilt-cell.ts";
import { codeOfReason } from "../../model/reason.ts";
import { type ColumnMapping, type LeadField, leadFields } from "../../table/columns/lead-field.ts";
import type { Dialect, TableRow } from "../../table/table.ts";
import { ownCells } from "../../table/text/output-text.ts";
import { checkFieldCell, checkUnusedCell } from "./check-cells.ts";
import { isDateless } from "./check-columns.ts";
import type { Findings } from "./collect-findings.ts";
import type { FindingKind } from "./finding-kinds.ts";

export interface RowCheckOptions {
  columns: readonly string[];
  mapping: ColumnMapping;
  dialect: Dialect;
  /** Positions of columns that are told as a whole and looked at no further. */
  sensitive: ReadonlySet<number>;
  /** Short hash of a lead that stands in several rows → number of the first. */
  repeated: ReadonlyMap<number, number>;
}

/** Looks at one row after the other; each record's NPI goes to `onNpi`. */
export function createRowCheck(
  options: RowCheckOptions,
  findings: Findings,
): (row: TableRow) => void {
  const { columns, mapping, dialect, repeated } = options;
  const looks = columnLooks(options);
  const stateIndex = mapping.state?.index ?? -1;

  function checkEnding(row: TableRow): void {
    if (row.ending !== "" && row.ending !== dialect.line_ending) add("mixed_line_endings", row);
  }

  function add(kind: FindingKind, row: TableRow, column?: { index: number; unused: boolean }) {
    findings.add(kind, { row: row.number, line: row.line }, column);
  }

  function checkShape(row: TableRow): void {
    if (row.extra.length > 0) add("long_row", row);
    else if (ownCells(row, columns.length, dialect.delimiter) < columns.length) {
      add("short_row", row);
    }
  }

  /** @returns code of the reason for which the row becomes `invalid_input` */
  function checkLead(row: TableRow): string | undefined {
    const { request, problem } = readLead(row, mapping);
    if (problem !== undefined) {
      const code = codeOfReason(problem);
      const npi = code.startsWith("npi_") ? mapping.npi : undefined;
      add(code as FindingKind, row, npi === undefined ? undefined : { ...npi, unused: false });
      return code;
    }
    if (repeated.size === 0) return undefined;
    const first = repeated.get(shortHash(leadDigest(request)));
    if (first !== undefined && first !== row.number) add("duplicate_lead", row);
    return undefined;
  }

  function checkCells(row: TableRow, invalid: string | undefined): void {
    const state = row.cells[stateIndex] ?? "";
    for (const look of looks) {
      const cell = row.cells[look.column.index] ?? "";
      if (cell === "") continue;
      for (const kind of kindsOf(cell, look, state)) {
        if (!isToldByRow(kind, look, invalid)) add(kind, row, look.column);
      }
    }
  }

  /** Of a workbook: cells without a text. */
  function checkProblems({ cellProblems = [], ...row }: TableRow): void {
    for (const { column: index, problem } of cellProblems) {
      const look = looks.find(({ column }) => column.index === index);
      if (look !== undefined) add(problem, row, look.column);
    }
  }

  return (row) => {
    if (row.kind === "blank_line") return;
    checkEnding(row);
    if (row.kind === "rejected") {
      add(codeOfReason(row.problem ?? "malformed_record") as FindingKind, row);
      return;
    }
    if (row.cells.every((cell) => cell.trim() === "")) {
      checkProblems(row);
      return add("empty_row", row);
    }
    checkShape(row);
    if (repeatsHeader(row, columns)) return add("repeated_header", row);
    checkCells(row, checkLead(row));
    checkProblems(row);
  };
}

interface ColumnLook {
  field: LeadField | undefined;
  column: { index: number; unused: boolean };
  dateless: boolean;
}

function kindsOf(
  cell: string,
  { field, dateless }: ColumnLook,
  state: string,
): readonly FindingKind[] {
  return field === undefined ? checkUnusedCell(cell, dateless) : checkFieldCell(field, cell, state);
}

function columnLooks({ columns, mapping, sensitive }: RowCheckOptions): ColumnLook[] {
  const fields = new Map(leadFields.map((field) => [mapping[field]?.index, field]));
  return columns.flatMap((name, index) => {
    if (sensitive.has(index)) return [];
    const field = fields.get(index);
    const column = { index, unused: field === undefined };
    return [{ field, column, dateless: isDateless(name) }];
  });
}

/** What made the whole row `invalid_input` is told once. */
function isToldByRow(
  kind: FindingKind,
  { field }: ColumnLook,
  invalid: string | undefined,
): boolean {
  if (invalid === undefined) return false;
  if (kind === "npi_lost_digits") return invalid === "npi_scientific";
  if (kind === "npi_check_digit" || kind === "npi_malformed") return invalid === "npi_unusable";
  return invalid === "name_damaged" && kind in lossWords && isComparedName(field);
}

/** As lists pasted together have it. */
function repeatsHeader({ cells }: TableRow, columns: readonly string[]): boolean {
  let same = 0;
  for (const [index, cell] of cells.entries()) {
    const text = cell.trim();
    if (text === "") continue;
    if (text.toLowerCase() !== columns[index]?.trim().toLowerCase()) return false;
    same++;
  }
  return same >= Math.min(2, columns.length);
}
