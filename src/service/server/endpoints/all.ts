import { docsPage } from "../docs-page.ts";
import type { Endpoint } from "../endpoint.ts";
import type { IdempotencyKeys } from "../idempotency-keys.ts";
import { openApi } from "../open-api.ts";
import { metricsEndpoint } from "./figures.ts";
import { matchEndpoint } from "./match.ts";
import { profileEndpoint, profilesEndpoint } from "./profiles.ts";
import { searchEndpoint } from "./search.ts";
import { healthEndpoint, infoEndpoint, readyEndpoint } from "./state.ts";
import { nameCountsEndpoint, specialtiesEndpoint } from "./words.ts";

/** Everything that the server answers, in the order of its documentation. */
export function allEndpoints(idempotency: IdempotencyKeys, version: string): Endpoint[] {
  const contract = [
    matchEndpoint(idempotency),
    searchEndpoint,
    profileEndpoint,
    profilesEndpoint,
    nameCountsEndpoint,
    specialtiesEndpoint,
    infoEndpoint,
    healthEndpoint,
    readyEndpoint,
    metricsEndpoint,
  ];
  const document = openApi(contract, version);
  return [...contract, ...documentation(document)];
}

/** About the contract, not of it: open to everybody, and the same for all. */
function documentation(document: ReturnType<typeof openApi>): Endpoint[] {
  const page = docsPage(document);
  const about = { method: "GET", scope: undefined, problems: [] } as const;
  return [
    {
      ...about,
      path: "/openapi.json",
      summary: "This contract as OpenAPI 3.1",
      description: "For generators of clients.",
      answer: { contentType: "application/json" },
      respond: async () => JSON.stringify(document),
    },
    {
      ...about,
      path: "/docs",
      summary: "This contract for people",
      description: "One page that asks for nothing else.",
      answer: { contentType: "text/html; charset=utf-8" },
      respond: async () => page,
    },
  ];
}
