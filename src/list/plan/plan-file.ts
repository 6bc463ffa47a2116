import { z } from "zod";
import { dedupeModes } from "../../enrich/dedupe/dedupe-outcome.ts";
import { canonicalSha256 } from "../../enrich/receipt/canonical-hash.ts";
import { matchContextSchema } from "../../model/contract.ts";
import { InputError } from "../../model/errors.ts";
import { strongestKeys } from "./strongest-key.ts";

const text = z.string();
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What holds of a run from its beginning: all of it is looked at again before it is done. */
const termsShape = {
  tool_version: text,
  list: z.strictObject({
    /** As it was named. */
    file: text.min(1),
    format: z.enum(["csv", "xlsx"]),
    sha256,
    sheet: text.optional(),
    rows: count,
    /** Rows that are no records. */
    rejected: count,
    columns: count,
  }),
  mapping: z.record(text, z.strictObject({ column: text, index: count, by: text })),
  /** Names of columns that no field may have. */
  never_sent: z.array(text),
  service: z.strictObject({
    kind: z.enum(["registry", "http", "nppes"]),
    address: text.optional(),
  }),
  release: text,
  /** Leads that are asked at most, identical ones once. */
  requests: count,
  /** And how many more to estimate the prior, at most. */
  estimate_requests: count,
  settings: z.strictObject({
    fields: text,
    with_provenance: z.boolean(),
    fresh_within: text.optional(),
    phone_format: text,
    min_confidence: z.number(),
    target_precision: z.number().optional(),
    max_requests: count.optional(),
    /** What `--map` has to say for the same mapping. */
    map: z.record(text, text),
    delimiter: text.optional(),
    encoding: text.optional(),
    header_row: count.optional(),
    sheet: text.optional(),
    name_order: text.optional(),
    name_columns: text.optional(),
    prior: z.number().optional(),
    format: text,
    raw: z.boolean(),
  }),
  write: z
    .discriminatedUnion("mode", [
      z.strictObject({ mode: z.literal("fill") }),
      z.strictObject({ mode: z.literal("overwrite"), columns: z.array(text).min(1) }),
    ])
    .optional(),
  replace_hb: z.boolean(),
  dedupe: z.enum(dedupeModes).optional(),
  /** Lists whose people count as seen before. */
  dedupe_against: z.array(z.strictObject({ file: text.min(1), sha256 })),
};

const schema = z.strictObject({
  schema_version: z.literal(1),
  ...termsShape,
  /** Whether columns in doubt are guessed. */
  yes: z.boolean(),
  /** Into which of the list's own columns it may write. */
  written: z.array(z.strictObject({ column: z.int().positive(), name: text, field: text })),
  /** null where it is only settled by asking a service elsewhere. */
  context: matchContextSchema.nullable(),
  context_from: z.strictObject({ name_order: text, prior: text, name_columns: text }).nullable(),
  /** Leads that would be asked, by the strongest key that they can be found by. */
  leads: z.record(z.enum(strongestKeys), count),
  excluded: z.strictObject({
    /** Rows about which nobody can be asked, by the code of the reason. */
    invalid_input: z.record(text, count),
    /** Rows that repeat the lead of an earlier one. */
    repeated: count,
    /** Leads over --max-requests. */
    request_limit: count,
  }),
  /** Over all the rest. */
  plan_sha256: sha256,
});

export type PlanFile = z.infer<typeof schema>;
export type PlanTerms = Pick<PlanFile, keyof typeof termsShape>;

/** What of a plan can be held against a run before its context is settled. */
export function termsOf(plan: PlanFile): PlanTerms {
  const terms = Object.keys(termsShape).map((key) => [key, plan[key as keyof PlanTerms]]);
  return Object.fromEntries(terms) as PlanTerms;
}

/** Adds the hash that shows whether a plan was changed. Keys without a value are left out. */
export function sealPlan(content: Omit<PlanFile, "schema_version" | "plan_sha256">): PlanFile {
  const plain = JSON.parse(JSON.stringify({ schema_version: 1, ...content })) as typeof content & {
    schema_version: 1;
  };
  return { ...plain, plan_sha256: canonicalSha256(plain) };
}

/** @param shown how messages name the file. Throws InputError `plan_unusable`; nothing is quoted. */
export function parsePlan(content: string, shown: string): PlanFile {
  const value = parseJson(content);
  if (isLater(value)) throw unusable(shown, "it is of a later version of heartbeat");
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unusable(shown, "it is no plan of heartbeat, or a damaged one");
  const { plan_sha256, ...rest } = value as Record<string, unknown>;
  if (plan_sha256 === canonicalSha256(rest)) return parsed.data;
  throw unusable(shown, "it was changed since it was made: its own hash does not fit");
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function isLater(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("schema_version" in value)) return false;
  return typeof value.schema_version === "number" && value.schema_version > 1;
}

function unusable(shown: string, why: string): InputError {
  return new InputError(
    "plan_unusable",
    `${shown} cannot be used: ${why}.`,
    "Plan the run again with `heartbeat plan`.",
  );
}
