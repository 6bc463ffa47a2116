import type { Heritage } from "./heritage.ts";
import { type Place, placeInState, randomPlace } from "./place.ts";
import type { Random } from "./random.ts";
import { words } from "./weighted.ts";

interface Homes {
  /** Share that lives in the states below; all others live anywhere. */
  share: number;
  /** A state as often as it is written. */
  states: readonly string[];
}

/** Where families of a heritage settled: surnames are commoner in some states, and so namesakes are. */
const homes: Readonly<Partial<Record<Heritage, Homes>>> = {
  irish: { share: 0.15, states: words("MA MA NY NY PA NJ IL CT RI") },
  german: { share: 0.2, states: words("WI MN OH PA IA ND SD NE MO IN") },
  italian: { share: 0.25, states: words("NY NY NJ NJ CT RI PA MA FL") },
  polish: { share: 0.2, states: words("IL IL MI NY NJ WI PA") },
  french: { share: 0.25, states: words("LA LA LA ME MA NH VT FL") },
  jewish: { share: 0.3, states: words("NY NY NY NJ FL CA MD MA") },
  hispanic: {
    share: 0.35,
    states: words("CA CA CA CA TX TX TX TX FL FL FL NY NY PR PR AZ NM NJ IL"),
  },
  indian: { share: 0.25, states: words("NJ NJ CA CA TX IL NY GA") },
  chinese: { share: 0.35, states: words("CA CA CA NY NY TX WA MA") },
  korean: { share: 0.35, states: words("CA CA CA NY NJ VA WA TX GA") },
  vietnamese: { share: 0.4, states: words("CA CA CA CA TX TX TX WA VA FL") },
  filipino: { share: 0.35, states: words("CA CA CA HI HI NV NJ TX IL") },
  arabic: { share: 0.25, states: words("MI MI CA NJ TX NY OH") },
  african: { share: 0.25, states: words("TX TX MD MD GA NY MN") },
};

/** A place to practise in that suits a family's heritage. */
export function placeFor(heritage: Heritage, random: Random): Place {
  const home = homes[heritage];
  if (home === undefined || !random.chance(home.share)) return randomPlace(random);
  return placeInState(random.pick(home.states), random);
}
