import type { ContactPoint } from "../../model/contact.ts";
import type { Profile, ProfileSources, Source } from "../../model/profile.ts";
import { correctionSource } from "../../normalize/corrections/correction-source.ts";

/** Where the value of a cell comes from. */
export interface CellOrigin {
  /** Kind of a public file (`nppes`), name of a source of contacts, or `derived`. */
  source: string;
  /** ISO day for which the source says it; "" where it has none. */
  as_of: string;
  /** Probability that the value is the profile's, 0..1. */
  confidence: number;
  /** Its place among the values of its kind, from 1, and how many there are. */
  rank?: number;
  of?: number;
}

/** The release's source with this id. */
export type SourceOfId = (id: number) => Source | undefined;

/** Of a part of the public record. */
export function recordOrigin(
  { sources }: Pick<Profile, "sources">,
  part: keyof ProfileSources,
  sourceOf: SourceOfId,
): CellOrigin {
  const source = sourceOf(sources[part] ?? sources.main);
  return { source: source?.kind ?? "", as_of: source?.as_of ?? "", confidence: 1 };
}

/**
 * Of what a person has had put right; undefined where that is none of these fields.
 *
 * @param fields as corrections name them, a licence's by its stem
 */
export function correctionOrigin(
  { corrected }: Pick<Profile, "corrected">,
  fields: readonly string[],
): CellOrigin | undefined {
  const as_of = corrected
    ?.flatMap(({ field, date }) => (fields.includes(stemOf(field)) ? date : []))
    .sort()
    .at(-1);
  return as_of === undefined ? undefined : { source: correctionSource, as_of, confidence: 1 };
}

function stemOf(field: string): string {
  return field.startsWith("license.") ? "license" : field;
}

/** Worked out by this program from the public record. */
export function derivedOrigin(profile: Pick<Profile, "sources">, sourceOf: SourceOfId): CellOrigin {
  return { ...recordOrigin(profile, "main", sourceOf), source: "derived" };
}

export function contactOrigin(
  { source, as_of, confidence }: ContactPoint,
  rank: number,
  of: number,
): CellOrigin {
  return { source, as_of, confidence, rank, of };
}
