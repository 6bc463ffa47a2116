import { createHash, randomBytes } from "node:crypto";
import { createServerApp } from "./create-app.ts";
import { allEndpoints } from "./endpoints/all.ts";
import { createIdempotencyKeys } from "./idempotency-keys.ts";
import { type Listening, type ListenOptions, listen } from "./listen.ts";
import type { ServerDeps } from "./server-deps.ts";

/** The search service on a port: the `/v1` contract, its documentation, and figures about itself. */
export function startServer(
  deps: ServerDeps,
  version: string,
  options: ListenOptions,
): Promise<Listening> {
  const hash = (text: string) => createHash("sha256").update(text).digest("base64");
  const endpoints = allEndpoints(createIdempotencyKeys(hash), version);
  const app = createServerApp(endpoints, deps, () => randomBytes(8).toString("hex"));
  return listen(app, options);
}
