import { createLeadRegister } from "../../enrich/rows/lead-register.ts";
import { nameWords } from "../../normalize/cells/letters.ts";
import { isCredential } from "../../normalize/names/credential.ts";
import { sameNickname } from "../../normalize/names/nickname.ts";
import { readNpi } from "../../normalize/npi.ts";
import type { ColumnMapping } from "../../table/columns/lead-field.ts";
import type { Table, TableRow } from "../../table/table.ts";
import type { Findings } from "./collect-findings.ts";

/** Remembers which NPIs stand in several rows, in eight bytes a row. */
export interface NpiRegister {
  add(row: TableRow): void;
  /** Number of such an NPI → number of its first row. */
  repeated(): ReadonlyMap<number, number>;
}

export function createNpiRegister(mapping: ColumnMapping): NpiRegister {
  const register = createLeadRegister();
  return {
    add(row) {
      const npi = npiOf(row, mapping);
      if (npi !== undefined) register.add(row.number, npi);
    },
    repeated: () => register.close().repeated,
  };
}

/** Reads the list again for the names beside NPIs that stand in several rows. */
export async function checkSharedNpis(
  table: Table,
  mapping: ColumnMapping,
  repeated: ReadonlyMap<number, number>,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  if (repeated.size === 0 || mapping.npi === undefined) return;
  const { index } = mapping.npi;
  const names = new Map<number, string[]>();
  for await (const rows of table.rows({ signal })) {
    for (const row of rows) {
      const npi = npiOf(row, mapping);
      if (npi === undefined || !repeated.has(npi)) continue;
      const words = wordsOfName(row, mapping);
      if (words.length === 0) continue;
      const first = names.get(npi);
      if (first === undefined) names.set(npi, words);
      else if (areDifferent(first, words)) findings.add("npi_shared", place(row), { index });
    }
  }
}

function place({ number, line }: TableRow) {
  return { row: number, line };
}

function npiOf(row: TableRow, { npi }: ColumnMapping): number | undefined {
  if (npi === undefined || row.kind !== "record") return undefined;
  const reading = readNpi(row.cells[npi.index] ?? "");
  return reading.kind === "valid" ? Number(reading.npi) : undefined;
}

function wordsOfName({ cells }: TableRow, mapping: ColumnMapping): string[] {
  const fields = ["full_name", "first_name", "middle_name", "last_name"] as const;
  return fields
    .flatMap((field) => nameWords(cells[mapping[field]?.index ?? -1] ?? ""))
    .filter((word) => !isCredential(word));
}

/** Two spellings of one name share their words, but for initials, nicknames and middle names. */
function areDifferent(a: readonly string[], b: readonly string[]): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  return shorter.some((word) => !longer.some((other) => mayBeSame(word, other)));
}

function mayBeSame(a: string, b: string): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  return longer.startsWith(shorter) || sameNickname(a, b);
}
