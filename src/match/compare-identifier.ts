import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Lead } from "./lead.ts";
import { bitsOf, weights } from "./weights.ts";

export function compareNpi(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.npi === "") return undefined;
  const same = Number(lead.npi) === record.npi;
  if (!same) return undefined;
  const { m, perHolder } = weights.npi.same;
  return { field: "npi", level: "same", bits: bitsOf(m, perHolder / frequencies.individuals) };
}

export function compareLicense(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  const [given] = lead.licenses;
  if (given === undefined) return undefined;
  if (lead.licenses.some((license) => record.licenses.includes(license))) {
    const bits = bitsOf(weights.license.same, 1 / frequencies.individuals);
    return { field: "license", level: "same", bits };
  }
  const state = given.slice(0, given.indexOf(":") + 1);
  if (!record.licenses.some((license) => license.startsWith(state))) return undefined;
  return { field: "license", level: "differs", bits: bitsOf(weights.license.differs, 1) };
}

export function comparePhone(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.phone === "" || record.phones.length === 0) return undefined;
  if (!record.phones.includes(lead.phone)) {
    return { field: "phone", level: "differs", bits: bitsOf(weights.phone.differs, 1) };
  }
  // A clinic's line is everybody's line: the more holders, the less it says.
  const holders = Math.max(1, frequencies.phoneHolders(lead.phone));
  const bits = bitsOf(weights.phone.same, holders / frequencies.individuals);
  return { field: "phone", level: holders > 5 ? "shared line" : "same", bits };
}

export function compareSex(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (record.sex !== "F" && record.sex !== "M") return undefined;
  if (lead.sex !== "") {
    const same = lead.sex === record.sex;
    const { m, u } = same ? weights.sex.same : weights.sex.differs;
    return { field: "sex", level: same ? "same" : "differs", bits: bitsOf(m, u) };
  }
  const implied = impliedSex(lead.hypotheses[0]?.first ?? "", frequencies);
  if (implied === "" || implied === record.sex) return undefined;
  const { m, u } = weights.sex.differs;
  return { field: "sex", level: "name implies the other", bits: bitsOf(m, u) };
}

function impliedSex(first: string, frequencies: Frequencies): string {
  if (first.length < 2) return "";
  const women = frequencies.share(term.firstOfSex(first, "F"));
  const men = frequencies.share(term.firstOfSex(first, "M"));
  const { share, people } = weights.impliedSex;
  if ((women + men) * frequencies.individuals < people) return "";
  if (women / (women + men) > share) return "F";
  return men / (women + men) > share ? "M" : "";
}
