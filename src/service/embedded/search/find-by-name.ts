import { setImmediate as nextTurn } from "node:timers/promises";
import { nameScore } from "../../../match/name-score.ts";
import { searchedNameKeys } from "../../../match/searched-name-keys.ts";
import { searchFault } from "../../../model/search-fault.ts";
import { nameWords } from "../../../normalize/cells/letters.ts";
import { type NameHypothesis, parseName } from "../../../normalize/names/name.ts";
import type { Registry } from "../../../registry/registry.ts";
import { findByKeys } from "./find-by-keys.ts";
import { intersect, without } from "./npi-lists.ts";

/** Readings less likely than this are no way in which somebody asks. */
const leastWeight = 0.01;
/** Records compared for one search, half a second's work: beyond it nobody is counted by halves. */
const mostCompared = 50_000;
/** Records read at a time; in between others have their turn. */
const perRead = 1000;

export interface NamedProfile {
  npi: number;
  /** 1..10,000 */
  score: number;
}

/** The ways to read a name that is looked for; throws UsageError when it is no person's. */
export function readSearchedName(text: string): NameHypothesis[] {
  const name = parseName({ full: text }, "first_last");
  if (name.kind !== "person") return [loneSurname(text)];
  const readings = name.hypotheses.filter(({ weight }) => weight >= leastWeight);
  if (!readings.some(({ last }) => last.length > 1)) throw searchFault("search_name_unreadable");
  return readings;
}

/** Who is called Do, Ma or Null has no name by the looks of a list; whoever asks for it means it. */
function loneSurname(text: string): NameHypothesis {
  const [last = "", second] = nameWords(text);
  if (last.length < 2 || second !== undefined) throw searchFault("search_name_unreadable");
  const nothing = { first: "", middle: "", lastParts: [], suffix: "", nick: "", alias: "" };
  return { ...nothing, last, weight: 1, order: "first_last", credentials: [] };
}

/**
 * Everybody of a name among `among`, in no particular order. Throws UsageError `search_too_broad`
 * when they are too many to be compared.
 */
export async function findByName(
  readings: readonly NameHypothesis[],
  { among, leftOut }: { among: Uint32Array | undefined; leftOut: readonly Uint32Array[] },
  registry: Registry,
  signal: AbortSignal,
): Promise<NamedProfile[]> {
  const alike = await findByKeys(searchedNameKeys(readings), registry);
  signal.throwIfAborted();
  const candidates = leftOut.reduce(without, among === undefined ? alike : intersect(alike, among));
  if (candidates.length > mostCompared) throw searchFault("search_too_broad");
  const found: NamedProfile[] = [];
  for (let at = 0; at < candidates.length; at += perRead) {
    signal.throwIfAborted();
    const records = await registry.matchRecords([...candidates.subarray(at, at + perRead)]);
    for (const record of records) {
      if (record === undefined) continue;
      const score = Math.round(nameScore(readings, record) * 10_000);
      if (score > 0) found.push({ npi: record.npi, score });
    }
    await nextTurn();
  }
  return found;
}
