import { countOccurrences, type Occurrences } from "./occurrences.ts";
import type { CellProblem, RowContacts } from "./read-row.ts";

/** What became of a list's rows: the five numbers add up to `rows`. */
export interface ContactCounts {
  rows: number;
  /** In the registry. */
  stored: number;
  /** They close a channel and say nothing else that can be used. */
  only_opt_outs: number;
  /** Nobody was found to join them to, by reason. */
  rejected: number;
  /** Not one of their values can be used. */
  nothing_usable: number;
  /** About people who may not be kept. */
  withheld: number;
  /** Values of the rows that are stored, before those of one person are united. */
  values: number;
  /** Channels that were closed. */
  opt_outs: number;
  /** Why rows were rejected: code of a reason → rows. */
  rejects: Readonly<Record<string, Occurrences>>;
  /** Cells that cannot be used, beside others of their row that can. */
  problems: Readonly<Partial<Record<CellProblem, Occurrences>>>;
}

/** What a row came to: one of the counts above. */
export type Fate = "stored" | "only_opt_outs" | "rejected" | "nothing_usable" | "withheld";

export interface ContactTally {
  add(fate: Fate, row: Pick<RowContacts, "values" | "closed">): void;
  reject(code: string, row: number): void;
  problem(code: CellProblem, row: number): void;
  counts(): ContactCounts;
}

export function createContactTally(): ContactTally {
  const fates = { stored: 0, only_opt_outs: 0, rejected: 0, nothing_usable: 0, withheld: 0 };
  const totals = { rows: 0, values: 0, opt_outs: 0 };
  const rejects = countOccurrences();
  const problems = countOccurrences();
  return {
    add(fate, { values, closed }) {
      totals.rows++;
      fates[fate]++;
      if (fate === "stored") totals.values += values.length;
      if (fate !== "withheld") totals.opt_outs += closed.length;
    },
    reject: rejects.add,
    problem: problems.add,
    counts: () => ({
      ...{ ...totals, ...fates },
      rejects: rejects.counts(),
      problems: problems.counts(),
    }),
  };
}
