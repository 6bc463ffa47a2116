import type { IncomingHttpHeaders } from "node:http";
import type { z } from "zod";
import type { MatchBatch } from "../../src/model/contract.ts";
import { HeartbeatError } from "../../src/model/errors.ts";
import {
  matchBodySchema,
  nameCountsBodySchema,
  profilesBodySchema,
  searchBodySchema,
  specialtiesBodySchema,
} from "../../src/model/wire.ts";
import type { SearchService, ServiceLimits } from "../../src/service/search-service.ts";
import type { Account } from "./server-account.ts";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export interface Question {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Endpoints {
  service: SearchService;
  account: Account;
  limits: ServiceLimits;
  apiKey: string | undefined;
}

/** What a sound server of the `/v1` contract answers. */
export async function answerOf(question: Question, at: Endpoints): Promise<Answer> {
  const { method, path, headers } = question;
  if (at.apiKey !== undefined && headers.authorization !== `Bearer ${at.apiKey}`) {
    const code = headers.authorization === undefined ? "key_missing" : "key_refused";
    return problem(401, code, "No API key that is known here.");
  }
  const npi = /^\/v1\/profiles\/(\d{10})$/.exec(path)?.[1];
  if (npi !== undefined) return method === "GET" ? oneProfile(npi, at) : wrongMethod("GET");
  if (path === "/v1/info") return method === "GET" ? infoOf(at) : wrongMethod("GET");
  const post = posts[path];
  if (post === undefined) return problem(404, "not_found", "There is nothing here.");
  if (method !== "POST") return wrongMethod("POST");
  if (!/^application\/json\b/.test(headers["content-type"] ?? ""))
    return problem(415, "not_json", "Bodies are JSON here.");
  const body = parsed(question.text);
  if (body === undefined) return problem(400, "invalid_json", "The body is not JSON.");
  return post(body, question, at);
}

type Post = (body: unknown, question: Question, at: Endpoints) => Promise<Answer>;

const posts: Readonly<Record<string, Post>> = {
  "/v1/match": match,
  "/v1/search": search,
  "/v1/profiles": checked(
    profilesBodySchema,
    ({ npis }) => npis,
    async ({ npis }, { service }) => {
      const profiles = await service.profiles(npis);
      return { profiles: profiles.map((profile) => profile ?? null) };
    },
  ),
  "/v1/name-counts": checked(
    nameCountsBodySchema,
    ({ names }) => names,
    async ({ names }, { service }) => ({ counts: await service.nameCounts(names) }),
  ),
  "/v1/specialties": checked(
    specialtiesBodySchema,
    ({ codes }) => codes,
    async ({ codes }, { service }) => ({ names: await service.specialtyNames(codes) }),
  ),
};

async function match(body: unknown, { headers }: Question, at: Endpoints): Promise<Answer> {
  const read = matchBodySchema.safeParse(body);
  if (!read.success) return invalid;
  const { run_key, release, requests } = read.data;
  if (requests.length > most(at)) return tooLarge(at);
  const ids = requests.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return invalid;
  const info = await at.service.info();
  if (release !== undefined && release !== info.release)
    return problem(409, "release_gone", "That release is no longer here.");
  const key = headers["idempotency-key"];
  if (typeof key === "string") {
    if (!/^[0-9a-f]{64}$/.test(key)) return problem(400, "invalid_key", "It is no HMAC in hex.");
    const operation = `match ${run_key} ${ids.join(" ")}`;
    if (!at.account.admits(key, operation))
      return problem(422, "idempotency_key_reused", "This key came with other requests before.");
  }
  if (!at.account.charge(run_key, requests))
    return problem(402, "quota_exhausted", "No leads are left on this account.");
  const { signal } = new AbortController();
  return ok(await at.service.match(read.data as MatchBatch, { signal }));
}

async function search(body: unknown, _question: Question, { service }: Endpoints): Promise<Answer> {
  const read = searchBodySchema.safeParse(body);
  if (!read.success) return invalid;
  const { signal } = new AbortController();
  try {
    return ok(await service.search?.(read.data, { signal }));
  } catch (error) {
    if (!(error instanceof HeartbeatError)) throw error;
    return problem(error.code === "release_gone" ? 409 : 422, error.code, error.message);
  }
}

async function infoOf({ service, limits, account }: Endpoints): Promise<Answer> {
  const info = await service.info();
  const remaining = account.remaining();
  const all = { ...limits, ...(remaining === undefined ? {} : { remaining }) };
  return ok({ ...info, limits: all });
}

async function oneProfile(npi: string, { service }: Endpoints): Promise<Answer> {
  const [profile] = await service.profiles([npi]);
  return profile === undefined ? problem(404, "npi_unknown", "Not known.") : ok(profile);
}

function checked<T>(
  schema: z.ZodType<T>,
  itemsOf: (body: T) => readonly string[],
  answer: (body: T, at: Endpoints) => Promise<unknown>,
): Post {
  return async (body, _question, at) => {
    const read = schema.safeParse(body);
    if (!read.success) return invalid;
    if (itemsOf(read.data).length > most(at)) return tooLarge(at);
    return ok(await answer(read.data, at));
  };
}

function most({ limits }: Endpoints): number {
  return limits.batch ?? Number.POSITIVE_INFINITY;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ok(body: unknown): Answer {
  return { status: 200, headers: { "content-type": "application/json" }, body };
}

/** RFC 9457. */
export function problem(
  status: number,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
    body: { type: "about:blank", title: code.replaceAll("_", " "), status, code, detail },
  };
}

const invalid = problem(422, "invalid_request", "The body does not keep to the contract.");

function tooLarge(at: Endpoints): Answer {
  return problem(413, "batch_too_large", `A body holds at most ${most(at)} items.`);
}

function wrongMethod(allow: string): Answer {
  return problem(405, "method_not_allowed", "Not this way.", { allow });
}
