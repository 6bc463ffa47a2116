import { toIsoDate } from "../../normalize/cells/source-cells.ts";
import { readNpi } from "../../normalize/npi.ts";
import { columnName } from "../column-picker.ts";
import { malformed, unknownSource } from "../source-errors.ts";
import { asOfFromTitle } from "../source-name.ts";
import { readSheetRows, type SheetRow } from "../xlsx-rows.ts";

export interface Deactivation {
  npi: string;
  /** ISO; "" when the report gives none. */
  date: string;
}

/** The title and the header stand in rows 1 and 2; a copy may have a few more above. */
const HEADER_WITHIN = 10;

/**
 * The monthly report of deactivated NPIs: one sheet with a title that carries its date, then
 * `NPI` and `NPPES Deactivation Date` (facts: data.md section 1.7).
 */
export async function* readDeactivations(
  path: string,
  file: string,
  onAsOf: (date: string) => void,
): AsyncGenerator<Deactivation> {
  let columns: { npi: number; date: number } | undefined;
  for await (const row of readSheetRows(path, file)) {
    if (columns !== undefined) {
      const deactivation = readRow(row, columns, file);
      if (deactivation !== undefined) yield deactivation;
      continue;
    }
    if (row.number > HEADER_WITHIN) break;
    const asOf = asOfFromTitle(row.cells[0] ?? "");
    if (asOf !== undefined) onAsOf(asOf);
    columns = headerColumns(row.cells);
  }
  if (columns === undefined) throw unknownSource(file);
}

function headerColumns(cells: readonly string[]): { npi: number; date: number } | undefined {
  const names = cells.map(columnName);
  const npi = names.indexOf("npi");
  const date = names.findIndex((name) => name.endsWith("deactivation date"));
  return npi < 0 || date < 0 ? undefined : { npi, date };
}

function readRow(
  { cells, number }: SheetRow,
  columns: { npi: number; date: number },
  file: string,
): Deactivation | undefined {
  if (cells.every((cell) => cell.trim() === "")) return undefined;
  const npi = readNpi(cells[columns.npi] ?? "");
  if (npi.kind !== "valid") throw malformed(file, number, "the NPI column holds no valid NPI");
  return { npi: npi.npi, date: toIsoDate(cells[columns.date] ?? "") };
}
