import { docsPage } from "../docs-page.ts";
import type { Endpoint } from "../endpoint.ts";
import type { IdempotencyKeys } from "../idempotency-keys.ts";
import { type OpenApi, openApi } from "../open-api.ts";
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
  return [...contract, ...documentation(() => openApi(contract, version))];
}

/** About the contract, not of it: open to everybody, the same for all, and made for the first who asks. */
function documentation(makeDocument: () => OpenApi): Endpoint[] {
  const document = lazily(makeDocument);
  const text = lazily(() => JSON.stringify(document()));
  const page = lazily(() => docsPage(document()));
  const about = { method: "GET", scope: undefined, problems: [] } as const;
  return [
    {
      ...about,
      path: "/openapi.json",
      summary: "This contract as OpenAPI 3.1",
      description: "For generators of clients.",
      answer: { contentType: "application/json" },
      respond: async () => text(),
    },
    {
      ...about,
      path: "/docs",
      summary: "This contract for people",
      description: "One page that asks for nothing else.",
      answer: { contentType: "text/html; charset=utf-8" },
      respond: async () => page(),
    },
  ];
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
