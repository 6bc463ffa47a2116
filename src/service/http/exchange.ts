import { type Dispatcher, request } from "undici";
import type { ZodType } from "zod";
import { problemSchema } from "../../model/wire.ts";
import { classifyError, classifyRefusal, tooLate } from "./classify.ts";
import type { Failure, Outcome } from "./failure.ts";
import { BodyError, readBody } from "./read-body.ts";
import { readRetryAfter } from "./retry-after.ts";

/** In bytes. */
const longestAnswer = 64 * 1024 * 1024;
const longestProblem = 64 * 1024;

export interface ExchangeDeps {
  dispatcher: Dispatcher;
  /** Sent with every call. */
  headers: Readonly<Record<string, string>>;
  /** The time of day. */
  date: () => Date;
}

export interface Question<T> {
  url: URL;
  headers?: Readonly<Record<string, string>>;
  /** JSON that is sent (POST); undefined for a GET. */
  body?: string | undefined;
  schema: ZodType<T>;
  /** Longest answer in bytes, packed or not, where it is known to be less than any. */
  longest?: number;
  /** In ms, real time, from the beginning to the last byte of the answer. */
  timeout: number;
  /** Ends it: the caller knows whether it fired. */
  signal: AbortSignal | undefined;
}

/**
 * One request and its answer, whatever comes: never a redirect followed, never a body held that is
 * longer than ours can be, and what went wrong as a value without anything that was sent.
 */
export async function exchange<T>(question: Question<T>, deps: ExchangeDeps): Promise<Outcome<T>> {
  const { signal, timeout } = question;
  const ending = new AbortController();
  const end = () => ending.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, timeout);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted) end();
  try {
    return await ask(question, deps, ending.signal);
  } catch (error) {
    return isLate ? tooLate : classifyError(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

async function ask<T>(
  { url, headers, body, schema, longest = longestAnswer, timeout }: Question<T>,
  deps: ExchangeDeps,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  const response = await request(url, {
    dispatcher: deps.dispatcher,
    method: body === undefined ? "GET" : "POST",
    headers: {
      accept: "application/json",
      "accept-encoding": "gzip, identity",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...deps.headers,
      ...headers,
    },
    body: body ?? null,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    signal,
  });
  // It fails once more when it is destroyed, and nobody has to hear that.
  response.body.on("error", () => undefined);
  try {
    if (response.statusCode === 200) return await readAnswer(response, schema, longest);
    return await readRefusal(response, deps.date);
  } finally {
    response.body.destroy();
  }
}

async function readAnswer<T>(
  { body, headers }: Dispatcher.ResponseData,
  schema: ZodType<T>,
  longest: number,
): Promise<Outcome<T>> {
  let text: string;
  try {
    text = await readBody(body, headers["content-encoding"], longest);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    return unusable(error.message);
  }
  const read = schema.safeParse(parse(text));
  return read.success ? { kind: "answered", value: read.data } : unusable("not of the contract");
}

export function unusable(why: string): Failure {
  return { kind: "unusable", cause: `unusable answer: ${why}` };
}

/** Its status says what is wrong; what its body says beyond that is welcome and may be missing. */
async function readRefusal(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  date: () => Date,
): Promise<Failure> {
  const text = await readBody(body, headers["content-encoding"], longestProblem).catch(() => "");
  const problem = problemSchema.safeParse(parse(text));
  return classifyRefusal({
    status: statusCode,
    code: problem.success ? problem.data.code : undefined,
    retryAfter: readRetryAfter(one(headers["retry-after"]), one(headers.date), date),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.[0];
}
