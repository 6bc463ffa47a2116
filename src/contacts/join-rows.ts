import { askBatch } from "../enrich/ask-batch.ts";
import type { Entry } from "../enrich/plan-batches.ts";
import { askSuppressions } from "../enrich/withhold.ts";
import { noChannelRules } from "../model/channel-rules.ts";
import type { MatchContext } from "../model/contract.ts";
import { type Suppressions, suppressionKeysOfProfile } from "../model/suppressions.ts";
import { ghostKeysOfRequest } from "../normalize/keys/ghost-keys.ts";
import type { NpiStanding } from "../registry/npi-standing.ts";
import type { SearchService } from "../service/search-service.ts";
import type { RowQuestion } from "./row-question.ts";

/** Whose a row is. */
export type Joined =
  | { kind: "joined"; npi: number; confidence: number }
  /** `reason` is `code: words`. */
  | { kind: "rejected"; reason: string }
  /** About somebody who may not be kept. */
  | { kind: "withheld" };

export interface JoinOptions {
  context: MatchContext;
  release: string;
  minConfidence: number;
  signal: AbortSignal;
}

export interface JoinDeps {
  service: SearchService;
  /** Of the same release. */
  standing: Pick<NpiStanding, "areInUse">;
  suppressions: Suppressions;
}

/** One answer a row, in their order. */
export type JoinRows = (rows: readonly RowQuestion[]) => Promise<Joined[]>;

/**
 * Says whose rows are: by NPI, and by the matcher where there is none or a name stands beside it.
 * Suppression is asked with all that a row says, then about whoever it is joined to.
 */
export function createJoin(options: JoinOptions, deps: JoinDeps): JoinRows {
  return async (rows) => {
    const joined = new Array<Joined | undefined>(rows.length);
    await withholdOwn(rows, joined, deps.suppressions);
    rows.forEach(({ problem }, i) => {
      if (problem !== undefined) joined[i] ??= { kind: "rejected", reason: problem };
    });
    await lookUp(rows, joined, deps);
    await match(rows, joined, options, deps);
    return joined as Joined[];
  };
}

/** Also of rows that nobody is asked about. */
async function withholdOwn(
  rows: readonly RowQuestion[],
  joined: (Joined | undefined)[],
  suppressions: Suppressions,
): Promise<void> {
  if (await isNobodySuppressed(suppressions)) return;
  const hits = await askSuppressions(
    rows.map(({ own }) => own()),
    suppressions,
  );
  hits.forEach((hit, i) => {
    if (hit) joined[i] = { kind: "withheld" };
  });
}

/**
 * Rows of an NPI alone: nothing is to be weighed where it is on file and in use. Most lists of
 * contacts are of such rows; the others are left to the matcher, which says what is the matter.
 */
async function lookUp(
  rows: readonly RowQuestion[],
  joined: (Joined | undefined)[],
  { service, standing, suppressions }: JoinDeps,
): Promise<void> {
  const places = placesOf(rows, (row, i) => row.isBare && joined[i] === undefined);
  const npis = places.map((i) => (rows[i] as RowQuestion).npi);
  const inUse = await standing.areInUse(npis);
  const found = places.flatMap((place, i) => (inUse[i] ? { place, npi: npis[i] as string } : []));
  const hits = await areWithheld(
    found.map(({ npi }) => npi),
    service,
    suppressions,
  );
  found.forEach(({ place, npi }, i) => {
    joined[place] = hits[i]
      ? { kind: "withheld" }
      : { kind: "joined", npi: Number(npi), confidence: 1 };
  });
}

/** Then rows need not be read for it, nor profiles. */
async function isNobodySuppressed(suppressions: Suppressions): Promise<boolean> {
  return (await suppressions.number()) === 0;
}

/** By all that is on file about them. Profiles are read only where somebody may be suppressed. */
async function areWithheld(
  npis: readonly string[],
  service: SearchService,
  suppressions: Suppressions,
): Promise<readonly boolean[]> {
  if (await isNobodySuppressed(suppressions)) return [];
  const profiles = await service.profiles(npis);
  const hits = await askSuppressions(
    profiles.map((profile) => (profile === undefined ? {} : suppressionKeysOfProfile(profile))),
    suppressions,
  );
  // Of an NPI that is on file the service knows nothing only where it is withheld.
  return profiles.map((profile, i) => profile === undefined || hits[i] === true);
}

async function match(
  rows: readonly RowQuestion[],
  joined: (Joined | undefined)[],
  { context, release, minConfidence, signal }: JoinOptions,
  deps: JoinDeps,
): Promise<void> {
  const places = placesOf(rows, (_, i) => joined[i] === undefined);
  const entries = places.map((i) => toEntry(rows[i] as RowQuestion, context));
  const { stopped } = await askBatch(
    entries,
    { survey: { context, release }, minConfidence, signal },
    { ...deps, channels: noChannelRules, profileCells: noCells, withOrigins: false },
  );
  if (stopped !== undefined) throw stopped;
  places.forEach((place, i) => {
    joined[place] = toJoined(entries[i] as Entry, (rows[place] as RowQuestion).npi);
  });
}

function placesOf(
  rows: readonly RowQuestion[],
  isWanted: (row: RowQuestion, place: number) => boolean,
): number[] {
  return rows.flatMap((row, place) => (isWanted(row, place) ? place : []));
}

/** Nothing of a profile is written into the list. */
const noCells = { prepare: async () => undefined, of: () => [], origins: () => [] };

function toEntry({ row, request, own }: RowQuestion, context: MatchContext): Entry {
  const ghosts = () => (request === undefined ? [] : ghostKeysOfRequest(request, context));
  return { row, request, own: own(), ghosts, repeated: 0, duplicateOf: 0, finding: undefined };
}

/** @param given the row's own NPI: where it is the answer, there is no doubt about it */
function toJoined({ finding }: Entry, given: string): Joined {
  if (finding === undefined) throw new Error("a row was left without an answer");
  const { status, npi, confidence = 0, reason } = finding;
  if (status === "suppressed") return { kind: "withheld" };
  if (status !== "matched") return { kind: "rejected", reason };
  return { kind: "joined", npi: Number(npi), confidence: npi === given ? 1 : confidence };
}
