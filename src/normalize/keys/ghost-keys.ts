import type { MatchContext, MatchRequest } from "../../model/contract.ts";
import type { NameVariant } from "../../model/match-record.ts";
import type { Profile } from "../../model/profile.ts";
import type { Status } from "../../model/status.ts";
import { type GhostKey, type GhostLevel, ghostLevels } from "../../model/suppressions.ts";
import { readLeadName } from "../names/lead-name.ts";
import { nicknameClasses } from "../names/nickname.ts";
import { readNpi } from "../npi.ts";
import { toCity, toState, toZip5, zipStates } from "../places/place.ts";
import { toMatchRecord } from "./match-record.ts";

/**
 * Names at places by which somebody is known who is suppressed and not on file (a ghost). Both sides
 * read names and places as matching does, so that whoever would have been the lead's match is met.
 */
interface GhostPlace {
  zip5: string;
  city: string;
  state: string;
}

/** By which a lead asks for ghosts: one without a place by its name alone. */
export function ghostKeysOfRequest(request: MatchRequest, context: MatchContext): GhostKey[] {
  const { hypotheses } = readLeadName(
    request,
    context,
    readNpi(request.npi ?? "").kind === "valid",
  );
  const state = toState(request.state ?? "");
  const zip5 = toZip5(request.zip ?? "", state);
  const city = toCity(request.city ?? "");
  const states = state === "" ? zipStates(zip5) : [state];
  const atPlaces = [
    ...placeTexts({ zip5, city, state }),
    ...states.flatMap((one) => placeTexts({ zip5: "", city, state: one })),
  ];
  const asked = atPlaces.length > 0 ? atPlaces : [nowhere];
  return keysOf(
    hypotheses.flatMap(({ first, last, lastParts }) => namesOf(first, last, lastParts, "asked")),
    asked,
  );
}

/** By which somebody is kept as a ghost: all names at all places. */
export function ghostKeysOfProfile(profile: Profile): GhostKey[] {
  const { names, places } = toMatchRecord(profile);
  return ghostKeysOf(names, places);
}

export function ghostKeysOf(
  names: readonly Pick<NameVariant, "first" | "last" | "lastParts">[],
  places: readonly GhostPlace[],
): GhostKey[] {
  return keysOf(
    names.flatMap(({ first, last, lastParts }) => namesOf(first, last, lastParts, "kept")),
    [
      ...places.flatMap(placeTexts),
      // For leads that name a city and no state.
      ...places.flatMap(({ city }) => placeTexts({ zip5: "", city, state: "" })),
      nowhere,
    ],
  );
}

/**
 * Whether a ghost at this level is at least as near to the lead as whoever was found. Somebody who
 * agrees on NPI, licence or telephone is told from a namesake by that.
 */
export function ghostDecides(found: FoundByName, level: GhostLevel | undefined): boolean {
  if (level === undefined) return false;
  const nearness = ghostLevels.indexOf(level);
  switch (found.status) {
    case "matched":
      return nearness >= nearnessOf(found.matchedOn);
    case "ambiguous":
      return nearness >= nearnessOf(found.candidates[0]?.matched_on);
    case "conflict": {
      // The holder of the NPI, whose name disagrees, stands last.
      const [first] = found.candidates.slice(0, -1);
      return first === undefined || nearness >= nearnessOf(first.matched_on);
    }
    default:
      return found.status === "no_match";
  }
}

interface FoundByName {
  status: Status;
  matchedOn: string | undefined;
  candidates: readonly { matched_on?: string | undefined }[];
}

/** A strong key is nearer than any place. */
const nearnessOfKey: Readonly<Record<string, number>> = {
  npi: Number.POSITIVE_INFINITY,
  license: Number.POSITIVE_INFINITY,
  phone: Number.POSITIVE_INFINITY,
  "name+zip": ghostLevels.indexOf("zip"),
  "name+city": ghostLevels.indexOf("city"),
  "name+state": ghostLevels.indexOf("state"),
};

function nearnessOf(matchedOn: string | undefined): number {
  return nearnessOfKey[matchedOn ?? ""] ?? ghostLevels.indexOf("name");
}

const nowhere: GhostKey = { level: "name", text: "" };

function placeTexts({ zip5, city, state }: GhostPlace): GhostKey[] {
  const texts: GhostKey[] = [];
  if (zip5 !== "") texts.push({ level: "zip", text: zip5 });
  if (city !== "") texts.push({ level: "city", text: `${city}|${state}` });
  if (state !== "") texts.push({ level: "state", text: state });
  return texts;
}

/**
 * A first name stands for its family (BOB for ROBERT); an initial is met by an initial alone, which
 * everybody is kept under too. Each part of a double surname stands for the whole.
 */
function namesOf(
  first: string,
  last: string,
  lastParts: readonly string[],
  side: "asked" | "kept",
): string[] {
  if (first === "" || last === "") return [];
  const families = nicknameClasses(first);
  const firsts = families.length > 0 ? [...families] : [first];
  if (side === "kept") firsts.push(first.charAt(0));
  return [last, ...lastParts].flatMap((surname) => firsts.map((given) => `${given}|${surname}`));
}

function keysOf(names: readonly string[], places: readonly GhostKey[]): GhostKey[] {
  const texts = new Map<string, GhostKey>();
  for (const name of names) {
    for (const { level, text } of places) {
      const key = { level, text: `${name}|${text}` };
      texts.set(`${level} ${key.text}`, key);
    }
  }
  return [...texts.values()];
}
