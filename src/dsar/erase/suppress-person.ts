import type { NewSuppression, SuppressionStore } from "../../ledger/suppression-store.ts";
import { type SubjectText, subjectKey } from "../../normalize/keys/subject-keys.ts";
import type { RequestPerson } from "../person.ts";
import { deletionKeys } from "./deletion-keys.ts";
import type { ErasureWorld } from "./look-around.ts";

interface Deleted {
  /** Of the request. */
  id: string;
  npis: readonly string[];
}

type Store = Pick<SuppressionStore, "add" | "find" | "number">;

/**
 * Suppresses for good. Where that was done and not recorded, the profile may be gone since, and its
 * keys with it: it is not done again.
 *
 * @returns `values` by which they are suppressed now; none where it was done before
 */
export async function suppressPerson(
  world: ErasureWorld & { suppressions: Store },
  { id, person, npis, today }: Deleted & { person: RequestPerson; today: string },
): Promise<{ number: number; keys: number; values: readonly SubjectText[] }> {
  const { suppressions, registry, corrections, context } = world;
  const known = npis.length === 0 ? undefined : await suppressionOf(suppressions, { id, npis });
  if (known !== undefined) return { number: known.added, keys: known.keyCount, values: [] };
  const profiles = (await registry?.profiles(npis))?.filter((one) => one !== undefined) ?? [];
  const corrected = await corrections.correctionsOf(profiles.map(({ npi }) => npi));
  const told = { person: { ...person, npis }, profiles, corrections: corrected };
  const { keys, values } = await deletionKeys({ ...told, registry, context });
  if (keys.length > 0) {
    const terms: NewSuppression = {
      ...{ reason: "deletion", channel: "request", source: id, date: today },
      ...{ reversible: false, keys },
    };
    await suppressions.add([terms]);
  }
  return { number: await suppressions.number(), keys: keys.length, values };
}

/** Throws where one of these NPIs is not suppressed by the request: then nobody may be erased. */
export async function requireSuppressed(
  store: Pick<SuppressionStore, "find">,
  deleted: Deleted,
): Promise<void> {
  for (const npi of deleted.npis) {
    if ((await suppressionOf(store, { ...deleted, npis: [npi] })) !== undefined) continue;
    throw new Error("a deletion is about to erase somebody who is not suppressed");
  }
}

async function suppressionOf(store: Pick<SuppressionStore, "find">, { id, npis }: Deleted) {
  const found = await store.find(npis.map((npi) => subjectKey("npi", npi)));
  return found.find(
    ({ reason, source, reversible }) => reason === "deletion" && source === id && !reversible,
  );
}
