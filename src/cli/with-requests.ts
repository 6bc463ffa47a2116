import type { Config } from "../config.ts";
import type { RequestStore } from "../ledger/request-store.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { noLedger } from "./ledger-folder.ts";

/** Work with the requests of the ledger, which is not made for it: a request was entered before. */
export async function withRequests<T>(
  app: App,
  config: Config,
  work: (store: RequestStore) => Promise<T>,
): Promise<T> {
  const store = await app.existingRequests(config);
  if (store === undefined) throw noLedger(config);
  return closing(store, work);
}
