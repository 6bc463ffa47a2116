import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord } from "../model/match-record.ts";
import { compareGraduation } from "./compare-graduation.ts";
import { compareLicense, compareNpi, comparePhone, compareSex } from "./compare-identifier.ts";
import { compareName, type NameComparison } from "./compare-name.ts";
import { compareOrganization, type Sites } from "./compare-organization.ts";
import { comparePlace } from "./compare-place.ts";
import { comparePractice } from "./compare-practice.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Lead } from "./lead.ts";
import { trustEmail } from "./trust-email.ts";

export interface ScoredCandidate {
  record: MatchRecord;
  /** Sum of all evidence. */
  bits: number;
  /** The name's share of it; 0 when one side has no name. */
  nameBits: number;
  exactName: boolean;
  evidence: FieldEvidence[];
}

/** All evidence for and against one profile being the lead's person. */
export function scoreCandidate(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): ScoredCandidate {
  const compared = compareName(lead.hypotheses, record, frequencies);
  const name = compared && trustEmail(compared);
  const evidence: FieldEvidence[] = [];
  const add = (found: FieldEvidence | undefined) => {
    if (found !== undefined) evidence.push(found);
  };
  add(compareNpi(lead, record, frequencies));
  evidence.push(...(name?.evidence ?? []));
  add(comparePlace(lead, record, frequencies));
  evidence.push(...comparePractice(lead, record, frequencies));
  add(compareLicense(lead, record, frequencies));
  add(comparePhone(lead, record, frequencies));
  const told = impliesNoSex(compared) ? { ...lead, hypotheses: [] } : lead;
  add(compareSex(told, record, frequencies));
  add(compareGraduation(lead, record, frequencies));
  let bits = 0;
  for (const { bits: more } of evidence) bits += more;
  return {
    record,
    bits,
    nameBits: name?.bits ?? 0,
    exactName: name?.exact ?? false,
    evidence,
  };
}

/** A mailbox that names somebody else implies nobody's sex, and most nicknames (Alex) are of both. */
function impliesNoSex(compared: NameComparison | undefined): boolean {
  if (compared === undefined) return false;
  if (compared.reading.fromEmail === "name" && compared.bits < 0) return true;
  return compared.evidence.some(
    ({ field, level }) => field === "first_name" && level === "nickname",
  );
}

/** The candidate with what its telephones say about the lead's employer. */
export function withOrganization(
  candidate: ScoredCandidate,
  lead: Lead,
  sites: Sites,
  frequencies: Frequencies,
): ScoredCandidate {
  const found = compareOrganization(lead, candidate.record, sites, frequencies);
  if (found === undefined) return candidate;
  return {
    ...candidate,
    bits: candidate.bits + found.bits,
    evidence: [...candidate.evidence, found],
  };
}
