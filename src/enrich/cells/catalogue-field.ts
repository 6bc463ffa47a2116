import type { Profile } from "../../model/profile.ts";
import type { CellOrigin, SourceOfId } from "./cell-origin.ts";

export const presets = ["default", "identity", "contact", "professional", "full"] as const;
export type Preset = (typeof presets)[number];

/** What a profile's cell needs beside the profile. */
export interface FieldLookups {
  /** Display words of a taxonomy code; an unknown code comes back as itself. */
  specialtyName: (code: string) => string;
  source: SourceOfId;
  /** Ten digits, and those behind them, as the list is to have them. */
  phoneText: (digits: string, extension: string | undefined) => string;
  /** Whether a contact known on that ISO day is new enough. */
  isFresh: (day: string) => boolean;
  /** What a job is called by taxonomies and credential; "" where neither tells. */
  jobTitle: (profile: Pick<Profile, "taxonomies" | "name">) => string;
  /** IANA name by ZIP and state; "" where neither tells. */
  timeZone: (zip: string, state: string) => string;
}

/** One column that is filled from a matched profile; the source of columns, help and docs. */
export interface CatalogueField {
  /** With its prefix: `hb_first_name`. */
  name: string;
  /** What the column says, for `--fields` help and the README. */
  says: string;
  /** Presets that hold it; every field is in `full`. */
  presets: readonly Exclude<Preset, "full">[];
  value(profile: Profile, lookups: FieldLookups): string;
  /** Where the value is from; the public record's row where a field has none. */
  origin?(profile: Profile, lookups: FieldLookups): CellOrigin | undefined;
  /** Fields of a profile that the value is made of, as corrections name them; a licence's by its stem. */
  corrects?: readonly string[];
  /** False for what says something about another column. */
  hasOrigin?: false;
}
