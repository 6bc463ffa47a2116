import type { Status } from "../../model/status.ts";

/** One lead: what the list says, and what is true. */
export interface ScoredLead {
  status: Status;
  /** The NPI named first, or "" for nobody. */
  npi: string;
  /** Its confidence, 0..1; 0 for nobody. */
  confidence: number;
  /** The right NPI, or "" when the person is not in the registry. */
  truth: string;
}

/**
 * - `right`: the right person is named first.
 * - `wrong_person`: somebody else is, though the right person is there.
 * - `nobody_there`: somebody is, though the person is not in the registry.
 * - `missed`: nobody is named, though the person is there.
 * - `rightly_none`: nobody is named, and nobody is there.
 */
export type Outcome = "right" | "wrong_person" | "nobody_there" | "missed" | "rightly_none";

export function outcomeOf({ npi, truth }: ScoredLead): Outcome {
  if (npi === "") return truth === "" ? "rightly_none" : "missed";
  if (truth === "") return "nobody_there";
  return npi === truth ? "right" : "wrong_person";
}

/** Undefined shares (nothing to divide by) are null, never 0 or 1. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
