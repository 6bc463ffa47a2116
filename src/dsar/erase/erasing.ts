import type { RequestStore } from "../../ledger/request-store.ts";
import type { NewPart } from "../../ledger/sealed-store.ts";
import type { RequestPerson } from "../person.ts";
import { type ErasureWorld, npisOf } from "./look-around.ts";
import { findTraces, type Traces } from "./traces.ts";

/**
 * What has to be known of somebody until they are erased and nothing of them is found any more: sealed
 * as evidence, and shredded then.
 */
export interface Erasing {
  npis: string[];
  traces: Traces[];
}

const place = { class: "evidence", purpose: "erasing" } as const;

export async function beginErasing(
  { places, registry }: ErasureWorld,
  person: RequestPerson,
): Promise<Omit<NewPart, "request">> {
  const npis = await npisOf(person, registry);
  const traces: Traces[] = [];
  for (const { where, bytes } of places) {
    if (bytes !== undefined) traces.push({ where, bytes: await findTraces(bytes, npis) });
  }
  const erasing: Erasing = { npis, traces: traces.filter((one) => one.bytes.length > 0) };
  return { ...place, bytes: Buffer.from(JSON.stringify(erasing)) };
}

/** undefined once it is shredded. */
export async function erasingOf(
  store: Pick<RequestStore, "partsOf">,
  request: string,
): Promise<Erasing | undefined> {
  const last = (await store.partsOf({ ...place, request })).at(-1);
  return last === undefined ? undefined : (JSON.parse(Buffer.from(last).toString()) as Erasing);
}
