import type { MatchBatch, MatchRequest, MatchResult } from "../../model/contract.ts";
import { ServiceError, StopError } from "../../model/errors.ts";
import type { Profile } from "../../model/profile.ts";
import { taxonomyWords } from "../../normalize/specialties/specialty.ts";
import { createZipGeography } from "../embedded/zip-geography.ts";
import { askOnce } from "../http/ask-once.ts";
import type { Failure } from "../http/failure.ts";
import type { HttpServiceOptions } from "../http/http-options.ts";
import { releaseGone, toServiceError } from "../http/service-errors.ts";
import { failedResult, withAnswered } from "../http/stop.ts";
import { createWaiting, type Waiting } from "../http/waiting.ts";
import type { MatchOptions, SearchService, ServiceInfo } from "../search-service.ts";
import { answerLead } from "./answer-lead.ts";
import { createApiClient, nppesAddress, PER_SECOND } from "./api-client.ts";
import { type AskPage, MOST_CALLS } from "./gather.ts";
import { apiRelease } from "./release.ts";

export type NppesServiceOptions = Omit<HttpServiceOptions, "url" | "apiKey" | "runKey"> & {
  /** Another address than that of CMS. */
  url: URL | undefined;
};

/** Share of a list's leads that have an NPI; there is nothing to estimate it from. */
const DEFAULT_PRIOR = 0.8;

/**
 * The public NPPES API v2.1 as source of candidates, which are matched with our own core. It needs
 * no key and no set-up, and is slow: a lead takes one to MOST_CALLS calls, PER_SECOND of which are
 * made in a second.
 */
export function createNppesService(options: NppesServiceOptions): SearchService {
  const { sleep, random } = options;
  const address = options.url ?? new URL(nppesAddress);
  const label = `public NPPES API at ${address.host}`;
  const client = createApiClient({ ...options, label });
  const geography = createZipGeography();
  let known: Promise<ServiceInfo> | undefined;

  async function waitingFor<T>(
    matchOptions: MatchOptions | undefined,
    work: (waiting: Waiting) => Promise<T>,
  ): Promise<T> {
    const waiting = createWaiting(matchOptions, { sleep, stopped: client.stopped });
    try {
      return await work(waiting);
    } finally {
      waiting.done();
    }
  }

  async function greet(): Promise<ServiceInfo> {
    const outcome = await waitingFor(undefined, (waiting) =>
      askOnce(client.hello, waiting, random),
    );
    if (outcome.kind !== "answered") throw toServiceError(outcome, label);
    const { value } = outcome;
    if (value.kind === "errors" && value.numbers.includes("17")) throw versionGone(label);
    return {
      release: apiRelease.id,
      registry: apiRelease,
      // One by one: no answer is lost with the rest of its batch when a run is interrupted.
      limits: { batch: 1, per_second: PER_SECOND, per_lead: MOST_CALLS },
      default_prior: DEFAULT_PRIOR,
    };
  }

  async function info(): Promise<ServiceInfo> {
    known ??= greet();
    return known.catch((error: unknown) => {
      known = undefined;
      throw error;
    });
  }

  function pagesFor(waiting: Waiting): AskPage {
    return async (query, skip) => {
      waiting.check();
      const outcome = await client.find(query, skip, waiting);
      if (outcome.kind === "answered") return outcome.value;
      throw new Unanswered(outcome);
    };
  }

  async function answer(request: MatchRequest, batch: MatchBatch, ask: AskPage) {
    try {
      return await answerLead(request, batch, ask, geography);
    } catch (error) {
      if (error instanceof Unanswered) return failedResult(request.id, error.code);
      throw error;
    }
  }

  async function answerAll(batch: MatchBatch, waiting: Waiting): Promise<MatchResult[]> {
    const ask = pagesFor(waiting);
    const results: MatchResult[] = [];
    try {
      for (const request of batch.requests) {
        const result = await answer(request, batch, ask);
        const { profile: _, ...rest } = result;
        results.push(batch.with_profile ? result : rest);
      }
    } catch (error) {
      throw error instanceof StopError ? withAnswered(error, results) : error;
    }
    return results;
  }

  async function profileOf(npi: string, waiting: Waiting): Promise<Profile | undefined> {
    const outcome = await client.find({ number: npi }, 0, waiting);
    if (outcome.kind !== "answered") throw toServiceError(outcome, label);
    return outcome.value.profiles.find((profile) => profile.npi === npi);
  }

  return {
    label,
    traits: { local: false, counts: false },
    info,
    async match(batch, matchOptions) {
      const { release } = await info();
      if ((batch.release ?? release) !== release) throw releaseGone();
      const results = await waitingFor(matchOptions, (waiting) => answerAll(batch, waiting));
      return { release, results };
    },
    profiles: (npis) =>
      waitingFor(undefined, (waiting) => Promise.all(npis.map((npi) => profileOf(npi, waiting)))),
    nameCounts: async (names) => names.map(() => ({ first: 0, last: 0 })),
    specialtyNames: async (codes) => codes.map((code) => taxonomyWords(code) ?? code),
    async probe() {
      await greet();
    },
    close: () => client.close(),
  };
}

/** One of a lead's calls has no usable answer, so that nothing can be said about the lead. */
class Unanswered extends Error {
  readonly code: "no_answer" | "service_failed" | "service_refused";

  constructor({ kind }: Failure) {
    super("a call has no usable answer");
    this.code =
      kind === "refused" || kind === "too_large" || kind === "unfit"
        ? "service_refused"
        : kind === "failed" || kind === "unusable"
          ? "service_failed"
          : "no_answer";
  }
}

function versionGone(label: string): ServiceError {
  return new ServiceError(
    "service_schema",
    `${label} no longer answers version 2.1, which this version of heartbeat speaks.`,
    "Look for a newer version of heartbeat, or import the NPPES file: heartbeat registry import.",
  );
}
