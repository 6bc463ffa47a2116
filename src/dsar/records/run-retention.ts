import type { RequestStore } from "../../ledger/request-store.ts";
import { type PastItsTime, pastItsTime } from "./past-its-time.ts";

/** A request with parts that have served. */
export interface Expired extends PastItsTime {
  request: string;
}

/** What is past its time on a day, request by request. */
export async function findExpired(
  store: Pick<RequestStore, "all">,
  today: string,
): Promise<Expired[]> {
  const all = await store.all();
  return [...all].flatMap(([request, events]) =>
    pastItsTime(events, today).map((found) => ({ ...found, request })),
  );
}

/** Shreds that; each is an event of its request, which stays with its chain. May be run again. */
export async function shredExpired(
  store: Pick<RequestStore, "shred">,
  expired: readonly Expired[],
  signal: AbortSignal,
): Promise<void> {
  for (const { request, class: sealedClass } of expired) {
    signal.throwIfAborted();
    await store.shred(request, sealedClass);
  }
  // Whoever was killed behind the last of them has left its bytes in the log: of no request, this
  // shreds nothing and empties that.
  if (expired.length === 0) await store.shred("", "record");
}
