import type { RequestStore } from "../../ledger/request-store.ts";
import type { NewPart } from "../../ledger/sealed-store.ts";
import type { HeldPiece, WasHeld } from "./held-pieces.ts";

const place = { class: "evidence", purpose: "held" } as const;

/**
 * What profiles held when a request came, as it was entered: a list that is imported again gives its
 * values a later day, and they are the same. Keyed hashes, shredded when it is settled who asks.
 *
 * @param held pieces of a profile, by NPI
 */
export function heldPart(
  { keyOf }: Pick<RequestStore, "keyOf">,
  held: ReadonlyMap<string, readonly HeldPiece[]>,
): Omit<NewPart, "request">[] {
  const hashes = [...held].flatMap(([npi, pieces]) =>
    pieces.flatMap(({ keys }) => keys.map((key) => keyOf(textOf(npi, key)))),
  );
  if (hashes.length === 0) return [];
  return [{ ...place, bytes: Buffer.from(JSON.stringify([...new Set(hashes)])) }];
}

/** Nothing of a request that was entered without a registry, or whose evidence is gone. */
export async function heldAtReceipt(
  { partsOf, keyOf }: Pick<RequestStore, "partsOf" | "keyOf">,
  request: string,
): Promise<WasHeld> {
  const parts = await partsOf({ ...place, request });
  const hashes = new Set(
    parts.flatMap((bytes) => JSON.parse(Buffer.from(bytes).toString()) as string[]),
  );
  if (hashes.size === 0) return () => false;
  return (npi, keys) => keys.some((key) => hashes.has(keyOf(textOf(npi, key))));
}

function textOf(npi: string, key: string): string {
  return JSON.stringify(["held", npi, key]);
}
