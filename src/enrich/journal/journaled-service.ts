import type { MatchBatch, MatchResponse, MatchResult } from "../../model/contract.ts";
import { StopError } from "../../model/errors.ts";
import type { Status } from "../../model/status.ts";
import type { Suppressions } from "../../model/suppressions.ts";
import type { MatchOptions, SearchService } from "../../service/search-service.ts";
import { faultOf } from "../usable-result.ts";
import type { Journal } from "./journal.ts";

/**
 * A missing answer is none: such a row is asked again. So is one about somebody suppressed, who may
 * not be any more when the run is taken up again.
 */
const noAnswer: ReadonlySet<Status> = new Set(["error", "not_attempted", "suppressed"]);

/**
 * The service, with a memory: what the journal has is given without asking, and what is answered
 * goes into it before it is given. All batches must be of the journal's run. Of a service in this
 * process only decisions are kept; profiles are read again, so that nothing is told that the
 * registry no longer holds, and a list of candidates is made again once suppressions have changed:
 * somebody may be missing there who is not suppressed any more.
 */
export function journaled(
  service: SearchService,
  journal: Journal,
  { number }: Pick<Suppressions, "number">,
): SearchService {
  const { local } = service.traits;

  /** Of what the service said, the answers to what it was asked. */
  async function keep(
    { requests }: MatchBatch,
    results: readonly MatchResult[],
    under: number,
  ): Promise<void> {
    const open = new Set(requests.map(({ id }) => id));
    const answers = results.filter(
      (result) =>
        faultOf(result) === undefined && !noAnswer.has(result.status) && open.delete(result.id),
    );
    await journal.append(local ? answers.map((answer) => decisionOf(answer, under)) : answers);
  }

  async function askMissing(
    batch: MatchBatch,
    options: MatchOptions,
    under: number,
  ): Promise<MatchResponse> {
    const response = await service.match({ ...batch, run_key: journal.header.run_key }, options);
    // Another release ends the run (release_gone): its answers belong to no journal.
    if (response.release === journal.header.release) await keep(batch, response.results, under);
    return response;
  }

  return {
    label: service.label,
    traits: service.traits,
    info: () => service.info(),
    profiles: (npis) => service.profiles(npis),
    nameCounts: (names) => service.nameCounts(names),
    specialtyNames: (codes) => service.specialtyNames(codes),
    close: () => service.close(),
    async match(batch, options) {
      const under = await number();
      const kept = await journal.read(batch.requests.map(({ id }) => id));
      if (local) forgetLists(kept, under);
      if (local && batch.with_profile) await addProfiles(kept, service);
      const missing = batch.requests.filter(({ id }) => !kept.has(id));
      if (missing.length === 0) {
        return { release: journal.header.release, results: inOrder(batch, kept, []) };
      }
      const open = { ...batch, requests: missing };
      try {
        const { release, results } = await askMissing(open, options, under);
        return { release, results: inOrder(batch, kept, results) };
      } catch (error) {
        if (!(error instanceof StopError)) throw error;
        await keep(open, error.answered, under);
        throw withAnswered(error, inOrder(batch, kept, error.answered));
      }
    },
  };
}

/** An answer as the journal has it of a service in this process. */
type Decision = MatchResult & { suppressions?: number };

/** @param under the suppression number that it was decided under */
function decisionOf({ profile: _, ...decision }: MatchResult, under: number): Decision {
  return decision.candidates === undefined ? decision : { ...decision, suppressions: under };
}

function forgetLists(kept: Map<number, MatchResult>, under: number): void {
  for (const [row, { suppressions = under, ...result }] of kept as Map<number, Decision>) {
    if (suppressions === under) kept.set(row, result);
    else kept.delete(row);
  }
}

/** Leaves out whoever's profile cannot be read any more: the row is to be decided anew. */
async function addProfiles(
  kept: Map<number, MatchResult>,
  service: Pick<SearchService, "profiles">,
): Promise<void> {
  const naming = [...kept.values()].flatMap((result) =>
    result.npi === undefined ? [] : [{ ...result, npi: result.npi }],
  );
  if (naming.length === 0) return;
  const profiles = await service.profiles(naming.map(({ npi }) => npi));
  naming.forEach((result, i) => {
    const profile = profiles[i];
    if (profile === undefined) kept.delete(result.id);
    else kept.set(result.id, { ...result, profile });
  });
}

/** Kept and new answers in the order of the requests. What the service says twice stays twice. */
function inOrder(
  { requests }: MatchBatch,
  kept: ReadonlyMap<number, MatchResult>,
  results: readonly MatchResult[],
): MatchResult[] {
  if (kept.size === 0) return [...results];
  const place = new Map(requests.map(({ id }, i) => [id, i]));
  const at = ({ id }: MatchResult) => place.get(id) ?? requests.length;
  return [...kept.values(), ...results].sort((a, b) => at(a) - at(b));
}

function withAnswered(error: StopError, answered: readonly MatchResult[]): StopError {
  const { exitCode, reason, message, hint = "" } = error;
  return new StopError(exitCode, reason, message, hint, answered);
}
