import { UsageError } from "../model/errors.ts";
import {
  ambiguousHeaders,
  doubtfulHeaders,
  type HeaderMeaning,
  headerMeanings,
  isNpiOfOthers,
} from "./header-synonyms.ts";
import { type ColumnMapping, type LeadField, leadFields } from "./lead-field.ts";
import { findMappedColumn } from "./map-option.ts";
import { findSensitiveColumns } from "./sensitive-columns.ts";

/** Whether a cell looks like a value of the field; supplied by the caller, who knows the fields. */
export type LooksLike = Partial<Record<LeadField, (cell: string) => boolean>>;

/** Share of a column's filled cells that must look right, and how many at least. */
const convincingShare = 0.6;
const convincingCells = 3;
/** What a column called NPI is ahead of others, in share of valid NPIs. */
const npiNameBonus = 0.3;

const fieldsFoundByContent: readonly LeadField[] = ["email", "phone", "zip", "state"];

/**
 * Says which column carries which field: what the user said first, then names, with the cells of
 * `sample` (rows, some hundreds are plenty) settling what a name leaves open. A column of valid
 * NPIs is the NPI column whatever its name. No column serves two fields. A sensitive column serves
 * none: UsageError when the user names one.
 */
export function mapColumns(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  overrides: ReadonlyMap<LeadField, string>,
  looksLike: LooksLike = {},
): ColumnMapping {
  const mapping: ColumnMapping = {};
  const free = new Set(columns.keys());
  const sensitive = findSensitiveColumns(columns, sample);
  const open = new Set<LeadField>(leadFields.filter((field) => !overrides.has(field)));
  const evidence = createEvidence(sample, looksLike);
  const assign = (field: LeadField, index: number, by: "name" | "content" | "map"): void => {
    mapping[field] = { index, column: columns[index] ?? "", by };
    free.delete(index);
    open.delete(field);
  };

  for (const [field, wanted] of overrides) {
    if (wanted === "") continue;
    const index = findMappedColumn(field, wanted, columns, free);
    if (sensitive.some((column) => column.index === index)) throw sensitiveColumn(field);
    assign(field, index, "map");
  }
  for (const { index } of sensitive) free.delete(index);
  const claims = columns.flatMap((column, index) =>
    free.has(index) ? claimsOf(column, index, evidence) : [],
  );
  if (open.has("npi")) {
    const own = [...free].filter((index) => !isNpiOfOthers(columns[index] as string));
    const npi = findNpiColumn(claims, own, evidence);
    if (npi !== undefined) assign("npi", npi.index, npi.by);
  }
  claims.sort((a, b) => a.rank - b.rank || a.index - b.index);
  for (const { field, index } of claims) {
    if (field !== "npi" && open.has(field) && free.has(index)) assign(field, index, "name");
  }
  for (const field of fieldsFoundByContent) {
    const index = open.has(field) ? bestByContent(field, free, evidence) : undefined;
    if (index !== undefined) assign(field, index, "content");
  }
  return inFieldOrder(mapping);
}

function sensitiveColumn(field: LeadField): UsageError {
  return new UsageError(
    "map_sensitive_column",
    `--map gives ${field} a column that looks like Social Security numbers, birth dates or patient data.`,
    "Such a column is never sent. Leave it out of --map, or take it out of the list.",
  );
}

interface Claim {
  field: LeadField;
  index: number;
  rank: number;
}

/** How a column's cells look: share of the filled ones that look like the field, and their count. */
interface Evidence {
  share(index: number, field: LeadField): number;
  convinces(index: number, field: LeadField): boolean;
}

function createEvidence(sample: readonly (readonly string[])[], looksLike: LooksLike): Evidence {
  const count = (index: number, field: LeadField): { hits: number; filled: number } => {
    const looks = looksLike[field];
    if (looks === undefined) return { hits: 0, filled: 0 };
    let hits = 0;
    let filled = 0;
    for (const row of sample) {
      const cell = row[index]?.trim() ?? "";
      if (cell === "") continue;
      filled++;
      if (looks(cell)) hits++;
    }
    return { hits, filled };
  };
  return {
    share(index, field) {
      const { hits, filled } = count(index, field);
      return filled === 0 ? 0 : hits / filled;
    },
    convinces(index, field) {
      const { hits, filled } = count(index, field);
      return hits >= convincingCells && hits >= filled * convincingShare;
    },
  };
}

/** The fields a column's name claims; where the name is ambiguous, the ones its cells support. */
function claimsOf(column: string, index: number, evidence: Evidence): Claim[] {
  const meanings = headerMeanings(column);
  const [first] = meanings;
  if (first === undefined) return [];
  const ambiguous = ambiguousHeaders[first.name];
  if (ambiguous !== undefined) {
    const supported = ambiguous.find((field) => looksRight(index, field, evidence));
    return [{ field: supported ?? (ambiguous[0] as LeadField), index, rank: first.rank }];
  }
  return meanings
    .filter((meaning) => !isDoubtful(meaning) || evidence.convinces(index, meaning.field))
    .map(({ field, rank }) => ({ field, index, rank }));
}

function isDoubtful({ name }: HeaderMeaning): boolean {
  return doubtfulHeaders[name] !== undefined;
}

/** `license_state` has cells that look like states. */
function looksRight(index: number, field: LeadField, evidence: Evidence): boolean {
  return evidence.convinces(index, field === "license_state" ? "state" : field);
}

function findNpiColumn(
  claims: readonly Claim[],
  free: readonly number[],
  evidence: Evidence,
): { index: number; by: "name" | "content" } | undefined {
  const named = new Map<number, number>();
  for (const { field, index, rank } of claims) if (field === "npi") named.set(index, rank);
  const candidates = free
    .map((index) => {
      const rank = named.get(index);
      const bonus = rank === undefined ? 0 : npiNameBonus - rank / 1000;
      return { index, rank, weight: evidence.share(index, "npi") + bonus };
    })
    .filter(({ index, rank }) => rank !== undefined || evidence.convinces(index, "npi"))
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  const [best] = candidates;
  if (best === undefined) return undefined;
  return { index: best.index, by: best.rank === undefined ? "content" : "name" };
}

function bestByContent(
  field: LeadField,
  free: ReadonlySet<number>,
  evidence: Evidence,
): number | undefined {
  return [...free]
    .filter((index) => evidence.convinces(index, field))
    .sort((a, b) => evidence.share(b, field) - evidence.share(a, field) || a - b)[0];
}

function inFieldOrder(mapping: ColumnMapping): ColumnMapping {
  const ordered: ColumnMapping = {};
  for (const field of leadFields) {
    const mapped = mapping[field];
    if (mapped !== undefined) ordered[field] = mapped;
  }
  return ordered;
}
