import { type Place, placeInState, randomPlace, zip5In } from "../people/place.ts";
import type { Random } from "../people/random.ts";
import type { PlaceOnFile, RegistryPerson } from "./registry-person.ts";
import { typingError } from "./spelling.ts";

export interface LeadPlace extends PlaceOnFile {
  movedState: boolean;
}

/** Where a list says somebody practises. `noise`: the wrong place; `also`: what is amiss with it. */
export function noisyPlace(
  person: RegistryPerson,
  random: Random,
  noise: string[],
  also: string[],
): LeadPlace {
  const place = basePlace(person, random, noise);
  const zip = random.chance(0.45) ? "" : place.zip.slice(0, 5);
  const withoutCity = random.chance(0.25);
  if (random.chance(0.1)) {
    also.push("no_place");
    return { ...place, city: "", state: "", zip: "" };
  }
  if (withoutCity) return { ...place, city: "", zip };
  if (!random.chance(0.04)) return { ...place, zip };
  const city = typingError(place.city, random);
  if (city !== place.city) also.push("city_typo");
  return { ...place, city, zip };
}

/** 10 % in another state, 15 % in another city, 10 % at the mailing place where it is another one. */
function basePlace(person: RegistryPerson, random: Random, noise: string[]): LeadPlace {
  const { practice, mailing } = person;
  const roll = random.next();
  if (roll < 0.1) {
    noise.push("moved_state");
    return movedTo(
      other(
        () => randomPlace(random),
        (place) => place.state === practice.state,
      ),
      random,
      true,
    );
  }
  if (roll < 0.25) {
    noise.push("moved_city");
    return movedTo(
      other(
        () => placeInState(practice.state, random),
        (place) => place.city === practice.city,
      ),
      random,
      false,
    );
  }
  // A third of the people have one, three quarters of the leads get here.
  if (differs(mailing, practice) && random.chance(0.1 / 0.3 / 0.75)) {
    noise.push("mailing_place");
    return { ...mailing, movedState: false };
  }
  return { ...practice, movedState: false };
}

function differs(a: PlaceOnFile, b: PlaceOnFile): boolean {
  return a.city !== b.city || a.zip.slice(0, 5) !== b.zip.slice(0, 5);
}

/** Every state has several towns, so that this ends. */
function other(draw: () => Place, isSame: (place: Place) => boolean): Place {
  for (;;) {
    const place = draw();
    if (!isSame(place)) return place;
  }
}

/** Who moved has another telephone; a list does not know which. */
function movedTo(place: Place, random: Random, movedState: boolean): LeadPlace {
  return {
    city: place.city,
    state: place.state,
    zip: zip5In(place, random),
    phone: "",
    movedState,
  };
}
