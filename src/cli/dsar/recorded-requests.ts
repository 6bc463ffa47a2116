import type { Config } from "../../config.ts";
import { findOthers, nobodyElse, type OthersOfPerson } from "../../dsar/others-of-person.ts";
import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { noLedger } from "../ledger/ledger-folder.ts";
import { nameContext } from "../suppress/suppression-columns.ts";

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

interface WithOthers {
  all: ReadonlyMap<string, readonly ChainEvent[]>;
  othersOf: (id: string) => OthersOfPerson;
}

/** The same, and which of them are one person's. */
export async function requestsWithOthers(
  config: Config,
  app: App,
  today: string,
): Promise<WithOthers> {
  const store = await app.existingRequests(config);
  if (store === undefined) return { all: new Map(), othersOf: () => nobodyElse };
  return closing(store, async () => {
    const all = await store.all();
    return { all, othersOf: await findOthers(store, all, { context: nameContext(config), today }) };
  });
}
