import type { Lead } from "../../match/lead.ts";
import type { MatchRequest } from "../../model/contract.ts";
import type { NameHypothesis } from "../../normalize/names/name.ts";
import { nicknameClasses } from "../../normalize/names/nickname.ts";
import { type ApiQuery, toCriterion } from "./api-query.ts";
import { asWritten, spellingsOf } from "./name-forms.ts";

/** Readings that are searched for; the others are compared only. */
const MOST_READINGS = 2;
/** Less likely ones, as first name and surname exchanged, are asked for last and as they stand. */
const LIKELY = 0.1;
const LEAST_WEIGHT = 0.01;
const MOST_SPELLINGS = 2;

/** A search, and the name it is about, in letters. */
export interface PlannedQuery {
  query: ApiQuery;
  /** "" when it is about several surnames. */
  last: string;
  /** "" when it is about several first names. */
  first: string;
  /** First letter of the lead's first name, or "". */
  initial: string;
}

/**
 * What is asked about a lead, one step after the other until somebody is sure enough: the name as it
 * stands, in the whole country; other forms of it; everybody of the surname where the lead is, and
 * slips. The API finds the very spelling it is asked for, so each other one is a search of its own.
 */
export function planQueries(lead: Lead, request: MatchRequest): PlannedQuery[][] {
  const { full = "", first = "", middle = "", last = "" } = request.name ?? {};
  const cells = [last, first, middle, full].filter((cell) => cell !== "");
  const readings = lead.hypotheses
    .filter(({ weight, last: surname }) => weight >= LEAST_WEIGHT && surname.length > 1)
    .slice(0, MOST_READINGS);
  const spelled = (isWanted: (weight: number) => boolean) =>
    readings.filter(({ weight }) => isWanted(weight)).map((reading) => spell(reading, cells));
  const likely = spelled((weight) => weight >= LIKELY);
  const unlikely = spelled((weight) => weight < LIKELY);
  const place = placeOf(lead, request);
  const asked = new Set<string>();
  return [
    likely.flatMap((reading) => exact(reading, place)),
    likely.flatMap(otherForms),
    likely.flatMap((reading) => slips(reading, place)),
    unlikely.flatMap((reading) => exact(reading, place)),
  ].map((step) =>
    step.filter(({ query }) => {
      const key = JSON.stringify(query);
      return !asked.has(key) && asked.add(key);
    }),
  );
}

/** A reading, its names in letters and as written. */
interface Spelled {
  last: string;
  /** "" when the lead has an initial only, or nothing. */
  first: string;
  initial: string;
  surname: string;
  given: string;
  /** Of a compound surname. */
  parts: readonly { last: string; surname: string }[];
}

function spell(
  { last, lastParts, first, middle }: NameHypothesis,
  cells: readonly string[],
): Spelled {
  // "J. Robert Oppenheimer" is on file as Robert.
  const called = [first, middle].find((name) => name.length > 1) ?? "";
  return {
    ...{ last, first: called, initial: (called || first).charAt(0) },
    surname: asWritten(last, cells),
    given: asWritten(called, cells),
    parts: lastParts.map((part) => ({ last: part, surname: asWritten(part, cells) })),
  };
}

type Criteria = Pick<ApiQuery, "city" | "state" | "postal_code">;

interface QueryPlace {
  /** The state, or what is known without one. */
  wide: Criteria | undefined;
  /** The narrowest. */
  near: Criteria | undefined;
}

function placeOf(lead: Lead, request: MatchRequest): QueryPlace {
  const { state, zip5, city } = lead;
  const inState = state === "" ? {} : { state };
  // Who has a license in a state mostly works there.
  const licensed = lead.licenses[0]?.slice(0, 2);
  const named = city === "" ? "" : toCriterion(request.city ?? "");
  const near =
    zip5 !== "" ? { postal_code: zip5 } : named === "" ? undefined : { city: named, ...inState };
  const known = state === "" ? near : inState;
  return { wide: known ?? (licensed === undefined ? undefined : { state: licensed }), near };
}

/** The name as it stands, in the whole country: whoever moved is found too. */
function exact(
  { last, first, initial, surname, given }: Spelled,
  { wide }: QueryPlace,
): PlannedQuery[] {
  if (first !== "") {
    return spellingsOf(surname)
      .slice(0, MOST_SPELLINGS)
      .map((last_name) => ({ query: { last_name, first_name: given }, last, first, initial }));
  }
  return [{ query: { last_name: surname, ...wide }, last, first, initial }];
}

/** Nicknames, and a surname that is on file with another one or without it. */
function otherForms({ last, first, initial, surname, given, parts }: Spelled): PlannedQuery[] {
  if (first === "") return [];
  const queries: PlannedQuery[] = [];
  if (nicknameClasses(first).length > 0) {
    const query = { last_name: surname, first_name: given, alias: true };
    queries.push({ query, last, first, initial });
  }
  const [head = { last, surname }, ...others] = parts;
  const compound = { last_name: startingWith(head.surname), first_name: given };
  queries.push({ query: compound, last: "", first, initial });
  const end = others.at(-1);
  if (end !== undefined) {
    const query = { last_name: end.surname, first_name: given };
    queries.push({ query, last: end.last, first, initial });
  }
  return queries;
}

/** Slips of the keyboard, first names that no rule finds, and another surname. */
function slips({ last, first, initial, surname, given }: Spelled, { wide, near }: QueryPlace) {
  const queries: PlannedQuery[] = [];
  if (wide !== undefined) {
    queries.push({ query: { last_name: surname, ...wide }, last, first: "", initial });
  } else if (first !== "") {
    const first_name = startingWith(given.slice(0, 2));
    queries.push({ query: { last_name: surname, first_name }, last, first: "", initial });
  }
  if (first === "") return queries;
  const stem = startingWith(surname.slice(0, wide === undefined ? 4 : 3));
  // Also Greg for Gregory: aliases are not looked for beside a star.
  const slip = { last_name: stem, first_name: startingWith(given.slice(0, 3)), ...wide };
  queries.push({ query: slip, last: "", first, initial });
  if (near !== undefined) {
    queries.push({ query: { first_name: given, ...near }, last: "", first, initial });
  }
  return queries;
}

/** The API takes a star after two characters or more. */
function startingWith(text: string): string {
  const stem = text.trim();
  return stem.length < 2 ? stem : `${stem}*`;
}
