import type { Context } from "hono";
import type { Endpoint } from "./endpoint.ts";
import type { ServerEnv } from "./server-env.ts";

/** JSON, or a text of the endpoint's own type. */
export type Answerable = object | string;

export function answerText(
  context: Context<ServerEnv>,
  { answer }: Endpoint,
  value: Answerable,
): Response {
  if (typeof value !== "string" || !("contentType" in answer)) return jsonText(context, value);
  return send(context, value, 200, { "content-type": answer.contentType });
}

export function jsonText(
  context: Context<ServerEnv>,
  value: unknown,
  status = 200,
  headers: Record<string, string> = { "content-type": "application/json" },
): Response {
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

function send(
  context: Context<ServerEnv>,
  text: string,
  status: number,
  headers: Record<string, string>,
): Response {
  const bytes = Buffer.from(text);
  const all = { ...always, ...headers, "content-length": `${bytes.length}` };
  return context.body(bytes, status as 200, all);
}
