import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord } from "../model/match-record.ts";
import { taxonomyGroup } from "../normalize/specialty.ts";
import { term } from "../normalize/terms.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Lead } from "./lead.ts";
import { bitsOf, weights } from "./weights.ts";

/** Credential and specialty, capped together because they say much the same. */
export function comparePractice(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence[] {
  const credential = compareCredential(lead, record, frequencies);
  const specialty = compareSpecialty(lead, record, frequencies);
  if (credential === undefined) return specialty === undefined ? [] : [specialty];
  if (specialty === undefined) return [credential];
  const cap = Math.max(specialty.bits, 0) + weights.practiceSlack;
  const room = cap - specialty.bits;
  return [specialty, { ...credential, bits: Math.min(credential.bits, room) }];
}

function compareCredential(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.credentials.length === 0 || record.credentials.length === 0) return undefined;
  const shared = lead.credentials.filter((group) => record.credentials.includes(group));
  if (shared.length === 0) {
    const { m, u } = weights.credential.differs;
    return { field: "credential", level: "differs", bits: bitsOf(m, u) };
  }
  const rarest = Math.min(...shared.map((group) => frequencies.share(term.credential(group))));
  return { field: "credential", level: "same", bits: bitsOf(weights.credential.same, rarest) };
}

function compareSpecialty(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  const { codes, groups } = lead.specialty;
  if ((codes.length === 0 && groups.length === 0) || record.taxonomies.length === 0) {
    return undefined;
  }
  if (codes.some((code) => record.taxonomies.includes(code))) {
    const u = sum(codes.map((code) => frequencies.share(term.taxonomy(code))));
    return { field: "specialty", level: "same", bits: bitsOf(weights.specialty.code, u) };
  }
  const onFile = record.taxonomies.map(taxonomyGroup);
  if (groups.some((group) => onFile.includes(group))) {
    const u = sum(groups.map((group) => frequencies.share(term.taxonomyGroup(group))));
    return { field: "specialty", level: "related", bits: bitsOf(weights.specialty.group, u) };
  }
  const { m, u } = weights.specialty.differs;
  return { field: "specialty", level: "differs", bits: bitsOf(m, u) };
}

function sum(shares: readonly number[]): number {
  return Math.min(
    1,
    shares.reduce((total, share) => total + share, 0),
  );
}
