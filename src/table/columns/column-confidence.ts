import type { Claim } from "./column-claims.ts";
import type { ColumnEvidence } from "./column-evidence.ts";
import type { LeadField } from "./lead-field.ts";

/** What a mapping is worth at most while another column has as good a claim. */
export const unsureConfidence = 0.5;

const wholeName = 0.99;
const qualifiedName = 0.97;
/** Mailing and home addresses, second telephones. */
const weakName = 0.92;
const weakPenalty = 30;
const doubtfulName = 0.85;
/** Cells that can hardly be taken for anything else. */
const tellingFields: ReadonlySet<LeadField> = new Set(["npi", "email"]);
const enoughCells = 3;

/** By name: how good the name is, times what the cells leave of it. */
export function confidenceByName(claim: Claim, evidence: ColumnEvidence): number {
  const { field, index, doubtful } = claim;
  const name = doubtful ? doubtfulName : nameConfidence(claim.penalty);
  const share = evidence.share(index, field, "allows");
  if (share === undefined || share >= 0.95 || evidence.filled(index) < enoughCells) return name;
  return rounded(name * (0.5 + 0.5 * share));
}

function nameConfidence(penalty: number): number {
  if (penalty === 0) return wholeName;
  return penalty < weakPenalty ? qualifiedName : weakName;
}

/** By content: the share of cells that look right, and how rarely others look like it. */
export function confidenceByContent(
  field: LeadField,
  index: number,
  evidence: ColumnEvidence,
): number {
  const share = evidence.share(index, field, "finds") ?? 0;
  return rounded(tellingFields.has(field) ? 0.9 + 0.08 * share : 0.7 + 0.15 * share);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
