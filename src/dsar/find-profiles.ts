import type { MatchRequest, MatchResult } from "../model/contract.ts";
import type { ToldPerson } from "../suppress/person-keys.ts";

/** Answers about everybody on file, also about whoever is withheld; in the order of the requests. */
export type MatchOnFile = (requests: readonly MatchRequest[]) => Promise<readonly MatchResult[]>;

/** Candidates below that are not whom somebody means who says a name and a state. */
const leastConfidence = 0.05;

/** NPIs on file of whom somebody may be; best first, one where it is clear. */
export async function findProfiles(
  { request, emails, phones }: ToldPerson,
  match: MatchOnFile,
): Promise<string[]> {
  // Each value may be another one of theirs: whatever fits is found by the first as by the last.
  const asked = [
    { ...request, ...one("email", emails[0]), ...one("phone", phones[0]) },
    ...phones.slice(1).map((phone) => ({ ...request, phone })),
  ];
  const results = await match(asked.map((lead, i) => ({ ...lead, id: i + 1 })));
  const sure = results.flatMap(({ npi }) => npi ?? []);
  if (sure.length > 0) return [...new Set(sure)];
  const near = results.flatMap(({ status, candidates = [] }) =>
    status === "ambiguous" ? candidates.filter((one) => one.confidence >= leastConfidence) : [],
  );
  return [...new Set(near.map(({ npi }) => npi))];
}

function one(field: "email" | "phone", value: string | undefined) {
  return value === undefined ? {} : { [field]: value };
}
