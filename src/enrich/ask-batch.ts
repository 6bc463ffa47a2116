import type { MatchBatch, MatchRequest, MatchResult } from "../model/contract.ts";
import { ServiceError } from "../model/errors.ts";
import { type Status, statuses } from "../model/status.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { SearchService } from "../service/search-service.ts";
import { type Finding, toFinding, withheld } from "./finding.ts";
import type { Entry } from "./plan-batches.ts";
import type { ProfileCells } from "./profile-cells.ts";
import type { Survey } from "./receipt.ts";
import { askSuppressions, withhold } from "./withhold.ts";

export interface AskOptions {
  survey: Survey;
  minConfidence: number;
  signal: AbortSignal;
}

export interface AskDeps {
  service: SearchService;
  suppressions: Suppressions;
  profileCells: ProfileCells;
}

/**
 * Asks about a batch of leads and settles their findings. Suppression is asked here twice: before
 * anything leaves, and about the people the answers name.
 *
 * @returns how many leads were asked about
 */
export async function askBatch(
  asked: readonly Entry[],
  options: AskOptions,
  deps: AskDeps,
): Promise<number> {
  const open = await withoutSuppressed(asked, deps.suppressions);
  if (open.length === 0) return 0;
  const requests = open.map((entry) => entry.request as MatchRequest);
  const results = await requestAnswers(requests, options, deps.service);
  const findings = await withhold(results.map(toFinding), undefined, deps.suppressions);
  const profiles = results.map(({ profile }, i) =>
    findings[i]?.status === "matched" ? profile : undefined,
  );
  await deps.profileCells.prepare(profiles);
  for (let i = 0; i < open.length; i++) {
    const profile = profiles[i];
    const finding = findings[i] as Finding;
    (open[i] as Entry).finding =
      profile === undefined ? finding : { ...finding, cells: deps.profileCells.of(profile) };
  }
  return open.length;
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

/** The answers, in the order of the requests; ServiceError when they cannot be used. */
async function requestAnswers(
  requests: readonly MatchRequest[],
  { survey, minConfidence, signal }: AskOptions,
  service: SearchService,
): Promise<readonly MatchResult[]> {
  const batch: MatchBatch = {
    context: survey.context,
    release: survey.release,
    min_confidence: minConfidence,
    // Also when no field is wanted: a person may be suppressed by telephone or licence alone.
    with_profile: true,
    requests,
  };
  const response = await service.match(batch, { signal });
  if (response.release !== survey.release) {
    throw new ServiceError(
      "release_gone",
      `${service.label} answered from another release than this run began with.`,
      "Run the same command again: it starts on the new release.",
    );
  }
  return inOrder(requests, response.results, service);
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

const knownStatuses: ReadonlySet<Status> = new Set(statuses);

/** What the cells are made of; the rest of the contract is the service's own business. */
function requireUsable(result: MatchResult, service: SearchService): void {
  const sound =
    knownStatuses.has(result.status) &&
    typeof result.reason === "string" &&
    Number.isFinite(result.confidence);
  if (!sound) throw unusable(service, "an answer without status, confidence or reason");
  if (result.status === "matched" && result.npi === undefined)
    throw unusable(service, "a match without an NPI");
}

function unusable(service: SearchService, what: string): ServiceError {
  return new ServiceError(
    "service_schema",
    `${service.label} does not keep to the contract: ${what}.`,
    "Update heartbeat and the service to versions that go together.",
  );
}
