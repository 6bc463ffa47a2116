import { z } from "zod";
import type { Explanation, FieldEvidence } from "./explanation.ts";
import type { Profile } from "./profile.ts";
import { statuses } from "./status.ts";

/**
 * The search service contract `/v1` (design.md section 4): the same objects in process and on the
 * wire. Every text is as it stands in the list; the service does its own normalising.
 */
const text = z.string();

export const matchRequestSchema = z.strictObject({
  id: z
    .int()
    .nonnegative()
    .describe("Row number in the list (1 = first data row), never a cell of it."),
  npi: text.optional(),
  name: z
    .strictObject({
      full: text.optional(),
      first: text.optional(),
      middle: text.optional(),
      last: text.optional(),
      suffix: text.optional(),
    })
    .optional(),
  credential: text.optional(),
  specialty: text.optional(),
  license: z.strictObject({ number: text, state: text.optional() }).optional(),
  city: text.optional(),
  state: text.optional(),
  zip: text.optional(),
  phone: text.optional(),
  email: text.optional(),
  organization: text.optional(),
  graduation_year: text.optional(),
  sex: text.optional(),
  entity: z.enum(["individual", "organization"]).optional(),
});

export type MatchRequest = z.infer<typeof matchRequestSchema>;

/** What a run settles once, before its first request, and sends with every one. */
export const matchContextSchema = z.strictObject({
  name_order: z
    .enum(["first_last", "last_first", "mixed"])
    .describe(
      "How names are written in the list's columns; `mixed` lets every row speak for itself.",
    ),
  prior: z
    .number()
    .min(0.05)
    .max(0.97)
    .describe("Share of leads believed to be in the registry, 0.05..0.97."),
  name_columns: z
    .enum(["as_named", "swapped", "full_in_first", "full_in_last"])
    .optional()
    .describe("What the list's name columns really hold; absent means `as_named`."),
});

export type MatchContext = z.infer<typeof matchContextSchema>;
export type NameOrder = MatchContext["name_order"];
export type NameColumns = NonNullable<MatchContext["name_columns"]>;

const fieldEvidenceSchema = z.strictObject({
  field: text,
  level: text,
  bits: z.number(),
}) satisfies z.ZodType<FieldEvidence>;

const matchCandidateSchema = z.strictObject({
  npi: text,
  /** 0..1, four decimals. */
  confidence: z.number(),
  evidence: z.array(fieldEvidenceSchema).optional(),
  matched_on: text.optional(),
});

export type MatchCandidate = z.infer<typeof matchCandidateSchema>;

export const matchResultSchema = z.strictObject({
  id: z.int().nonnegative(),
  status: z.enum(statuses),
  npi: text.optional().describe("Only when `matched`."),
  confidence: z
    .number()
    .describe("The best candidate's, 0..1, four decimals; 0 when there is none."),
  reason: text.describe("`code: words`."),
  matched_on: text.optional().describe("The key that carried the match."),
  /** Only when `matched` and `fields` was not empty. */
  profile: z.custom<Profile>().optional(),
  /**
   * For `ambiguous`, `conflict` and a near `no_match`, best first, at most five. Of a `conflict` the
   * holder of the NPI stands last, the only one matched on `npi`.
   */
  candidates: z.array(matchCandidateSchema).optional(),
  /** Only with `explain`: everything behind the decision. */
  explanation: z.custom<Explanation>().optional(),
});

export type MatchResult = z.infer<typeof matchResultSchema>;

export interface MatchBatch {
  context: MatchContext;
  /** Release the run is pinned to; another one answers `release_gone`. */
  release?: string;
  /** Threshold for `matched`, 0..1. */
  min_confidence: number;
  /** Leave the profile out of the answer when false (NPI only). */
  with_profile: boolean;
  explain?: boolean;
  /**
   * Random, hex, one per run and the same in its resumes: whoever counts or charges requests counts
   * an id of one run key once, however often it is sent.
   */
  run_key?: string;
  requests: readonly MatchRequest[];
}

export interface MatchResponse {
  release: string;
  /** In the order of the requests. */
  results: MatchResult[];
}
