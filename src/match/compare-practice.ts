import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import { taxonomyGroup } from "../normalize/specialties/specialty.ts";
import {
  isUninformativeTaxonomy,
  specialtyFamily,
} from "../normalize/specialties/specialty-family.ts";
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
  { specialty }: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  const { codes, groups, families } = specialty;
  const onFile = record.taxonomies;
  if (families.length === 0 || onFile.length === 0) return undefined;
  const field = "specialty";
  if (codes.some((code) => onFile.includes(code))) {
    const u = sum(codes.map((code) => frequencies.share(term.taxonomy(code))));
    return { field, level: "same", bits: bitsOf(weights.specialty.same, u) };
  }
  const telling = onFile.filter((code) => !isUninformativeTaxonomy(code));
  if (telling.length === 0) return undefined;
  if (telling.some((code) => groups.includes(taxonomyGroup(code)))) {
    const u = sum(groups.map((group) => frequencies.share(term.taxonomyGroup(group))));
    return { field, level: "related", bits: bitsOf(weights.specialty.related, u) };
  }
  const u = sum(families.map((family) => frequencies.share(term.profession(family))));
  return telling.some((code) => families.includes(specialtyFamily(code)))
    ? { field, level: "same profession", bits: bitsOf(weights.specialty.profession, u) }
    : { field, level: "differs", bits: bitsOf(weights.specialty.differs, Math.max(0.1, 1 - u)) };
}

function sum(shares: readonly number[]): number {
  return Math.min(
    1,
    shares.reduce((total, share) => total + share, 0),
  );
}
