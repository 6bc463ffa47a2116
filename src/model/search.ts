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
/** Results of a page where the query does not say how many. */
export const USUAL_PAGE = 25;

export const searchQuerySchema = z.strictObject({
  name: text
    .optional()
    .describe("A whole name in any usual order; near spellings, nicknames and initials count."),
  npi: oneOrMore.optional(),
  license: z.strictObject({ number: text, state: text.optional() }).optional(),
  specialty: oneOrMore
    .optional()
    .describe("Words (`cardiology`) or taxonomy codes (`207RC0000X`)."),
  credential: oneOrMore.optional(),
  license_state: oneOrMore
    .optional()
    .describe("Where a license was issued; not where somebody practices."),
  state: oneOrMore.optional().describe("Of a practice location."),
  city: oneOrMore.optional(),
  zip: oneOrMore.optional().describe("Five digits, or the first three."),
  sex: z.enum(["F", "M", "X"]).optional(),
  sole_proprietor: z.boolean().optional(),
  enumerated: z
    .strictObject({ from: year.optional(), to: year.optional() })
    .optional()
    .describe("Years in which the NPI was given out, both included."),
  entity: z.enum(["individual", "organization"]).optional().describe("Absent: `individual`."),
  include_deactivated: z
    .boolean()
    .optional()
    .describe("Deactivated NPIs are left out unless this is true."),
  limit: z
    .int()
    .min(1)
    .max(MAX_PAGE)
    .optional()
    .describe(`Results of a page; absent: ${USUAL_PAGE}.`),
  cursor: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("`next_cursor` of the page before, with the same filters."),
  release: z
    .string()
    .optional()
    .describe("Release that earlier pages came from; another one answers `release_gone`."),
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
