import type { Profile } from "../../model/profile.ts";
import type { Random } from "./seeded-random.ts";

/** City, state and ZIP code that belong together; absent parts "". */
export interface WrittenPlace {
  city: string;
  state: string;
  zip: string;
}

/** Practice places of the sampled people: real ones, the crowded ones oftener. */
export interface PlacePool {
  /** Another city of that state, if the sample has one. */
  inState(place: WrittenPlace, random: Random): WrittenPlace | undefined;
  /** Any place in another state, if the sample has one. */
  elsewhere(place: WrittenPlace, random: Random): WrittenPlace | undefined;
}

/** Draws before a place counts as the only one of its kind. */
const draws = 20;

export function createPlacePool(profiles: readonly Profile[]): PlacePool {
  const places = profiles
    .map((profile) => placeOf(profile, "practice"))
    .filter((place) => place !== undefined && place.state !== "") as WrittenPlace[];
  const byState = new Map<string, WrittenPlace[]>();
  for (const place of places) {
    const others = byState.get(place.state);
    if (others === undefined) byState.set(place.state, [place]);
    else others.push(place);
  }
  return {
    inState: (place, random) =>
      draw(byState.get(place.state), random, (other) => other.city !== place.city),
    elsewhere: (place, random) => draw(places, random, (other) => other.state !== place.state),
  };
}

function draw(
  from: readonly WrittenPlace[] | undefined,
  random: Random,
  suits: (place: WrittenPlace) => boolean,
): WrittenPlace | undefined {
  if (from === undefined || from.length === 0) return undefined;
  for (let i = 0; i < draws; i++) {
    const place = random.pick(from);
    if (suits(place)) return place;
  }
  return undefined;
}

export function placeOf(
  { addresses }: Profile,
  kind: "practice" | "mailing",
): WrittenPlace | undefined {
  const address = addresses.find((one) => one.kind === kind);
  if (address === undefined) return undefined;
  const { city = "", state = "", zip = "" } = address;
  return { city, state, zip: zip.slice(0, 5) };
}
