import type { MatchRequest, MatchResult } from "../model/contract.ts";
import { type SubjectKind, type SubjectText, textName } from "../normalize/keys/subject-keys.ts";
import { readNpi } from "../normalize/npi.ts";
import type { KeyHolders } from "../registry/key-holders.ts";
import type { Registry } from "../registry/registry.ts";
import { personTexts, type ToldPerson } from "../suppress/person-keys.ts";

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
/** What somebody shares with no clinic. */
const ownKinds: readonly SubjectKind[] = ["email", "license"];

const personsPerMatch = 100;
const profilesPerRead = 1_000;

/** NPIs on file of whom somebody may be; best first, one where it is clear. */
export async function findProfiles(person: ToldPerson, people: PeopleOnFile): Promise<string[]> {
  return (await whoFits(person, people)).npis;
}

/** By name and place, NPI, license, e-mail address or telephone number, each by itself or together. */
export async function whoFits(person: ToldPerson, people: PeopleOnFile): Promise<Fit> {
  const [fit] = await whoFitEach([person], people);
  return fit ?? { npis: [], isCut: false };
}

/**
 * The same of many, in their order. Who has a value is looked for once for all of them, because that
 * reads all that is on file.
 */
export async function whoFitEach(
  persons: readonly ToldPerson[],
  people: PeopleOnFile,
): Promise<Fit[]> {
  const near: Near[] = [];
  for (let at = 0; at < persons.length; at += personsPerMatch) {
    near.push(...(await nearTo(persons.slice(at, at + personsPerMatch), people)));
  }
  const holdersOf = await readHolders(
    near.flatMap(({ sought }) => sought),
    people,
  );
  return near.map(({ named, isCut, sought }) => {
    const holders = holdersOf(sought);
    const both = named.filter((one) => holders.includes(one));
    if (both.length > 0) return { npis: both, isCut: false };
    // Among more namesakes than an answer names, whoever has the value is the one.
    if (isCut && holders.length > 0) return { npis: holders, isCut: false };
    return { npis: [...new Set([...named, ...holders])], isCut };
  });
}

/** Whom answers name of whom somebody may be. */
interface Near {
  named: string[];
  /** There are more than answers name. */
  isCut: boolean;
  /** Values that may tell more; none where it is clear. */
  sought: readonly SubjectText[];
}

async function nearTo(persons: readonly ToldPerson[], people: PeopleOnFile): Promise<Near[]> {
  const npis = persons.map(({ request }) => readNpi(request.npi ?? ""));
  const valid = npis.flatMap((one) => (one.kind === "valid" ? [one.npi] : []));
  const profiles = await people.profiles(valid);
  const isOnFile = new Set(valid.filter((_, i) => profiles[i] !== undefined));
  const questions = persons.map((person, i) => {
    const npi = npis[i];
    return npi?.kind === "valid" && !isOnFile.has(npi.npi) ? [] : questionsAbout(person);
  });
  const asked = questions.flat();
  const results =
    asked.length === 0 ? [] : await people.match(asked.map((lead, i) => ({ ...lead, id: i + 1 })));
  let at = 0;
  return persons.map((person, i) => {
    const { length } = questions[i] ?? [];
    // Whoever has another NPI is somebody else, of whatever name; a telephone is many people's.
    if (length === 0) return { named: [], isCut: false, sought: valuesOf(person, ownKinds) };
    const theirs = results.slice(at, at + length);
    at += length;
    return nearBy(theirs, person);
  });
}

function nearBy(results: readonly MatchResult[], person: ToldPerson): Near {
  const sure = results.flatMap((result) => result.npi ?? []);
  if (sure.length > 0) return { named: [...new Set(sure)], isCut: false, sought: [] };
  const open = results.filter(({ status }) => status === "ambiguous" || status === "conflict");
  const named = open.flatMap(({ candidates = [] }) =>
    candidates.filter(
      ({ confidence, matched_on }) => matched_on === "npi" || confidence >= leastConfidence,
    ),
  );
  return {
    named: [...new Set(named.map(({ npi }) => npi))],
    isCut: open.some(({ candidates = [] }) => candidates.length >= mostCandidates),
    sought: valuesOf(person, [...ownKinds, "phone"]),
  };
}

/** Each telephone number may be another one of theirs: whoever fits is found by the last as by the first. */
function questionsAbout({ request, emails, phones }: ToldPerson): MatchRequest[] {
  return [
    { ...request, ...one("email", emails[0]), ...one("phone", phones[0]) },
    ...phones.slice(1).map((phone) => ({ ...request, phone })),
  ];
}

function valuesOf(person: ToldPerson, kinds: readonly SubjectKind[]): SubjectText[] {
  return personTexts(person).texts.filter(({ kind }) => kinds.includes(kind));
}

/** People who have any of some values: an organization asks for nothing. */
async function readHolders(
  values: readonly SubjectText[],
  people: PeopleOnFile,
): Promise<(values: readonly SubjectText[]) => string[]> {
  const distinct = [...new Map(values.map((value) => [textName(value), value])).values()];
  const found = distinct.length === 0 ? [] : await people.holdersOf(distinct);
  const holders = new Map(distinct.map((value, i) => [textName(value), found[i] ?? []]));
  const npis = [...new Set(found.flat())];
  const persons = new Set<string>();
  for (let at = 0; at < npis.length; at += profilesPerRead) {
    for (const profile of await people.profiles(npis.slice(at, at + profilesPerRead))) {
      if (profile?.entity === "individual") persons.add(profile.npi);
    }
  }
  return (some) => {
    const theirs = some.flatMap((value) => holders.get(textName(value)) ?? []);
    return [...new Set(theirs)].filter((npi) => persons.has(npi));
  };
}

function one(field: "email" | "phone", value: string | undefined) {
  return value === undefined ? {} : { [field]: value };
}
