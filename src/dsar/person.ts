import type { RequestStore } from "../ledger/request-store.ts";
import type { ToldPerson } from "../suppress/person-keys.ts";

/** Whom a request is about: sealed with it, and nowhere else. */
export interface RequestPerson {
  /** As it was said when the request came. */
  told: ToldPerson;
  /** Whom the registry has for it; one where it is clear who is meant. */
  npis: readonly string[];
}

const place = { class: "record", purpose: "person" } as const;

export function personPart(person: RequestPerson) {
  return { ...place, bytes: Buffer.from(JSON.stringify(person)) };
}

/** The last that was said; undefined where it was shredded after its time. */
export async function personOf(
  store: Pick<RequestStore, "partsOf">,
  request: string,
): Promise<RequestPerson | undefined> {
  const last = (await store.partsOf({ ...place, request })).at(-1);
  return last === undefined
    ? undefined
    : (JSON.parse(Buffer.from(last).toString()) as RequestPerson);
}
