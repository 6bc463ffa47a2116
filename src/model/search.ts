import { z } from "zod";
import type { Profile } from "./profile.ts";

/**
 * `POST /v1/search`: who of a release fits. Filters are joined by "and", the values of one filter
 * by "or". Every text is as somebody types it; the service does its own normalising.
 */
const text = z.string().trim().min(1).max(200);
const oneOrMore = z.array(text).min(1).max(50);
const year = z.int().min(1900).max(2100);

/** Most results of one page. */
export const MAX_PAGE = 100;

export const searchQuerySchema = z.strictObject({
  /** A whole name in any usual order; near spellings, nicknames and initials count. */
  name: text.optional(),
  npi: oneOrMore.optional(),
  license: z.strictObject({ number: text, state: text.optional() }).optional(),
  /** Words (`cardiology`) or taxonomy codes (`207RC0000X`). */
  specialty: oneOrMore.optional(),
  credential: oneOrMore.optional(),
  /** Where a license was issued; not where somebody practices. */
  license_state: oneOrMore.optional(),
  /** Of a practice location. */
  state: oneOrMore.optional(),
  city: oneOrMore.optional(),
  /** Five digits, or the first three. */
  zip: oneOrMore.optional(),
  sex: z.enum(["F", "M", "X"]).optional(),
  sole_proprietor: z.boolean().optional(),
  /** Years in which the NPI was given out, both included. */
  enumerated: z.strictObject({ from: year.optional(), to: year.optional() }).optional(),
  /** Absent: `individual`. */
  entity: z.enum(["individual", "organization"]).optional(),
  /** Deactivated NPIs are left out unless this is true. */
  include_deactivated: z.boolean().optional(),
  /** Results of a page; absent: 25. */
  limit: z.int().min(1).max(MAX_PAGE).optional(),
  /** `next_cursor` of the page before, with the same filters. */
  cursor: z.string().min(1).max(500).optional(),
  /** Release that earlier pages came from; another one answers `release_gone`. */
  release: z.string().optional(),
});

export type SearchQuery = z.infer<typeof searchQuerySchema>;

export interface SearchHit {
  npi: string;
  profile: Profile;
  /** How well the name agrees, 0..1, four decimals; absent without `name`. */
  name_score?: number;
}

export interface SearchAnswer {
  release: string;
  /** How many fit in all, exactly. */
  count: number;
  /** By name score, then NPI. */
  results: SearchHit[];
  /** Absent on the last page. */
  next_cursor?: string;
}
