import { type Place, zip5In } from "./place.ts";
import { createRandom, mix, type Random } from "./random.ts";
import { words } from "./weighted.ts";

export interface Address {
  line1: string;
  line2: string;
  city: string;
  state: string;
  /** Nine digits, sometimes five. */
  zip: string;
  phone: string;
  fax: string;
}

/** `invented`: any number of the area code. `fictional`: 555-01xx, which nobody ever gets. */
export type PhoneStyle = "invented" | "fictional";

const streets = words(`
  MAIN OAK PARK MAPLE CEDAR PINE ELM WASHINGTON LAKE HILL WALNUT SPRING NORTH RIDGE CHURCH WILLOW MILL
  RIVER SUNSET RAILROAD JACKSON CHERRY WEST SOUTH HIGHLAND JOHNSON FOREST JEFFERSON HICKORY CENTER
  COLLEGE MEADOW COUNTRY VALLEY LINCOLN MADISON DOGWOOD FRANKLIN PROSPECT BROADWAY UNIVERSITY HOSPITAL
  MEDICAL GARDEN SUMMIT PLEASANT LIBERTY GROVE COURT CANAL MARKET UNION HARRISON CLINTON ORCHARD`);
const kinds = words("ST AVE BLVD RD DR LN PKWY WAY CT PL HWY CIR STREET AVENUE DRIVE ROAD");
const suites = ["STE", "SUITE", "UNIT", "FL", "#", "BLDG"];

function phoneNumber(area: string, style: PhoneStyle, random: Random): string {
  if (style === "fictional") return `${area}55501${String(random.below(100)).padStart(2, "0")}`;
  return `${area}${200 + random.below(800)}${String(random.below(10_000)).padStart(4, "0")}`;
}

function inventAddress(place: Place, style: PhoneStyle, random: Random): Address {
  const zip = zip5In(place, random);
  return {
    line1: `${1 + random.below(9899)} ${random.pick(streets)} ${random.pick(kinds)}`,
    line2: random.chance(0.33) ? `${random.pick(suites)} ${100 + random.below(800)}` : "",
    city: place.city,
    state: place.state,
    zip: random.chance(0.95) ? zip + String(1 + random.below(9998)).padStart(4, "0") : zip,
    phone: phoneNumber(place.area, style, random),
    fax: random.chance(0.26) ? phoneNumber(place.area, style, random) : "",
  };
}

/** An address in a place; two in five share a clinic with others, with its telephone. */
export function addressIn(place: Place, style: PhoneStyle, random: Random): Address {
  if (!random.chance(0.4)) return inventAddress(place, style, random);
  const clinic = Math.floor(random.next() ** 2 * (20 + 40 * place.weight));
  const seed = mix(
    clinic,
    Number(place.zip3) * 4096 + place.city.length * 64 + place.city.charCodeAt(0),
  );
  return inventAddress(place, style, createRandom(seed));
}
