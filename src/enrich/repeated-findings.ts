import type { Entry } from "./plan-batches.ts";

type Settled = Pick<Entry, "finding" | "askedUnder" | "unasked">;

/** What was found for leads that stand in several rows; rows come in input order. */
export interface RepeatedFindings {
  /** A repeated lead gets the whole finding of the row before it that was asked about. */
  share(entry: Entry): void;
  /** What the rows behind it get: of its first row, or of one that was asked about after all. */
  keep(entry: Entry): void;
}

export function createRepeatedFindings(): RepeatedFindings {
  /** By hash of the lead. */
  const kept = new Map<number, Settled>();
  return {
    share(entry) {
      if (entry.duplicateOf !== 0) Object.assign(entry, kept.get(entry.repeated));
    },
    keep({ repeated, finding, askedUnder, unasked }) {
      if (repeated !== 0 && finding !== undefined) {
        kept.set(repeated, { finding, askedUnder, unasked });
      }
    },
  };
}
