import { toWhole } from "../normalize/cells/source-cells.ts";
import { isNpi, readNpi } from "../normalize/npi.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import type { Fact } from "./fact.ts";
import { malformed } from "./source-errors.ts";

/** Reads the rows of one CSV source; made for its header. */
export interface FactReader {
  /** Indexes of the columns it needs, in its own order. */
  readonly picked: readonly number[];
  /** Undefined when the row says nothing worth keeping. */
  read(record: CsvRecord): Fact | undefined;
}

/** What every reader is made from. */
export interface FactReaderInput {
  header: readonly string[];
  /** For messages. */
  file: string;
  /** Id of the source in the release. */
  source: number;
}

/** The row's NPI. A registry is never built around a row whose NPI is damaged. */
export function sourceNpi(cell: string, file: string, line: number): string {
  if (isNpi(cell)) return cell;
  const npi = readNpi(toWhole(cell));
  if (npi.kind !== "valid") throw malformed(file, line, "the NPI column holds no valid NPI");
  return npi.npi;
}
