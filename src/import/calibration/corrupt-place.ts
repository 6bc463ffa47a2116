import type { MatchRequest } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import type { ListKind } from "./list-kind.ts";
import { type PlacePool, placeOf, type WrittenPlace } from "./place-pool.ts";
import type { Random } from "./seeded-random.ts";
import { typingError } from "./typing-error.ts";

export interface CorruptedPlace {
  written: Pick<MatchRequest, "city" | "state" | "zip">;
  moved: "no" | "city" | "state";
}

/**
 * Where a list with these columns says that somebody practices: 10 % in another state, 15 % in
 * another city, 10 % at the mailing address; blanks and slips besides.
 */
export function corruptPlace(
  profile: Profile,
  pool: PlacePool,
  columns: ListKind["place"],
  random: Random,
): CorruptedPlace {
  const { place, moved } = presentPlace(profile, pool, random);
  const isBlank = random.chance(0.05);
  const withCity = random.chance(0.9);
  const withZip = random.chance(0.85);
  const city = random.chance(0.04) ? typingError(place.city, random) : place.city;
  const written: CorruptedPlace["written"] = {};
  if (columns === "none" || isBlank) return { written, moved };
  if (place.state !== "") written.state = place.state;
  if (columns === "state") return { written, moved };
  if (withCity && city !== "") written.city = city;
  if (columns === "zip" && withZip && place.zip !== "") written.zip = place.zip;
  return { written, moved };
}

const nowhere: WrittenPlace = { city: "", state: "", zip: "" };

function presentPlace(profile: Profile, pool: PlacePool, random: Random) {
  const practice = placeOf(profile, "practice") ?? nowhere;
  const roll = random.next();
  if (roll < 0.1) {
    const place = pool.elsewhere(practice, random);
    if (place !== undefined) return { place, moved: "state" } as const;
  } else if (roll < 0.25) {
    const place = pool.inState(practice, random);
    if (place !== undefined) return { place, moved: "city" } as const;
  } else if (roll < 0.35) {
    return { place: placeOf(profile, "mailing") ?? practice, moved: "no" } as const;
  }
  return { place: practice, moved: "no" } as const;
}
