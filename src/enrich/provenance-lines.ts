import type { Entry } from "./plan-batches.ts";

/** Where one cell of the output is from; a line of `--provenance`. */
export interface ProvenanceLine {
  /** Number of the row in the list. */
  row: number;
  column: string;
  value: string;
  /** The profile that the row was matched to. */
  npi: string;
  source: string;
  as_of: string;
  /** That of the match times that of the value. */
  confidence: number;
  /** Its place among the values of its kind, and how many there are. */
  rank?: number;
  of?: number;
  /** What the row was matched on. */
  matched_on: string;
}

/** @param fields columns of profiles, in the order of a finding's cells */
export function provenanceLines(
  entries: readonly Entry[],
  fields: readonly string[],
): ProvenanceLine[] {
  return entries.flatMap(({ row, finding }) => {
    if (finding?.origins === undefined) return [];
    const { origins, cells, npi, matchedOn, confidence: matched = 0 } = finding;
    return origins.flatMap((origin, i): ProvenanceLine[] => {
      if (origin === undefined) return [];
      const { source, as_of, confidence, rank, of } = origin;
      return [
        {
          ...{ row: row.number, column: fields[i] ?? "", value: cells[i] ?? "", npi },
          ...{ source, as_of, confidence: Math.round(confidence * matched * 1e4) / 1e4 },
          ...(rank === undefined || of === undefined ? {} : { rank, of }),
          matched_on: matchedOn,
        },
      ];
    });
  });
}
