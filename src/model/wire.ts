import { z } from "zod";
import { matchContextSchema, matchRequestSchema, matchResultSchema } from "./contract.ts";
import { evidenceSchema, explanationSchema } from "./explanation-schema.ts";
import { profileSchema } from "./profile-schema.ts";
import { searchQuerySchema } from "./search.ts";

/**
 * The `/v1` contract on the wire (design.md section 4), JSON both ways:
 * - `POST /v1/match`: matchBodySchema → matchAnswerSchema
 * - `POST /v1/search`: searchBodySchema → searchAnswerSchema; what cannot be searched is a 422
 *   whose `code` is one of model/search-fault.ts
 * - `GET /v1/info`: → infoSchema
 * - `POST /v1/profiles` {npis}: → {profiles}, null for an NPI that is not known; `GET
 *   /v1/profiles/{npi}` answers one
 * - `POST /v1/name-counts` {names}: → {counts}; `POST /v1/specialties` {codes}: → {names}
 * Failures are problem details (RFC 9457) with a stable `code`. A body holds at most
 * `limits.batch` items. What a caller sends is checked strictly, and what a service answers
 * leniently: keys that a newer one adds are left out.
 */
export const matchBodySchema = z.strictObject({
  context: matchContextSchema.describe("What a run settles once, and sends with every request."),
  release: z
    .string()
    .optional()
    .describe("The release that the run began on; another one answers `release_gone`."),
  min_confidence: z.number().min(0).max(1).describe("What `matched` takes at least."),
  with_profile: z.boolean().describe("Whether profiles come with the NPIs."),
  explain: z.boolean().optional().describe("Whether everything behind a decision comes along."),
  run_key: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .describe("Random, one a run: a lead of one run is charged once."),
  requests: z.array(matchRequestSchema).min(1).describe("The leads; no two with one `id`."),
});

const confidence = z.number().min(0).max(1);

const candidateSchema = z.object({
  npi: z.string(),
  confidence,
  evidence: z.array(evidenceSchema).optional(),
  matched_on: z.string().optional(),
});

export const matchAnswerSchema = z.object({
  release: z.string().min(1),
  results: z.array(
    matchResultSchema.strip().extend({
      confidence,
      profile: profileSchema.optional(),
      candidates: z.array(candidateSchema).optional(),
      explanation: explanationSchema.optional(),
    }),
  ),
});

const count = z.int().nonnegative();

export const searchBodySchema = searchQuerySchema;
export const searchAnswerSchema = z.object({
  release: z.string().min(1),
  count,
  results: z.array(
    z.object({
      npi: z.string().regex(/^\d{10}$/),
      profile: profileSchema,
      name_score: z.number().min(0).max(1).optional(),
    }),
  ),
  next_cursor: z.string().min(1).max(500).optional(),
});

const calibrationSchema = z.object({
  curves: z.record(
    z.enum(["identifier", "place", "state", "name"]),
    z.object({ intercept: z.number(), slope: z.number().positive() }),
  ),
  thresholds: z.array(z.object({ precision: z.number(), confidence: z.number() })),
  leads: count,
});

export const infoSchema = z.object({
  release: z.string().min(1),
  default_prior: z.number().min(0.05).max(0.97),
  registry: z.object({
    id: z.string(),
    schema_version: z.int(),
    built_at: z.string(),
    sources: z.array(
      z.object({
        id: count,
        kind: z.enum([
          "nppes",
          "nppes_weekly",
          "nppes_other_names",
          "nppes_practice_locations",
          "nppes_deactivations",
          "nucc_taxonomy",
          "nppes_api",
        ]),
        file: z.string(),
        as_of: z.string().optional(),
        rows: count,
        bytes: count,
        sha256: z.string(),
      }),
    ),
    contact_sources: z
      .array(
        z.object({
          name: z.string(),
          kind: z.enum(["contacts", "outcomes"]),
          file: z.string(),
          as_of: z.string(),
          priority: z.int(),
          rows: count,
          stored: count,
          people: count,
          bytes: count,
          sha256: z.string(),
          content_sha256: z.string(),
        }),
      )
      .optional(),
    calibration: calibrationSchema.optional(),
    counts: z.object({
      profiles: count,
      individuals: count,
      organizations: count,
      deactivated: count,
      taxonomy_names: count,
      erased: count.optional(),
    }),
  }),
  limits: z
    .object({
      batch: z.int().positive().optional(),
      per_second: z.number().positive().optional(),
      remaining: count.optional(),
    })
    .optional(),
});

export const profilesBodySchema = z.strictObject({ npis: z.array(z.string()).min(1) });
export const profilesAnswerSchema = z.object({ profiles: z.array(profileSchema.nullable()) });
export const nameCountsBodySchema = z.strictObject({ names: z.array(z.string()).min(1) });
export const nameCountsAnswerSchema = z.object({
  counts: z.array(z.object({ first: count, last: count })),
});
export const specialtiesBodySchema = z.strictObject({ codes: z.array(z.string()).min(1) });
export const specialtiesAnswerSchema = z.object({ names: z.array(z.string()) });

/** `GET /healthz`, `GET /readyz`. */
export const stateSchema = z.object({ status: z.string(), release: z.string().optional() });

/** RFC 9457 with our `code`; `detail` never holds what was sent. */
export const problemSchema = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  status: z.int().optional(),
  detail: z.string().optional().describe("For people."),
  code: z.string().optional().describe("For programs: stable."),
});
