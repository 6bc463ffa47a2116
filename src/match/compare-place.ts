import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord, Place } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import type { Frequencies } from "./frequencies.ts";
import { AROUND_KM, NEAR_KM } from "./geography.ts";
import { isOneEditApart, jaroWinkler } from "./jaro-winkler.ts";
import type { Lead } from "./lead.ts";
import { bitsOf, weights } from "./weights.ts";

/**
 * Place counts once: the best single level over all addresses on file, because a ZIP implies its
 * city and state. Undefined when either side says nothing.
 */
export function comparePlace(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.zip5 === "" && lead.city === "" && lead.state === "") return undefined;
  let best: FieldEvidence | undefined;
  for (const place of record.places) {
    const evidence = compareOne(lead, place, record.places.length, frequencies);
    if (best === undefined || evidence.bits > best.bits) best = evidence;
  }
  return best;
}

function compareOne(
  lead: Lead,
  place: Place,
  addresses: number,
  frequencies: Frequencies,
): FieldEvidence {
  const exact =
    compareZip(lead, place, addresses, frequencies) ?? compareCity(lead, place, frequencies);
  if (exact !== undefined) return exact;
  // These overlap: a ZIP nearly right is often a place nearby, and in the state given.
  const found = [
    compareNearZip(lead, place, frequencies),
    compareNearCity(lead, place, frequencies),
    compareDistance(lead, place, frequencies),
  ];
  return found.reduce<FieldEvidence>(
    (best, one) => (one !== undefined && one.bits > best.bits ? one : best),
    compareState(lead, place, frequencies),
  );
}

function compareZip(
  lead: Lead,
  place: Place,
  addresses: number,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.zip5 === "" || lead.zip5 !== place.zip5) return undefined;
  const share = frequencies.share(term.zip(lead.zip5));
  const found =
    place.kind === "mailing"
      ? mailing("zip", share)
      : { field: "place", level: "zip", bits: bitsOf(weights.place.zip, share * addresses) };
  if (!isContradicted(lead, place)) return found;
  const city = frequencies.share(term.city(lead.city, lead.state));
  return { ...found, bits: Math.min(found.bits, bitsOf(weights.place.city, city)) };
}

/** City and state agree on another place than the ZIP: then neither says more than the other. */
function isContradicted({ city, state }: Lead, place: Place): boolean {
  if (city === "" || state === "" || place.state === "" || state === place.state) return false;
  return jaroWinkler(city, place.city) < weights.place.cityTypo.similarity;
}

function mailing(level: string, share: number): FieldEvidence {
  const { m, share: part } = weights.place.mailing;
  return { field: "place", level: `mailing ${level}`, bits: bitsOf(m, part * share) };
}

function compareCity(
  lead: Lead,
  place: Place,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.city === "" || lead.city !== place.city) return undefined;
  if (lead.state !== "" && lead.state !== place.state) return undefined;
  const share = frequencies.share(term.city(place.city, place.state));
  if (place.kind === "mailing") return mailing("city", share);
  return { field: "place", level: "city", bits: bitsOf(weights.place.city, share) };
}

function compareNearZip(
  lead: Lead,
  place: Place,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.zip5 === "" || place.zip5 === "") return undefined;
  if (lead.state !== "" && lead.state !== place.state) return undefined;
  if (!isOneEditApart(lead.zip5, place.zip5)) return undefined;
  const { m, u, share } = weights.place.zipTypo;
  const chance = u + share * frequencies.share(term.zip(lead.zip5));
  return { field: "place", level: "zip nearly", bits: bitsOf(m, chance) };
}

function compareNearCity(
  lead: Lead,
  place: Place,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.city === "" || place.city === "" || lead.state === "" || lead.state !== place.state) {
    return undefined;
  }
  const { similarity, m, u, share } = weights.place.cityTypo;
  if (jaroWinkler(lead.city, place.city) < similarity) return undefined;
  const chance = u + share * frequencies.share(term.city(place.city, place.state));
  return { field: "place", level: "city nearly", bits: bitsOf(m, chance) };
}

/** Who moves mostly stays within reach, also across a state line. */
function compareDistance(
  lead: Lead,
  place: Place,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  const { area } = lead;
  const kilometers = area?.kilometersTo(place);
  if (area === undefined || kilometers === undefined || kilometers > AROUND_KM) return undefined;
  const isNear = kilometers <= NEAR_KM;
  const areas = isNear ? area.near : area.around;
  const own = place.zip5.slice(0, 3);
  let u = own === "" || areas.includes(own) ? 0 : frequencies.share(term.zipArea(own));
  for (const zip3 of areas) u += frequencies.share(term.zipArea(zip3));
  const { near, around } = weights.place;
  return {
    field: "place",
    level: isNear ? "near" : "around",
    bits: bitsOf(isNear ? near : around, Math.min(1, u)),
  };
}

function compareState(lead: Lead, place: Place, frequencies: Frequencies): FieldEvidence {
  if (lead.state === "" || place.state === "") return { field: "place", level: "unknown", bits: 0 };
  if (lead.state === place.state) {
    return { field: "place", level: "state", bits: sameStateBits(lead, frequencies) };
  }
  const { m, u } = weights.place.differs;
  return { field: "place", level: "other state", bits: bitsOf(m, u) };
}

/** What agreement on the lead's state says, beside a ZIP or city that does not agree or alone. */
export function sameStateBits(lead: Lead, frequencies: Frequencies): number {
  const { state, stateOnly } = weights.place;
  const m = lead.city === "" && lead.zip5 === "" ? stateOnly : state;
  return bitsOf(m, frequencies.share(term.state(lead.state)));
}
