import { placeList } from "./place-list.ts";
import { mix, type Random } from "./random.ts";
import { type Sampler, weightedSampler, words } from "./weighted.ts";

export interface Place {
  city: string;
  state: string;
  zip3: string;
  area: string;
  weight: number;
}

const cities: readonly Place[] = placeList
  .trim()
  .split("\n")
  .flatMap((line) => {
    const state = line.slice(0, 2);
    return line
      .slice(3)
      .split(", ")
      .map((entry) => {
        const [, city = "", zip3 = "", area = "", weight] =
          /^(.+) (\d{3}) (\d{3}) (\d+)$/.exec(entry) ?? [];
        return { city, state, zip3, area, weight: Number(weight) };
      });
  });

const townStarts = words(`
  ASH BEAR BELL BIRCH BLUE BROOK CEDAR CLEAR COLD DEER EAGLE ELM FAIR FOX GLEN GOLDEN GRAND GREEN
  HARBOR HAZEL HIGH HOLLY IRON LAKE LAUREL LITTLE LONG MAPLE MEADOW MILL NEW NORTH OAK OLD PINE PLEASANT
  RED RIVER ROCK ROSE SHADY SILVER SOUTH SPRING STONE SUMMER SUNNY WALNUT WEST WHITE WILLOW WINTER WOLF`);
const townEnds = words(`
  BROOK BURG BURY CITY CREEK DALE FALLS FIELD FORD GROVE HAVEN HEIGHTS HILL HILLS JUNCTION LAKE LAND
  PARK POINT PORT RIDGE RIVER SPRINGS TON TOWN VALLEY VIEW VILLAGE VILLE WOOD WOODS`);
const separate = new Set(
  words(
    "CITY CREEK FALLS GROVE HEIGHTS HILLS JUNCTION LAKE PARK POINT RIVER SPRINGS VALLEY VILLAGE",
  ),
);

/** An invented small town beside a real city: a third of all people practise in places like it. */
function townNear(city: Place, number: number): Place {
  const code = mix(Number(city.zip3) * 1000 + number, city.city.length);
  const start = townStarts[code % townStarts.length] as string;
  const end = townEnds[Math.floor(code / townStarts.length) % townEnds.length] as string;
  const name = separate.has(end) ? `${start} ${end}` : start + end;
  return { ...city, city: name, weight: 0 };
}

const pickCity: Sampler<Place> = weightedSampler(cities, (city) => city.weight);
const byState = new Map<string, readonly Place[]>();
for (const city of cities) byState.set(city.state, [...(byState.get(city.state) ?? []), city]);
const pickInState = new Map(
  [...byState].map(([state, list]) => [state, weightedSampler(list, (city) => city.weight)]),
);

function cityOrTown(city: Place, random: Random): Place {
  if (city.zip3.startsWith("00") || !random.chance(0.38)) return city;
  return townNear(city, random.below(4 + Math.min(20, city.weight)));
}

/** A place to practise in, in proportion to how many people live there. */
export function randomPlace(random: Random): Place {
  return cityOrTown(pickCity(random), random);
}

/** Another place in the same state (the same one again where there is only one). */
export function placeInState(state: string, random: Random): Place {
  return cityOrTown((pickInState.get(state) ?? pickCity)(random), random);
}

/** Five digits: a larger city has more ZIP codes. */
export function zip5In(place: Place, random: Random): string {
  const codes = Math.min(60, 2 + place.weight);
  const start = mix(Number(place.zip3), place.city.charCodeAt(0)) % 30;
  const number = (start + Math.floor(random.next() * random.next() * codes)) % 99;
  return place.zip3 + String(number + 1).padStart(2, "0");
}
