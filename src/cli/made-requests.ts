import type { Config } from "../config.ts";
import type { RequestStore } from "../ledger/request-store.ts";
import type { App } from "./app.ts";
import { noLedger } from "./ledger-folder.ts";

/** The requests of a ledger that is there: a step of one that was entered makes none. */
export async function madeRequests(app: App, config: Config): Promise<RequestStore> {
  const store = await app.existingRequests(config);
  if (store === undefined) throw noLedger(config);
  return store;
}
