import type { MatchRequest, MatchResult } from "../model/contract.ts";
import type { SubjectKind } from "../normalize/keys/subject-keys.ts";
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

/** NPIs on file of whom somebody may be; best first, one where it is clear. */
export async function findProfiles(person: ToldPerson, people: PeopleOnFile): Promise<string[]> {
  return (await whoFits(person, people)).npis;
}

/** By name and place, NPI, license, e-mail address or telephone number, each by itself or together. */
export async function whoFits(person: ToldPerson, people: PeopleOnFile): Promise<Fit> {
  const npi = readNpi(person.request.npi ?? "");
  if (npi.kind === "valid" && (await people.profiles([npi.npi]))[0] === undefined) {
    // Whoever has another NPI is somebody else, of whatever name; a telephone is many people's.
    return { npis: await holdersOf(person, people, ["email", "license"]), isCut: false };
  }
  const results = await people.match(questionsAbout(person));
  const sure = results.flatMap((result) => result.npi ?? []);
  if (sure.length > 0) return { npis: [...new Set(sure)], isCut: false };
  const open = results.filter(({ status }) => status === "ambiguous" || status === "conflict");
  const near = open.flatMap(({ candidates = [] }) =>
    candidates.filter(
      ({ confidence, matched_on }) => matched_on === "npi" || confidence >= leastConfidence,
    ),
  );
  const named = [...new Set(near.map((candidate) => candidate.npi))];
  const holders = await holdersOf(person, people, ["email", "license", "phone"]);
  const both = named.filter((one) => holders.includes(one));
  if (both.length > 0) return { npis: both, isCut: false };
  const isCut = open.some(({ candidates = [] }) => candidates.length >= mostCandidates);
  // Among more namesakes than an answer names, whoever has the value is the one.
  if (isCut && holders.length > 0) return { npis: holders, isCut: false };
  return { npis: [...new Set([...named, ...holders])], isCut };
}

/** Each telephone number may be another one of theirs: whoever fits is found by the last as by the first. */
function questionsAbout({ request, emails, phones }: ToldPerson): MatchRequest[] {
  const asked = [
    { ...request, ...one("email", emails[0]), ...one("phone", phones[0]) },
    ...phones.slice(1).map((phone) => ({ ...request, phone })),
  ];
  return asked.map((lead, i) => ({ ...lead, id: i + 1 }));
}

/** People who have one of the values that were said: an organization asks for nothing. */
async function holdersOf(
  person: ToldPerson,
  people: PeopleOnFile,
  kinds: readonly SubjectKind[],
): Promise<string[]> {
  const values = personTexts(person).texts.filter(({ kind }) => kinds.includes(kind));
  if (values.length === 0) return [];
  const npis = [...new Set((await people.holdersOf(values)).flat())];
  const profiles = await people.profiles(npis);
  return npis.filter((_, i) => profiles[i]?.entity === "individual");
}

function one(field: "email" | "phone", value: string | undefined) {
  return value === undefined ? {} : { [field]: value };
}
