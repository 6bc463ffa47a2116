import type { MatchCandidate, MatchResult } from "../../src/model/contract.ts";
import type { GhostLevel } from "../../src/model/suppressions.ts";
import { ghostLevels } from "../../src/model/suppressions.ts";
import { type Lead, type Person, people, type Way } from "./people.ts";

/** By what somebody is suppressed. */
export const keyKinds = ["npi", "license", "phone", "email", "place"] as const;

export type KeyKind = (typeof keyKinds)[number];

/** One suppression as it was asked for: some of the keys of a person. */
export interface Suppressed {
  person: number;
  keys: readonly KeyKind[];
}

/** What is known of the world: who is suppressed, and whose e-mail addresses are on file. */
export interface Known {
  suppressed: readonly Suppressed[];
  contacts: ReadonlySet<number>;
}

/** What a row may say: its status, and whom it may name. */
export interface Expected {
  status: string;
  npis: ReadonlySet<string>;
}

/** Keys that the release has of somebody. */
function keysOnFile(person: number, { contacts }: Known): KeyKind[] {
  if (!(people[person] as Person).onFile) return [];
  const theirs: KeyKind[] = ["npi", "license", "phone"];
  return contacts.has(person) ? [...theirs, "email"] : theirs;
}

export function isWithheld(person: number, known: Known): boolean {
  const onFile = keysOnFile(person, known);
  return known.suppressed.some(
    (one) => one.person === person && one.keys.some((key) => onFile.includes(key)),
  );
}

/** Of whom a list of contacts may be kept. */
export function isKept(person: number, known: Known): boolean {
  const isOwn = known.suppressed.some(
    (one) => one.person === person && one.keys.some((key) => key === "npi" || key === "email"),
  );
  return (people[person] as Person).onFile && !isOwn && !isWithheld(person, known);
}

const ownKeys: Readonly<Record<Way, KeyKind | undefined>> = {
  npi: "npi",
  "npi+name": "npi",
  license: "license",
  phone: "phone",
  email: "email",
  "name+zip": undefined,
  "name+city": undefined,
  "name+state": undefined,
  name: undefined,
};

/** Whether the lead's own identifiers are suppressed, on file or not. */
function isOwnSuppressed({ person, way }: Lead, { suppressed }: Known): boolean {
  const key = ownKeys[way];
  return (
    key !== undefined && suppressed.some((one) => one.person === person && one.keys.includes(key))
  );
}

const placesOfWay: Readonly<Record<Way, readonly GhostLevel[]>> = {
  npi: [],
  "npi+name": ["name"],
  license: ["state"],
  phone: ["state"],
  email: ["state"],
  "name+zip": ["zip", "city", "state"],
  "name+city": ["city", "state"],
  "name+state": ["state"],
  name: ["name"],
};

/** The nearest level at which the lead meets somebody who is suppressed by name and place. */
function ghostLevel(lead: Lead, known: Known): GhostLevel | undefined {
  const about = people[lead.person] as Person;
  const met = known.suppressed.flatMap((one): GhostLevel[] => {
    const ghost = people[one.person] as Person;
    if (!one.keys.includes("place") || ghost.last !== about.last) return [];
    // On file, they stand in the arithmetic themselves.
    const onFile = keysOnFile(one.person, known);
    if (one.keys.some((key) => onFile.includes(key))) return [];
    const isSame: Record<GhostLevel, boolean> = {
      name: true,
      state: ghost.state === about.state,
      city: ghost.city === about.city && ghost.state === about.state,
      zip: ghost.zip === about.zip,
    };
    return placesOfWay[lead.way].filter((level) => isSame[level]);
  });
  return met.sort((a, b) => ghostLevels.indexOf(b) - ghostLevels.indexOf(a))[0];
}

function nearnessOf(matchedOn = ""): number {
  if (["npi", "license", "phone"].includes(matchedOn)) return 9;
  const level = ghostLevels.find((one) => matchedOn === `name+${one}`);
  return ghostLevels.indexOf(level ?? "name");
}

const suppressed: Expected = { status: "suppressed", npis: new Set() };

/** @param baseline what the same lead was answered before anybody was suppressed */
export function expectedOf(lead: Lead, baseline: MatchResult, known: Known): Expected {
  const hidden = new Set(people.flatMap((person, i) => (isWithheld(i, known) ? person.npi : [])));
  if (isOwnSuppressed(lead, known)) return suppressed;
  const { status, npi, candidates = [] } = baseline;
  if (npi !== undefined && hidden.has(npi)) return suppressed;
  if (status !== "no_match" && leads(candidates).some((one) => hidden.has(one.npi))) {
    return suppressed;
  }
  const ghost = ghostLevel(lead, known);
  const found = baseline.matched_on ?? candidates[0]?.matched_on;
  const nearest = status === "no_match" ? -1 : nearnessOf(found);
  if (ghost !== undefined && ghostLevels.indexOf(ghost) >= nearest) return suppressed;
  const named = npi === undefined ? candidates.map((one) => one.npi) : [npi];
  return { status, npis: new Set(named.filter((one) => !hidden.has(one))) };
}

/** The first candidate and its equals. */
function leads(candidates: readonly MatchCandidate[]): readonly MatchCandidate[] {
  const [first] = candidates;
  return candidates.filter(({ confidence }) => confidence === first?.confidence);
}
