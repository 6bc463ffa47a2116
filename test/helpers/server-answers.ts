import type { IncomingHttpHeaders } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { SearchService, ServiceLimits } from "../../src/service/search-service.ts";
import { createServerApp } from "../../src/service/server/create-app.ts";
import { allEndpoints } from "../../src/service/server/endpoints/all.ts";
import { createIdempotencyKeys } from "../../src/service/server/idempotency-keys.ts";
import { createMetrics } from "../../src/service/server/metrics.ts";
import { limitsFor } from "../../src/service/server/server-deps.ts";
import { type Account, openKey } from "./server-account.ts";

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

/** What our own server answers over any service, charging one account. */
export function answersOf(
  service: SearchService,
  account: Account,
  { batch = Number.POSITIVE_INFINITY, ...others }: ServiceLimits,
): (question: Question, bindings: HttpBindings) => Promise<Answer> {
  const limited: SearchService = {
    ...service,
    info: async () => ({ ...(await service.info()), limits: others }),
  };
  const app = createServerApp(
    allEndpoints(
      createIdempotencyKeys((text) => text),
      "tests",
    ),
    {
      service: limited,
      keys: account,
      isExposed: false,
      disclosures: { record: () => {}, flush: async () => {} },
      limits: limitsFor(batch),
      metrics: createMetrics(),
      onCall: () => {},
      onFault: () => {},
      now: () => 0,
      isDraining: () => false,
      behindProxy: false,
    },
    () => "call",
  );
  return async ({ method, path, headers, text }, bindings) => {
    const request = new Request(`http://127.0.0.1${path}`, {
      method,
      headers: {
        ...(headers as Record<string, string>),
        // The answer may be spoilt before it is sent, and so is not packed.
        "accept-encoding": "identity",
        ...(account.isOpen ? { authorization: `Bearer ${openKey}` } : {}),
      },
      ...(method === "GET" || method === "HEAD" ? {} : { body: text }),
    });
    const response = await app.fetch(request, bindings);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.json(),
    };
  };
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
