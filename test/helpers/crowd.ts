import { createRandom, type Random } from "../../src/import/calibration/seeded-random.ts";
import type { Profile } from "../../src/model/profile.ts";
import { personRow, type Row } from "./nppes.ts";
import { npiOf, person } from "./profiles.ts";

const firstNames =
  "ROBERT WILLIAM ELIZABETH MARGARET JAMES KATHERINE DESMOND EUPHEMIA FLORIAN ARABELLA CORDELIA WINIFRED".split(
    " ",
  );
const heads = "BRA CLO DUN EVER FAIR GOLD HART LANG MOR OAK PEN QUILL RAVEN SIL THORN WAL".split(
  " ",
);
const middles = ["", "EN", "IN", "O", "ER", "AL", "ING", "UM"];
const tails = "BECK BORNE DALE FORD GATE HURST LEY MERE RIDGE STOW THORPE WELL WICK".split(" ");
const states = ["IL", "TX", "OH", "CA"] as const;
const codes = ["207Q00000X", "208000000X", "363LF0000X", "225100000X"];

/** Invented people with namesakes, nicknames, double and former surnames; the same for a number. */
export function inventCrowd(count: number): Profile[] {
  return Array.from({ length: count }, (_, n) => invent(n, createRandom(n + 1)));
}

function invent(n: number, random: Random): Profile {
  const surname = () => random.pick(heads) + random.pick(middles) + random.pick(tails);
  const roll = random.next();
  const stateAt = random.below(states.length);
  const town = random.below(12);
  const profile = person({
    npi: npiOf(n),
    first: random.pick(firstNames),
    last: roll < 0.05 ? `${surname()}-${surname()}` : surname(),
    middle: random.chance(0.5) ? random.pick(firstNames) : random.pick([..."ABCDEFGHJKLM"]),
    credential: random.pick(["M.D.", "D.O.", "PA-C", "RN"]),
    sex: random.pick(["F", "M"]),
    city: heads[town] + (stateAt % 2 === 0 ? "TON" : "VILLE"),
    state: states[stateAt] as string,
    zip: String(10_000 + stateAt * 20_000 + town * 50 + random.below(5)),
    phone: `${217 + stateAt}555${1000 + random.below(9000)}`,
    taxonomy: random.pick(codes),
    license: `L${10_000 + random.below(90_000)}`,
    otherNames: roll > 0.93 ? [{ kind: "former", last: surname() }] : [],
  });
  const { city = "", state = "" } = profile.addresses[0] ?? {};
  const mailing = { kind: "mailing", city: `EAST ${city}`, state, zip: "99501" } as const;
  if (random.chance(0.2)) profile.addresses.push(mailing);
  return profile;
}

/** The same people as rows of an NPPES file. */
export function crowdRows(people: readonly Profile[]): Row[] {
  return people.map(({ npi, name, sex, addresses, taxonomies }) => {
    const [practice] = addresses;
    const [taxonomy] = taxonomies;
    return personRow(npi, {
      "Provider Last Name (Legal Name)": name.last ?? "",
      "Provider First Name": name.first ?? "",
      "Provider Middle Name": name.middle ?? "",
      "Provider Credential Text": name.credential ?? "",
      "Provider Sex Code": sex ?? "",
      "Provider Business Practice Location Address City Name": practice?.city ?? "",
      "Provider Business Practice Location Address State Name": practice?.state ?? "",
      "Provider Business Practice Location Address Postal Code": practice?.zip ?? "",
      "Provider Business Practice Location Address Telephone Number": practice?.phone ?? "",
      "Healthcare Provider Taxonomy Code_1": taxonomy?.code ?? "",
      "Provider License Number_1": taxonomy?.license ?? "",
      "Provider License Number State Code_1": taxonomy?.license_state ?? "",
    });
  });
}
