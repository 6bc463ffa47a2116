import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Context } from "hono";
import type { Endpoint } from "./endpoint.ts";
import type { ServerEnv } from "./server-env.ts";

/** JSON, or a text of the endpoint's own type. */
export type Answerable = object | string;

export function answerText(
  context: Context<ServerEnv>,
  { answer }: Endpoint,
  value: Answerable,
): Promise<Response> {
  if (typeof value !== "string" || !("contentType" in answer)) return jsonText(context, value);
  return send(context, value, 200, { "content-type": answer.contentType });
}

export function jsonText(
  context: Context<ServerEnv>,
  value: unknown,
  status = 200,
  headers: Record<string, string> = { "content-type": "application/json" },
): Promise<Response> {
  return send(context, JSON.stringify(value), status, headers);
}

/** Nothing of an answer is to be kept by anybody on its way, or shown as something else. */
const always = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const pack = promisify(gzip);
/** Below, packing saves no packet. */
const worthPacking = 1400;

async function send(
  context: Context<ServerEnv>,
  text: string,
  status: number,
  headers: Record<string, string>,
): Promise<Response> {
  const plain = Buffer.from(text);
  const isPacked = plain.length > worthPacking && takesGzip(context.req.header("accept-encoding"));
  const bytes = isPacked ? await pack(plain, { level: constants.Z_BEST_SPEED }) : plain;
  return context.body(bytes, status as 200, {
    ...always,
    ...headers,
    ...(isPacked ? { "content-encoding": "gzip" } : {}),
    vary: "accept-encoding",
    "content-length": `${bytes.length}`,
  });
}

function takesGzip(accepted = ""): boolean {
  return /(^|,)\s*gzip\s*(;\s*q=(1|0\.\d*[1-9]\d*)[^,]*)?(,|$)/i.test(accepted);
}
