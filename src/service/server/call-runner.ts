import type { Context } from "hono";
import type { ApiKey } from "../../model/api-key.ts";
import { type FieldSet, localRecipient } from "../../model/disclosures.ts";
import { isLoopback } from "../loopback.ts";
import { createAuthorize, requireScope } from "./authorize.ts";
import { checkBody } from "./check-body.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { Problem } from "./problem.ts";
import { readJson } from "./read-json.ts";
import type { ServerDeps } from "./server-deps.ts";
import type { ServerEnv } from "./server-env.ts";
import { createSpending, type Spending } from "./spending.ts";

/** A call from its headers to its answer: who asks, what, whether they may, and what is said. */
export function createCallRunner(deps: ServerDeps) {
  const { keys, limits } = deps;
  const authorize = createAuthorize(keys, limits.failedKeysPerMinute);
  const spending = createSpending(keys);

  async function bodyOf(endpoint: Endpoint, context: Context<ServerEnv>): Promise<unknown> {
    if (endpoint.body === undefined) return undefined;
    const { body, bytes } = await readJson(context.req.raw, limits.bodyBytes);
    context.var.entry.bytes_in = bytes;
    return checkBody(endpoint.body.schema, body);
  }

  return async (endpoint: Endpoint, context: Context<ServerEnv>): Promise<unknown> => {
    const key = await keyOf(endpoint, context);
    const body = await bodyOf(endpoint, context);
    const call = callOf(context, key, deps, spending);
    const items = endpoint.body?.itemsOf?.(body);
    if (items !== undefined) {
      if (items > limits.batch) {
        throw new Problem("batch_too_large", `A body holds at most ${limits.batch} items.`);
      }
      await call.take(items);
    }
    return endpoint.respond(body, call);
  };

  async function keyOf(
    { scope }: Endpoint,
    context: Context<ServerEnv>,
  ): Promise<ApiKey | undefined> {
    if (scope === undefined) return undefined;
    if (!deps.isExposed && !(await keys.isAsked())) {
      requireOwnName(context.req.header("host"));
      return undefined;
    }
    const given = context.req.header("authorization");
    const key = await authorize(given, addressOf(context, deps));
    context.var.entry.key = key.id;
    requireScope(key, scope);
    return key;
  }
}

/**
 * A page of somebody else's that a browser on this machine shows may reach the port, under a name
 * that leads here; it cannot call itself localhost.
 */
function requireOwnName(host = ""): void {
  const name = host.toLowerCase().replace(/:\d{1,5}$/, "");
  if (!isLoopback(name)) throw new Problem("host_refused");
}

function addressOf({ env, req }: Context<ServerEnv>, { behindProxy }: ServerDeps): string {
  const told = behindProxy ? req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return told ?? env.incoming.socket.remoteAddress ?? "";
}

function callOf(
  context: Context<ServerEnv>,
  key: ApiKey | undefined,
  deps: ServerDeps,
  spending: Spending,
): Call {
  const { disclosures, metrics } = deps;
  return {
    deps,
    key,
    signal: context.var.gone,
    param: (name) => context.req.param(name) ?? "",
    header: (name) => context.req.header(name),
    async take(items) {
      const { entry } = context.var;
      entry.items = items;
      if (key === undefined) return;
      const headers = await spending.take(key, items);
      for (const [name, value] of Object.entries(headers)) context.header(name, value);
    },
    async charge(charge) {
      if (key !== undefined) await spending.charge(key, charge);
    },
    async tell(told) {
      const parts = Object.entries(told) as [FieldSet, readonly string[]][];
      const some = parts.filter(([, npis]) => npis.length > 0);
      if (some.length === 0) return;
      for (const [fields, npis] of some) {
        disclosures.record(key?.id ?? localRecipient, fields, npis);
      }
      await disclosures.flush();
      for (const [fields, npis] of some) metrics.disclosed(fields, npis.length);
    },
  };
}
