import type { DisclosureStore } from "../../ledger/disclosure-store.ts";
import type { ChannelRules } from "../../model/channel-rules.ts";
import type { MatchContext } from "../../model/contract.ts";
import type { Corrections } from "../../model/corrections.ts";
import type { Profile } from "../../model/profile.ts";
import type { Registry } from "../../registry/registry.ts";
import type { RequestPerson } from "../person.ts";
import type { RightsRequest } from "../request.ts";
import { deletionKeys } from "./deletion-keys.ts";
import { type DeletionPlan, publicRecordNote } from "./deletion-plan.ts";
import { ownRecords } from "./own-records.ts";
import type { HeldField, Place } from "./places.ts";

/** What a deletion looks at. */
export interface ErasureWorld {
  places: readonly Place[];
  /** undefined where there is no registry. */
  registry: Pick<Registry, "profiles" | "candidates"> | undefined;
  corrections: Corrections;
  disclosures: Pick<DisclosureStore, "disclosuresOf">;
  channels: ChannelRules;
  publicRecords: DeletionPlan["public_records"];
  /** Path of the ledger. */
  ledgerPath: string;
  context: MatchContext;
}

/** The part of a plan that follows from what is held now. */
export type Situation = Omit<DeletionPlan, "schema_version" | "elsewhere" | "lists">;

/** X1: nobody is told of a time before. */
const firstDay = "2022-01-01";

export async function lookAround(
  request: Pick<RightsRequest, "id" | "received">,
  person: RequestPerson,
  ledger: string,
  world: ErasureWorld,
): Promise<Situation> {
  const { places, registry, corrections, publicRecords } = world;
  const npis = await npisOf(person, registry);
  const profiles = (await registry?.profiles(npis))?.filter((one) => one !== undefined) ?? [];
  const corrected = await corrections.correctionsOf(profiles.map(({ npi }) => npi));
  const { context } = world;
  const keys = await deletionKeys({ person, profiles, corrections: corrected, registry, context });
  const notify = await recipientsOf(npis, world.disclosures);
  const held = await Promise.all(
    places.map(async (place) => ({ place, fields: await place.look(npis) })),
  );
  const isErased = ({ public_record }: HeldField) => publicRecords === "erase" || !public_record;
  const keptPublic = held.flatMap(({ place: { where }, fields }) => ({
    where,
    count: fields.filter((one) => !isErased(one)).reduce((sum, one) => sum + one.count, 0),
  }));
  return {
    request: request.id,
    ledger,
    public_records: publicRecords,
    profiles: profiles.length,
    erased: held.flatMap(({ place: { kind, where }, fields }) => {
      const erased = fields.filter(isErased).map(withNote);
      return erased.length === 0 ? [] : { place: kind, where, fields: erased };
    }),
    suppressed: { keys: keys.keys.length, shared_phones: keys.shared },
    kept: ownRecords({
      received: request.received,
      ledger: world.ledgerPath,
      disclosures: notify.reduce((sum, { disclosures }) => sum + disclosures, 0),
      keys: keys.keys.length,
      closedChannels: await closedChannels(npis, profiles, world.channels),
      publicRecords: keptPublic,
    }),
    notify,
  };
}

/** Of the person, and of addresses and numbers of theirs. */
async function closedChannels(
  npis: readonly string[],
  profiles: readonly Profile[],
  { flagsOf }: ChannelRules,
): Promise<number> {
  const answers = await flagsOf(
    npis.map((npi) => {
      const contacts = profiles.find((one) => one.npi === npi)?.contacts ?? [];
      return { npi, values: contacts.map(({ value }) => value) };
    }),
  );
  return answers.flatMap(({ person, values }) => [...person, ...values.flat()]).length;
}

/** The person's NPIs: the one that was found, and the one that is in use for it. */
export async function npisOf(
  { npis }: Pick<RequestPerson, "npis">,
  registry: Pick<Registry, "profiles"> | undefined,
): Promise<string[]> {
  const profiles = (await registry?.profiles(npis)) ?? [];
  const replaced = profiles.flatMap((profile) => profile?.replacement_npi ?? []);
  return [...new Set([...npis, ...replaced])].sort();
}

/** By recipient: how often they were told, and when last. */
async function recipientsOf(
  npis: readonly string[],
  store: Pick<DisclosureStore, "disclosuresOf">,
): Promise<DeletionPlan["notify"]> {
  const found = (await store.disclosuresOf(npis)).flat().filter(({ day }) => day >= firstDay);
  const by = new Map<string, DeletionPlan["notify"][number]>();
  for (const { recipient, day, count } of found) {
    const known = by.get(recipient) ?? { recipient, disclosures: 0, last: day };
    const last = known.last > day ? known.last : day;
    by.set(recipient, { recipient, disclosures: known.disclosures + count, last });
  }
  return [...by.values()].sort((a, b) => (a.recipient < b.recipient ? -1 : 1));
}

function withNote(field: HeldField): HeldField & { note?: string } {
  return field.public_record ? { ...field, note: publicRecordNote } : field;
}
