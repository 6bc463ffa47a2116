import type { Finding } from "../finding.ts";
import type { Entry } from "../plan-batches.ts";
import type { CellDecision } from "../write/choose-cells.ts";
import type { CellOrigin } from "./cell-origin.ts";

/** Where one cell of the output is from; a line of `--provenance`. */
export interface ProvenanceLine extends Partial<ToldOrigin> {
  /** Number of the row in the list. */
  row: number;
  /** An `hb_` column, or one of the list's own, as `--map` names it. */
  column: string;
  value?: string;
  /** The profile that the row was matched to, and on what. */
  npi: string;
  matched_on: string;
  /**
   * What `--write` did to a cell of the list: `fill`, `overwrite`, or `kept_verified` where its own
   * verified value stays and another one was at hand.
   */
  rule?: Exclude<CellDecision["rule"], "kept">;
}

interface ToldOrigin extends CellOrigin {
  /** That of the match times that of the value. */
  confidence: number;
}

/**
 * @param fields how many of a finding's cells are columns of the output
 * @param names those columns, then the values for the list's own
 */
export function provenanceLines(
  entries: readonly Entry[],
  fields: number,
  names: readonly string[],
): ProvenanceLine[] {
  return entries.flatMap(({ row, finding, decisions = [] }) => {
    if (finding?.origins === undefined) return [];
    const about = { npi: finding.npi, matched_on: finding.matchedOn };
    const columns = finding.origins.slice(0, fields).flatMap((origin, i): ProvenanceLine[] => {
      if (origin === undefined) return [];
      const cell = { row: row.number, column: names[i] ?? "", value: finding.cells[i] ?? "" };
      return [{ ...cell, ...told(origin, finding), ...about }];
    });
    const own = decisions.flatMap((decision): ProvenanceLine[] => {
      const { name, rule, text } = decision;
      if (rule === "kept") return [];
      const origin = originOfValue(text, fields, finding);
      const value = text === "" ? {} : { value: text };
      const from = origin === undefined ? {} : told(origin, finding);
      return [{ row: row.number, column: name, ...value, ...from, ...about, rule }];
    });
    return [...columns, ...own];
  });
}

function told(origin: CellOrigin, { confidence: matched = 0 }: Finding): ToldOrigin {
  return { ...origin, confidence: Math.round(origin.confidence * matched * 1e4) / 1e4 };
}

/** What is written into a cell of the list is one of the values behind the columns'. */
function originOfValue(
  text: string,
  fields: number,
  { cells, origins = [] }: Finding,
): CellOrigin | undefined {
  const at = text === "" ? -1 : cells.indexOf(text, fields);
  return at === -1 ? undefined : origins[at];
}
