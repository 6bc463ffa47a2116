import { UsageError } from "../../model/errors.ts";
import { type Claim, claimsOf } from "./column-claims.ts";
import { confidenceByContent, confidenceByName, unsureConfidence } from "./column-confidence.ts";
import { type ColumnDoubt, toDoubt } from "./column-doubt.ts";
import { type ContentTests, createEvidence } from "./column-evidence.ts";
import { findByContent, foundByContent } from "./found-by-content.ts";
import { isNpiOfOthers } from "./header-synonyms.ts";
import { type ColumnMapping, type LeadField, leadFields } from "./lead-field.ts";
import { findMappedColumn } from "./map-option.ts";
import { createDraft, type MappingDraft } from "./mapping-draft.ts";
import { chooseNpi, weakNpis } from "./npi-column.ts";
import { findSensitiveColumns } from "./sensitive-columns.ts";

export type { ColumnDoubt } from "./column-doubt.ts";
export type { ContentTests } from "./column-evidence.ts";

/** How the columns of a list were understood. */
export interface MappedList {
  /** With the best guess where there is a doubt. */
  mapping: ColumnMapping;
  doubts: readonly ColumnDoubt[];
  /** Columns named for a field that their cells cannot be. */
  notTaken: readonly NotTaken[];
}

export interface NotTaken {
  field: LeadField;
  index: number;
  column: string;
}

const nameShare = 0.5;
const equalRank = 0.05;

/**
 * Says which column carries which field: what the user said first, then names, with the cells of
 * `sample` (rows, some hundreds are plenty) settling what a name leaves open and contradicting what
 * it claims. A column of valid NPIs is the NPI column whatever its name. No column serves two
 * fields, and a sensitive one serves none. Throws UsageError when `overrides` names no column, one
 * twice, or a sensitive one.
 */
export function mapColumns(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  overrides: ReadonlyMap<LeadField, string>,
  tests: ContentTests = {},
): MappedList {
  const evidence = createEvidence(sample, tests);
  const draft = createDraft(columns, evidence, new Set(overrides.keys()));
  const sensitive = new Set(findSensitiveColumns(columns, sample).map(({ index }) => index));
  for (const [field, wanted] of overrides) {
    if (wanted === "") continue;
    const index = findMappedColumn(field, wanted, columns, draft.free);
    if (sensitive.has(index)) throw sensitiveColumn(field);
    draft.give(field, index, "map", 1);
  }
  for (const index of sensitive) draft.bar(index);
  const named = columns.flatMap((column, index) =>
    sensitive.has(index) ? [] : claimsOf(column, index, evidence),
  );
  const isContradicted = ({ index, field }: Claim) => evidence.contradicts(index, field);
  const claims = named.filter((claim) => !isContradicted(claim));
  giveNpi(claims, draft);
  giveByName(claims, draft);
  giveByContent(draft);
  giveWeakly(draft);
  const mapping = draft.mapping();
  return {
    mapping,
    doubts: leadFields.flatMap((field) => draft.doubts.filter((doubt) => doubt.field === field)),
    notTaken: named
      .filter(isContradicted)
      .filter(({ field }) => draft.open.has(field) || mapping[field]?.by === "content")
      .filter(({ index }) => draft.free.has(index))
      .map(({ field, index }) => ({ field, index, column: columns[index] ?? "" })),
  };
}

function sensitiveColumn(field: LeadField): UsageError {
  return new UsageError(
    "map_sensitive_column",
    `--map gives ${field} a column that looks like Social Security numbers, birth dates or patient data.`,
    "Such a column is never sent. Leave it out of --map, or take it out of the list.",
  );
}

function giveNpi(claims: readonly Claim[], draft: MappingDraft): void {
  const { columns, evidence, free, open } = draft;
  if (!open.has("npi")) return;
  const own = [...free].filter((index) => !isNpiOfOthers(columns[index] as string));
  const best = chooseNpi(claims, own, columns, evidence);
  if (best.length === 0) return;
  const claim = claims.find(({ field, index }) => field === "npi" && index === best[0]);
  if (claim === undefined) {
    draft.giveBest("npi", best, "content", (index) => confidenceByContent("npi", index, evidence));
  } else {
    draft.giveBest("npi", best, "name", (index) => confidenceByName({ ...claim, index }, evidence));
  }
}

/** The best names first. Of columns with one name and one rank the cells choose. */
function giveByName(claims: readonly Claim[], draft: MappingDraft): void {
  const { evidence, free, open } = draft;
  for (const claim of claims.toSorted((a, b) => a.rank - b.rank || a.index - b.index)) {
    const { field, index } = claim;
    if (field === "npi" || !open.has(field) || !free.has(index)) continue;
    const rivals = claims.filter((other) => isRival(claim, other) && free.has(other.index));
    const indexes = rivals.map((rival) => rival.index);
    draft.giveBest(field, indexes, "name", (at) =>
      confidenceByName({ ...claim, index: at }, evidence),
    );
  }
}

function isRival(a: Claim, b: Claim): boolean {
  return a.field === b.field && a.name === b.name && Math.abs(a.rank - b.rank) < equalRank;
}

function giveByContent(draft: MappingDraft): void {
  for (const field of foundByContent) {
    const found = draft.open.has(field) ? findByContent(field, draft) : [];
    if (found.length === 0) continue;
    draft.giveBest(field, found, "content", (index) =>
      confidenceByContent(field, index, draft.evidence),
    );
  }
}

/** What a list cannot do without, where only the cells hint at it. */
function giveWeakly(draft: MappingDraft): void {
  const { columns, evidence, free, open } = draft;
  const give = (field: LeadField, indexes: readonly number[]): void => {
    const [best] = indexes;
    if (best === undefined) return;
    draft.doubts.push(toDoubt(field, "weak", indexes, { columns, evidence }));
    draft.give(field, best, "content", unsureConfidence);
  };
  if (open.has("npi")) give("npi", weakNpis([...free], columns, evidence));
  const needed = ["npi", "full_name", "first_name", "last_name"] as const;
  if (needed.every((field) => open.has(field))) {
    give("full_name", findByContent("full_name", draft, nameShare));
  }
}
