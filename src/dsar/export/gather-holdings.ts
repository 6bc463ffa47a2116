import type { Disclosure, DisclosureStore } from "../../ledger/disclosure-store.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import type { SuppressionStore } from "../../ledger/suppression-store.ts";
import type { ChannelFlag, ChannelRules } from "../../model/channel-rules.ts";
import type { Corrections } from "../../model/corrections.ts";
import type { Profile } from "../../model/profile.ts";
import { suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { channelQuestion } from "../../normalize/contacts/apply-channel-rules.ts";
import { askChannels } from "../../normalize/contacts/ask-channels.ts";
import { correctableField } from "../../normalize/corrections/correctable-fields.ts";
import { subjectKeysOf } from "../../normalize/keys/subject-keys.ts";
import type { Registry } from "../../registry/registry.ts";
import { personKeys } from "../../suppress/person-keys.ts";
import { foldRequest } from "../fold-request.ts";
import { personOf, type RequestPerson } from "../person.ts";
import type { RightsRequest } from "../request.ts";
import { type CategoryCode, categoryCodes } from "./categories.ts";
import { guarded, type Piece } from "./piece.ts";
import { type ProfileWords, piecesOfProfile, type SourceWords } from "./pieces-of-profile.ts";
import { piecesOfCollected } from "./read-collected.ts";

/** Where what is held of somebody is read; of a user the registry is not asked. */
export interface HoldingPorts {
  store: RequestStore;
  registry(): Promise<Pick<Registry, "release" | "profiles" | "taxonomyNames">>;
  corrections: Corrections;
  suppressions: Pick<SuppressionStore, "find">;
  channels: ChannelRules;
  disclosures: Pick<DisclosureStore, "disclosuresOf">;
}

/** A value that the person has had put right, beside what sources say. */
export interface HeldCorrection {
  field: string;
  value: string;
  day: string;
  sources_say: string[];
}

interface StandingSuppression {
  reason: string;
  channel: string;
  day: string;
  reversible: boolean;
}

/** A request of the same person, as it stood when the bundle was begun. */
interface HeldRequest {
  type: string;
  received: string;
  channel: string;
  answered: string | null;
  response: string | null;
}

/** All that is held of whom a request is about, as of the day on which its bundle was begun. */
export interface Holdings {
  /** Id of the release; undefined where the registry was not asked. */
  release: string | undefined;
  pieces: Piece[];
  corrections: HeldCorrection[];
  suppressions: StandingSuppression[];
  channels: ChannelFlag[];
  disclosures: Disclosure[];
  requests: HeldRequest[];
}

/** When the bundle was begun: nothing later is in it. */
export interface Moment {
  /** ISO day. */
  day: string;
  /** Of its event in the chain. */
  seq: number;
}

export async function gatherHoldings(
  ports: HoldingPorts,
  request: RightsRequest,
  person: RequestPerson,
  moment: Moment,
): Promise<Holdings> {
  const collected = await collectedPieces(ports, request);
  const requests = await requestsOf(ports.store, request, person, moment);
  const pieces = [...signatures(request), ...collected];
  const [npi] = request.subject === "contact" ? person.npis : [];
  if (npi === undefined) {
    const { keys } = personKeys(person.told);
    const suppressions = await standing(ports, keys, moment);
    const nothing = { corrections: [], channels: [], disclosures: [] };
    return { release: undefined, pieces, requests, suppressions, ...nothing };
  }
  const registry = await ports.registry();
  const [profile] = await registry.profiles([npi]);
  const given =
    profile === undefined ? [] : piecesOfProfile(profile, await words(registry, profile));
  const keys = subjectKeysOf(profile === undefined ? { npi } : suppressionKeysOfProfile(profile));
  const corrections = await heldCorrections(ports, npi, profile, moment);
  const [disclosures = []] = await ports.disclosures.disclosuresOf([npi]);
  return {
    release: registry.release.id,
    pieces: [...given.map(guarded), ...corrections.map(correctionPiece), ...pieces],
    corrections,
    suppressions: await standing(ports, keys, moment),
    channels: profile === undefined ? [] : await closedChannels(ports, profile, moment),
    disclosures: disclosures.filter(({ day }) => day <= moment.day),
    requests,
  };
}

/** What a person has signed for us, by the events: the signature itself stays sealed. */
function signatures({ done, id }: RightsRequest): Piece[] {
  const signed = { declaration_kept: "declaration", agent_proved: "agent's permission" } as const;
  return Object.entries(signed).flatMap(([kind, field]) =>
    done.has(kind)
      ? [
          {
            ...{ category: "C2" as const, field, value: "a signed form is kept" },
            source: `request ${id}`,
          },
        ]
      : [],
  );
}

async function collectedPieces({ store }: HoldingPorts, request: RightsRequest): Promise<Piece[]> {
  const found: Piece[] = [];
  for (const category of categoryCodes) {
    if (request.collected.get(category) !== "file") continue;
    const bytes = (await store.partsOf({ request: request.id, ...collectedPart(category) })).at(-1);
    if (bytes !== undefined) found.push(...piecesOfCollected(category, bytes));
  }
  return found;
}

export function collectedPart(category: CategoryCode) {
  return { class: "record", purpose: `collected-${category}` } as const;
}

async function words(
  registry: Pick<Registry, "release" | "taxonomyNames">,
  { taxonomies }: Profile,
): Promise<ProfileWords> {
  const codes = taxonomies.map(({ code }) => code);
  const names = await registry.taxonomyNames(codes);
  const known = new Map(codes.map((code, i) => [code, names[i]]));
  return {
    taxonomyName: (code) => known.get(code),
    sourceOf(index): SourceWords {
      const source = registry.release.sources.find(({ id }) => id === index);
      const day = source?.as_of;
      return { source: "public registry (NPPES)", ...(day === undefined ? {} : { day }) };
    },
  };
}

async function heldCorrections(
  { corrections }: HoldingPorts,
  npi: string,
  profile: Profile | undefined,
  { day }: Moment,
): Promise<HeldCorrection[]> {
  const [own = []] = await corrections.correctionsOf([npi]);
  return own
    .filter(({ date }) => date <= day)
    .map(({ field, value, date }) => ({
      ...{ field, value, day: date },
      sources_say:
        profile === undefined ? [] : [...(correctableField(field)?.values(profile) ?? [])],
    }));
}

function correctionPiece({ field, value, day, sources_say }: HeldCorrection): Piece {
  const note = `takes the place of what sources say${value === "" ? ": there is none" : ""}`;
  const isProfessional = /^(license|specialty|sex|name\.credential)/.test(field);
  const category = isProfessional ? "C8" : /^(company|title)$/.test(field) ? "C3" : "C1";
  return guarded({
    ...{ category, field, value, source: "your correction", day },
    ...(sources_say.length === 0 ? {} : { note }),
  });
}

async function standing(
  { suppressions }: HoldingPorts,
  keys: Parameters<SuppressionStore["find"]>[0],
  { day }: Moment,
): Promise<StandingSuppression[]> {
  const found = keys.length === 0 ? [] : await suppressions.find(keys);
  return found
    .filter(({ date }) => date <= day)
    .map(({ reason, channel, date, reversible }) => ({ reason, channel, day: date, reversible }));
}

async function closedChannels(
  { channels }: HoldingPorts,
  profile: Profile,
  { day }: Moment,
): Promise<ChannelFlag[]> {
  const [answer] = await askChannels([channelQuestion(profile)], channels);
  const flags = [...(answer?.person ?? []), ...(answer?.values ?? []).flat()];
  const told = new Map(flags.map((flag) => [JSON.stringify(flag), flag]));
  return [...told.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, flag]) => flag)
    .filter(({ date }) => date <= day);
}

async function requestsOf(
  store: RequestStore,
  { id }: RightsRequest,
  { npis }: RequestPerson,
  { seq }: Moment,
): Promise<HeldRequest[]> {
  const found: HeldRequest[] = [];
  for (const [other, events] of await store.all()) {
    const until = events.filter((event) => event.seq < seq);
    const request = foldRequest(until);
    if (request === undefined) continue;
    if (other !== id && !(await isOfSame(store, other, npis))) continue;
    const { asked: type, received, channel, answered } = request;
    const reply = { answered: answered?.on ?? null, response: answered?.response ?? null };
    found.push({ type, received, channel, ...reply });
  }
  return found;
}

async function isOfSame(
  store: RequestStore,
  request: string,
  npis: readonly string[],
): Promise<boolean> {
  const person = await personOf(store, request);
  return person?.npis.length === 1 && npis.includes(person.npis[0] ?? "");
}
