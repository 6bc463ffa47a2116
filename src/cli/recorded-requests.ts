import type { Config } from "../config.ts";
import type { ChainEvent } from "../ledger/chain-event.ts";
import type { RequestStore } from "../ledger/request-store.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { noLedger } from "./ledger-folder.ts";

/** Work with the requests of a ledger that has to be there. */
export async function withRequests<T>(
  config: Config,
  app: App,
  work: (store: RequestStore) => Promise<T>,
): Promise<T> {
  const store = await app.existingRequests(config);
  if (store === undefined) throw noLedger(config);
  return closing(store, work);
}

/** The events of all requests; none where there is no ledger yet. */
export async function recordedRequests(
  config: Config,
  app: App,
): Promise<ReadonlyMap<string, readonly ChainEvent[]>> {
  const store = await app.existingRequests(config);
  return store === undefined ? new Map() : closing(store, () => store.all());
}
