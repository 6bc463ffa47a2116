import type { ChannelRules } from "../model/channel-rules.ts";
import type { MatchBatch, MatchRequest, MatchResult } from "../model/contract.ts";
import { ServiceError, StopError } from "../model/errors.ts";
import type { Profile } from "../model/profile.ts";
import type { Suppressions } from "../model/suppressions.ts";
import { respectChannels } from "../normalize/contacts/respect-channels.ts";
import type { SearchService } from "../service/search-service.ts";
import type { ProfileCells } from "./cells/profile-cells.ts";
import { type Finding, toFinding, unanswered, withheld } from "./finding.ts";
import type { Entry } from "./plan-batches.ts";
import type { Survey } from "./receipt/receipt.ts";
import { settleRefreshed } from "./refresh/settle-refreshed.ts";
import { faultOf } from "./usable-result.ts";
import { askSuppressions, withhold } from "./withhold.ts";

export interface AskOptions {
  survey: Pick<Survey, "context" | "release">;
  minConfidence: number;
  signal: AbortSignal;
  drain?: AbortSignal | undefined;
}

export interface AskDeps {
  service: SearchService;
  suppressions: Suppressions;
  channels: ChannelRules;
  profileCells: ProfileCells;
  /**
   * Whether a refresh would find these cells confirmed by the profile (refresh/confirm-by-profile.ts);
   * absent where nobody wants to know.
   */
  isConfirmed?: (cells: readonly string[], profile: Profile) => boolean;
  /** Whether somebody wants to know where each cell is from. */
  withOrigins: boolean;
}

export interface BatchOutcome {
  /** Leads that the service answered. */
  answered: number;
  /** Why it did not answer the others, whose findings stay open. */
  stopped?: StopError;
}

/**
 * Asks about a batch of leads and settles their findings. Suppression is asked here twice: before
 * anything leaves, and about the people the answers name; then which of their channels are closed.
 */
export async function askBatch(
  asked: readonly Entry[],
  options: AskOptions,
  deps: AskDeps,
): Promise<BatchOutcome> {
  const under = await deps.suppressions.number();
  const unsuppressed = await withoutSuppressed(asked, deps.suppressions);
  if (unsuppressed.length === 0) return { answered: 0 };
  const { results, stopped: ended } = await requestAnswers(unsuppressed, options, deps.service);
  const open = ended === undefined ? unsuppressed : entriesOf(results, unsuppressed);
  const ghosts = open.map((entry) => ({ ghosts: entry.ghosts }));
  const found = await settleRefreshed(open, results.map(toFinding), deps.service);
  const findings = await withhold(found, ghosts, deps.suppressions);
  const profiles = await respectChannels(
    results.map(({ profile }, i) => (findings[i]?.status === "matched" ? profile : undefined)),
    deps.channels,
  );
  const unprepared = await deps.profileCells.prepare(profiles);
  const stopped = ended ?? unprepared;
  for (let i = 0; i < open.length; i++) {
    const entry = open[i] as Entry;
    entry.finding = withCells(findings[i] as Finding, profiles[i], deps);
    entry.askedUnder = under;
  }
  return { answered: open.length, ...(stopped === undefined ? {} : { stopped }) };
}

type Filling = Pick<AskDeps, "profileCells" | "isConfirmed" | "withOrigins">;

/** A match whose cells cannot be filled is no answer yet: half of one would look like a whole. */
function withCells(
  finding: Finding,
  profile: Profile | undefined,
  { profileCells, isConfirmed, withOrigins }: Filling,
): Finding {
  if (profile === undefined) return finding;
  const cells = profileCells.of(profile, finding.confidence ?? 0);
  if (cells === undefined) return unanswered("no_answer");
  const reached = reachedValues(profile);
  return {
    ...finding,
    cells,
    ...(reached.length === 0 ? {} : { reached }),
    ...(profile.active ? {} : { inactive: true }),
    ...(isConfirmed?.(cells, profile) ? { confirmable: true } : {}),
    ...(withOrigins ? { origins: profileCells.origins(profile) } : {}),
  };
}

function reachedValues({ contacts = [] }: Profile): string[] {
  return contacts.flatMap(({ value, outcome }) => (outcome?.outcome === "reached" ? [value] : []));
}

/** Whose the results are, in the order of the results. */
function entriesOf(results: readonly MatchResult[], entries: readonly Entry[]): Entry[] {
  const byRow = new Map(entries.map((entry) => [entry.row.number, entry]));
  return results.map(({ id }) => byRow.get(id) as Entry);
}

/** Settles the leads whose own identifiers are suppressed; the others are to be sent. */
async function withoutSuppressed(
  asked: readonly Entry[],
  suppressions: Suppressions,
): Promise<readonly Entry[]> {
  const hits = await askSuppressions(
    asked.map(({ own }) => own ?? {}),
    suppressions,
  );
  if (!hits.includes(true)) return asked;
  return asked.filter((entry, i) => {
    if (hits[i]) entry.finding = withheld;
    return !hits[i];
  });
}

interface Answers {
  results: readonly MatchResult[];
  stopped?: StopError;
}

/**
 * The answers, in the order of the requests; ServiceError when they cannot be used. Of a service
 * that stopped those that came before.
 */
async function requestAnswers(
  asked: readonly Entry[],
  { survey, minConfidence, signal, drain }: AskOptions,
  service: SearchService,
): Promise<Answers> {
  const requests = asked.map((entry) => entry.request as MatchRequest);
  const batch: MatchBatch = {
    context: survey.context,
    release: survey.release,
    min_confidence: minConfidence,
    // Also when no field is wanted: a person may be suppressed by telephone or licence alone.
    with_profile: true,
    requests,
  };
  try {
    const response = await service.match(
      batch,
      drain === undefined ? { signal } : { signal, drain },
    );
    if (response.release !== survey.release) throw releaseGone(service);
    return { results: inOrder(requests, response.results, service) };
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    const ids = new Set(error.answered.map(({ id }) => id));
    const answered = requests.filter(({ id }) => ids.has(id));
    return { results: inOrder(answered, error.answered, service), stopped: error };
  }
}

function releaseGone(service: SearchService): ServiceError {
  return new ServiceError(
    "release_gone",
    `${service.label} answered from another release than this run began with.`,
    "Run the same command again: it starts on the new release.",
  );
}

function inOrder(
  requests: readonly MatchRequest[],
  results: readonly MatchResult[],
  service: SearchService,
): readonly MatchResult[] {
  if (results.length !== requests.length) throw unusable(service, "not one answer per request");
  for (const result of results) requireUsable(result, service);
  if (requests.every((request, i) => results[i]?.id === request.id)) return results;
  const byId = new Map(results.map((result) => [result.id, result]));
  return requests.map(({ id }) => {
    const result = byId.get(id);
    if (result === undefined) throw unusable(service, "a request without an answer");
    return result;
  });
}

function requireUsable(result: MatchResult, service: SearchService): void {
  const what = faultOf(result);
  if (what !== undefined) throw unusable(service, what);
}

function unusable(service: SearchService, what: string): ServiceError {
  return new ServiceError(
    "service_schema",
    `${service.label} does not keep to the contract: ${what}.`,
    "Update heartbeat and the service to versions that go together.",
  );
}
