import type { MatchRequest, MatchResult } from "../model/contract.ts";
import type { KeyHolders } from "../registry/key-holders.ts";
import type { Registry } from "../registry/registry.ts";
import { personKeys, type ToldPerson } from "../suppress/person-keys.ts";

/** Answers about everybody on file, also about whoever is withheld; in the order of the requests. */
type MatchOnFile = (requests: readonly MatchRequest[]) => Promise<readonly MatchResult[]>;

/** Everybody on file, also who is withheld, and whatever finds them. */
export interface PeopleOnFile extends KeyHolders, Pick<Registry, "profiles"> {
  match: MatchOnFile;
}

/** Whom somebody may be who says this of themselves. */
export interface Fit {
  /** On file; one where it is clear. */
  npis: string[];
  /** More people fit than are named: what was said tells too little. */
  isCut: boolean;
}

/** Candidates below that are not whom somebody means who says a name and a state. */
const leastConfidence = 0.05;
/** An answer names no more. */
const mostCandidates = 5;

/** NPIs on file of whom somebody may be; best first, one where it is clear. */
export async function findProfiles(person: ToldPerson, people: PeopleOnFile): Promise<string[]> {
  return (await whoFits(person, people)).npis;
}

/** By name and place, NPI, license, e-mail address or telephone number, each by itself or together. */
export async function whoFits(person: ToldPerson, people: PeopleOnFile): Promise<Fit> {
  const { request, emails, phones } = person;
  // Each value may be another one of theirs: whatever fits is found by the first as by the last.
  const asked = [
    { ...request, ...one("email", emails[0]), ...one("phone", phones[0]) },
    ...phones.slice(1).map((phone) => ({ ...request, phone })),
  ];
  const results = await people.match(asked.map((lead, i) => ({ ...lead, id: i + 1 })));
  const sure = results.flatMap(({ npi }) => npi ?? []);
  if (sure.length > 0) return { npis: [...new Set(sure)], isCut: false };
  const open = results.filter(({ status }) => status === "ambiguous" || status === "conflict");
  const near = open.flatMap(({ candidates = [] }) =>
    candidates.filter(({ confidence, matched_on }) =>
      matched_on === "npi" ? true : confidence >= leastConfidence,
    ),
  );
  const named = [...new Set(near.map(({ npi }) => npi))];
  const holders = await holdersOf(person, people);
  const both = named.filter((npi) => holders.includes(npi));
  if (both.length > 0) return { npis: both, isCut: false };
  const isCut = open.some(({ candidates = [] }) => candidates.length >= mostCandidates);
  // Among more namesakes than an answer names, whoever has the value is the one.
  if (isCut && holders.length > 0) return { npis: holders, isCut: false };
  return { npis: [...new Set([...named, ...holders])], isCut };
}

/** People who have one of the values that were said: an organization asks for nothing. */
async function holdersOf(person: ToldPerson, people: PeopleOnFile): Promise<string[]> {
  const keys = personKeys(person).keys.filter(({ kind }) => kind !== "npi");
  const npis = [...new Set((await people.holdersOf(keys)).flat())];
  const profiles = await people.profiles(npis);
  return npis.filter((_, i) => profiles[i]?.entity === "individual");
}

function one(field: "email" | "phone", value: string | undefined) {
  return value === undefined ? {} : { [field]: value };
}
