import type { ChannelNotice } from "../../ledger/channel-store.ts";
import { UsageError } from "../../model/errors.ts";
import type { AddedSource, ContactUpdater } from "../../registry/contact-store.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import type { Table } from "../../table/table.ts";
import { countOccurrences, type Occurrences } from "../occurrences.ts";
import { createRejectList, type RejectList } from "../reject-list.ts";
import { outcomeProblems } from "./outcome-facts.ts";
import { type OutcomeReading, outcomeRows, type ReadOutcomeRow } from "./outcome-rows.ts";

/** What became of a list's rows: used, without news, withheld and rejected add up to `rows`. */
export interface OutcomeCounts {
  rows: number;
  used: number;
  /** Nothing came of it, or nobody knows yet. */
  no_news: number;
  /** About people of whom nothing may be kept. */
  withheld: number;
  rejected: number;
  /** Rows by what they say, an opt-out by its reason. */
  outcomes: Readonly<Record<string, number>>;
  /** Flags of channels, and how many of them the ledger did not have. */
  flags: number;
  new_flags: number;
  /** Rows that say something about an address or a number. */
  marked: number;
  /** Why rows were rejected. */
  rejects: Readonly<Record<string, Occurrences>>;
}

export interface ReadOutcomes {
  counts: OutcomeCounts;
  rejects: RejectList;
  /** The last day of any mark; undefined where there is none. */
  lastDay: string | undefined;
}

interface ReadDeps {
  /** Keeps notices, and returns how many said something new. */
  onNotices: (notices: readonly ChannelNotice[]) => Promise<number>;
  onProgress: (rows: number) => void;
}

/**
 * The first reading: flags of channels are kept as they come, so that none is lost, whatever happens
 * to the rest; all else is counted.
 */
export async function readOutcomes(
  table: Table,
  reading: OutcomeReading,
  { onNotices, onProgress }: ReadDeps,
): Promise<ReadOutcomes> {
  const totals = { rows: 0, used: 0, no_news: 0, withheld: 0, rejected: 0 };
  const sums = { flags: 0, new_flags: 0, marked: 0 };
  const outcomes = new Map<string, number>();
  const reasons = countOccurrences();
  const rejects = createRejectList();
  let lastDay: string | undefined;

  function take(one: ReadOutcomeRow): void {
    const { row, facts, problem } = one;
    totals.rows++;
    totals[fateOf(one)]++;
    if (problem !== undefined) {
      reasons.add(problem, row.number);
      rejects.add(row, `${problem}: ${outcomeProblems[problem]}`);
    }
    sums.flags += facts.notices.length;
    const said = facts.notices.map(({ reason }) => reason);
    if (isMarked(one)) {
      sums.marked++;
      for (const { outcome, date } of facts.marks) {
        said.push(outcome);
        if (lastDay === undefined || date > lastDay) lastDay = date;
      }
    }
    for (const what of new Set(said)) outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
  }

  for await (const rows of outcomeRows(table, reading)) {
    const notices = rows.flatMap(({ facts }) => facts.notices);
    if (notices.length > 0) sums.new_flags += await onNotices(notices);
    rows.forEach(take);
    onProgress(totals.rows);
  }
  const byCount = [...outcomes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const counts = { ...totals, ...sums, outcomes: Object.fromEntries(byCount) };
  return { counts: { ...counts, rejects: reasons.counts() }, rejects, lastDay };
}

type Fate = "used" | "no_news" | "withheld" | "rejected";

function fateOf({ facts, problem, isWithheld }: ReadOutcomeRow): Fate {
  if (problem !== undefined) return "rejected";
  if (facts.notices.length > 0) return "used";
  if (facts.marks.length === 0) return "no_news";
  return isWithheld ? "withheld" : "used";
}

function isMarked({ facts, problem, isWithheld }: ReadOutcomeRow): boolean {
  return facts.marks.length > 0 && problem === undefined && !isWithheld;
}

/**
 * The second reading: what came of addresses and numbers, in the place of what the source said
 * before. All or nothing. Throws UsageError where a list of contacts has the name.
 */
export async function storeMarks(
  table: Table,
  reading: OutcomeReading,
  updater: ContactUpdater,
  source: AddedSource,
): Promise<ReleaseInfo> {
  try {
    refuseContacts(updater.release, source.name);
    updater.remove(source.name);
    for await (const rows of outcomeRows(table, reading)) {
      updater.addOutcomes(rows.filter(isMarked).flatMap(({ facts }) => facts.marks));
    }
    reading.signal.throwIfAborted();
    return await updater.commit(source);
  } catch (error) {
    await updater.rollback();
    throw error;
  }
}

function refuseContacts({ contact_sources = [] }: ReleaseInfo, name: string): void {
  if (contact_sources.every((one) => one.name !== name || one.kind === "outcomes")) return;
  throw new UsageError(
    "source_taken",
    `${name} is the name of a list of contacts, whose values would be lost.`,
    "Give the outcomes another one: --source NAME",
  );
}
