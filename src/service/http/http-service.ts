import { randomBytes } from "node:crypto";
import type { ZodType } from "zod";
import type { MatchBatch, MatchResponse, MatchResult } from "../../model/contract.ts";
import {
  infoSchema,
  matchAnswerSchema,
  nameCountsAnswerSchema,
  profilesAnswerSchema,
  specialtiesAnswerSchema,
} from "../../model/wire.ts";
import type { MatchOptions, SearchService, ServiceInfo } from "../search-service.ts";
import { askItems, type ItemQuestion } from "./ask-items.ts";
import { askLeads } from "./ask-leads.ts";
import { askOnce } from "./ask-once.ts";
import { askSearch } from "./ask-search.ts";
import { createBatchSize } from "./batch-size.ts";
import { createCaller } from "./caller.ts";
import { checkAnswer } from "./check-answer.ts";
import { createClient } from "./client.ts";
import { unusable } from "./exchange.ts";
import type { Outcome } from "./failure.ts";
import type { HttpServiceOptions } from "./http-options.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { releaseGone, toServiceError } from "./service-errors.ts";
import { createWaiting, type Waiting } from "./waiting.ts";

/** Items in one request where the service names no limit. */
const usualBatch = 1000;

/** The search service at an address: any server of the `/v1` contract (model/wire.ts). */
export function createHttpService(options: HttpServiceOptions): SearchService {
  const { now, random, sleep, onEvent } = options;
  const ownRunKey = options.runKey ?? randomBytes(16).toString("hex");
  const client = createClient(options);
  const { label } = client;
  let known: Promise<ServiceInfo> | undefined;
  let limits: ServiceInfo["limits"];
  const most = () => limits?.batch ?? usualBatch;
  const caller = createCaller({
    ...{ label, now, random, onEvent },
    concurrency: options.concurrency,
    perSecond: () => limits?.per_second,
  });
  const size = createBatchSize(most);

  async function waitingFor<T>(
    matchOptions: MatchOptions | undefined,
    work: (waiting: Waiting) => Promise<T>,
  ): Promise<T> {
    const waiting = createWaiting(matchOptions, { sleep, stopped: caller.stopped });
    try {
      return await work(waiting);
    } finally {
      waiting.done();
    }
  }

  async function askInfo(): Promise<ServiceInfo> {
    const send = () => client.send("v1/info", { schema: infoSchema as ZodType<ServiceInfo> });
    const outcome = await waitingFor(undefined, (waiting) => askOnce(send, waiting, random));
    if (outcome.kind !== "answered") throw toServiceError(outcome, label);
    return outcome.value;
  }

  /** Asked once; one that failed is asked again by the next who wants to know. */
  async function info(): Promise<ServiceInfo> {
    known ??= askInfo();
    try {
      const found = await known;
      limits = found.limits;
      return found;
    } catch (error) {
      known = undefined;
      throw error;
    }
  }

  async function sendLeads(
    batch: MatchBatch,
    signal: AbortSignal | undefined,
  ): Promise<Outcome<MatchResult[]>> {
    const runKey = batch.run_key ?? ownRunKey;
    const outcome = await client.send("v1/match", {
      schema: matchAnswerSchema as ZodType<MatchResponse>,
      body: { ...batch, run_key: runKey },
      headers: { "idempotency-key": idempotencyKey(runKey, batch) },
      items: batch.requests.length,
      signal,
    });
    if (outcome.kind !== "answered") return outcome;
    if (outcome.value.release !== batch.release)
      return { kind: "release_gone", cause: "another release" };
    const results = checkAnswer(outcome.value, batch);
    return typeof results === "string" ? unusable(results) : { kind: "answered", value: results };
  }

  async function ask<Answer, Item>(
    items: readonly string[],
    question: ItemQuestion<Answer, Item>,
  ): Promise<Item[]> {
    if (items.length === 0) return [];
    await info();
    return waitingFor(undefined, (waiting) =>
      askItems(items, question, { client, caller, waiting, most: most() }),
    );
  }

  return {
    label,
    traits: { local: false, counts: true },
    info,
    async match(batch, matchOptions) {
      const { release } = await info();
      const pinned = { ...batch, release: batch.release ?? release };
      if (batch.requests.length === 0) {
        if (pinned.release !== release) throw releaseGone();
        return { release, results: [] };
      }
      const results = await waitingFor(matchOptions, (waiting) =>
        askLeads(pinned, waiting, { caller, size, send: sendLeads }),
      );
      return { release: pinned.release, results };
    },
    async profiles(npis) {
      const found = await ask(npis, {
        path: "v1/profiles",
        schema: profilesAnswerSchema,
        bodyOf: (some) => ({ npis: some }),
        read: ({ profiles }) => profiles,
      });
      return found.map((profile) => profile ?? undefined);
    },
    nameCounts: (names) =>
      ask(names, {
        path: "v1/name-counts",
        schema: nameCountsAnswerSchema,
        bodyOf: (some) => ({ names: some }),
        read: ({ counts }) => counts,
      }),
    specialtyNames: (codes) =>
      ask(codes, {
        path: "v1/specialties",
        schema: specialtiesAnswerSchema,
        bodyOf: (some) => ({ codes: some }),
        read: ({ names }) => names,
      }),
    search: (query, matchOptions) =>
      waitingFor(matchOptions, (waiting) => askSearch(query, { client, caller, waiting })),
    async probe() {
      await askInfo();
    },
    async close() {
      caller.close();
      await client.close();
    },
  };
}
