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
import type { SearchService, ServiceInfo } from "../search-service.ts";
import { askLeads } from "./ask-leads.ts";
import { askOnce } from "./ask-once.ts";
import { createBatchSize } from "./batch-size.ts";
import { createCaller } from "./caller.ts";
import { checkAnswer } from "./check-answer.ts";
import { createDispatcher } from "./dispatcher.ts";
import { exchange, unusable } from "./exchange.ts";
import type { Outcome } from "./failure.ts";
import { defaultTimeouts, type HttpServiceOptions } from "./http-options.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { releaseGone, toServiceError } from "./service-errors.ts";
import { createWaiting } from "./waiting.ts";

/** Items in one request where the service names no limit. */
const usualBatch = 1000;

/** The search service at an address: any server of the `/v1` contract (model/wire.ts). */
export function createHttpService(options: HttpServiceOptions): SearchService {
  const { now, random, sleep, onEvent } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const base = withSlash(options.url);
  const label = `search service ${base.origin}${options.url.pathname.replace(/\/$/, "")}`;
  const ownRunKey = options.runKey ?? randomBytes(16).toString("hex");
  const dispatcher = createDispatcher(base, options.env, timeouts.connect);
  const deps = {
    dispatcher,
    date: options.date,
    headers: {
      "user-agent": options.userAgent,
      ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
    },
  };
  let known: Promise<ServiceInfo> | undefined;
  let limits: ServiceInfo["limits"];
  const caller = createCaller({
    ...{ label, now, random, onEvent },
    concurrency: options.concurrency,
    perSecond: () => limits?.per_second,
  });
  const size = createBatchSize(() => limits?.batch ?? usualBatch);

  interface Call<T> {
    schema: ZodType<T>;
    body?: unknown;
    items?: number;
    headers?: Record<string, string>;
    signal?: AbortSignal | undefined;
  }

  function send<T>(path: string, { body, items = 0, signal, ...rest }: Call<T>) {
    const timeout = timeouts.whole + timeouts.perItem * items;
    const text = body === undefined ? undefined : JSON.stringify(body);
    return exchange<T>({ url: new URL(path, base), body: text, timeout, signal, ...rest }, deps);
  }

  async function askInfo(): Promise<ServiceInfo> {
    const outcome = await askOnce(() => send("v1/info", { schema: infoSchema }), { sleep, random });
    if (outcome.kind !== "answered") throw toServiceError(outcome, label);
    limits = outcome.value.limits;
    return outcome.value as ServiceInfo;
  }

  async function info(): Promise<ServiceInfo> {
    known ??= askInfo();
    return known.catch((error: unknown) => {
      known = undefined;
      throw error;
    });
  }

  async function sendLeads(
    batch: MatchBatch,
    signal: AbortSignal | undefined,
  ): Promise<Outcome<MatchResult[]>> {
    const runKey = batch.run_key ?? ownRunKey;
    const outcome = await send("v1/match", {
      schema: matchAnswerSchema as ZodType<MatchResponse>,
      body: { ...batch, run_key: runKey },
      headers: { "idempotency-key": idempotencyKey(runKey, batch) },
      items: batch.requests.length,
      signal,
    });
    if (outcome.kind !== "answered") return outcome;
    if (batch.release !== undefined && outcome.value.release !== batch.release)
      return { kind: "release_gone", cause: "another release" };
    const results = checkAnswer(outcome.value, batch);
    return typeof results === "string" ? unusable(results) : { kind: "answered", value: results };
  }

  /** Asks about items in as many requests as it takes; one answer for each, in their order. */
  async function askAll<Answer, Item>(
    path: string,
    items: readonly string[],
    { schema, bodyOf, read }: List<Answer, Item>,
  ): Promise<Item[]> {
    if (items.length === 0) return [];
    await info();
    const found: Item[] = [];
    const waiting = createWaiting(undefined, sleep);
    for (let at = 0; at < items.length; at += size.most()) {
      const some = items.slice(at, at + size.most());
      const outcome = await caller.call<Item[]>(
        async () => {
          const answer = await send(path, { schema, body: bodyOf(some), items: some.length });
          if (answer.kind !== "answered") return answer;
          const list = read(answer.value);
          const isWhole = list.length === some.length;
          return isWhole ? { kind: "answered", value: list } : unusable("not one answer per item");
        },
        { waiting },
      );
      if (outcome.kind !== "answered") throw toServiceError(outcome, label);
      found.push(...outcome.value);
    }
    return found;
  }

  return {
    label,
    traits: { local: false, counts: true },
    info,
    async match(batch, matchOptions) {
      const { release } = await info();
      if (batch.requests.length === 0) {
        if ((batch.release ?? release) !== release) throw releaseGone();
        return { release, results: [] };
      }
      const waiting = createWaiting(matchOptions, sleep);
      try {
        const results = await askLeads(batch, waiting, {
          ...{ caller, size, onEvent },
          send: sendLeads,
        });
        return { release: batch.release ?? release, results };
      } finally {
        waiting.done();
      }
    },
    profiles: async (npis) => {
      const found = await askAll("v1/profiles", npis, {
        schema: profilesAnswerSchema,
        bodyOf: (some) => ({ npis: some }),
        read: ({ profiles }) => profiles,
      });
      return found.map((profile) => profile ?? undefined);
    },
    nameCounts: (names) =>
      askAll("v1/name-counts", names, {
        schema: nameCountsAnswerSchema,
        bodyOf: (some) => ({ names: some }),
        read: ({ counts }) => counts,
      }),
    specialtyNames: (codes) =>
      askAll("v1/specialties", codes, {
        schema: specialtiesAnswerSchema,
        bodyOf: (some) => ({ codes: some }),
        read: ({ names }) => names,
      }),
    close: () => dispatcher.destroy(),
  };
}

interface List<Answer, Item> {
  schema: ZodType<Answer>;
  bodyOf: (items: readonly string[]) => unknown;
  read: (answer: Answer) => Item[];
}

/** A path that `v1/…` can be put behind. */
function withSlash(url: URL): URL {
  const base = new URL(url.origin);
  base.pathname = url.pathname.replace(/\/?$/, "/");
  return base;
}
