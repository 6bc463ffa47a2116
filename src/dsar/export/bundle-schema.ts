import { z } from "zod";
import { categoryCodes } from "./categories.ts";
import { forbiddenKinds } from "./never-disclose.ts";

/**
 * `data.json` and `disclosure.json` as they are kept: what is not said to be there is not there. Of
 * `data.json` the JSON Schema in the bundle is made.
 */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const code = z.enum(categoryCodes);
const words = z.string().min(1);
const kinds = Object.keys(forbiddenKinds) as (keyof typeof forbiddenKinds)[];

const requestSchema = z.strictObject({
  id: z.string(),
  received: day,
  subject: z.enum(["contact", "user"]),
  asked: z.enum(["know-categories", "know-specific"]),
  answered_as: z.enum(["know-categories", "know-specific"]),
});

const periodSchema = z
  .strictObject({ from: day, to: day, narrowed: z.boolean() })
  .describe("Days that are answered for, both included; `narrowed` where the request named them.");

const pieceSchema = z.strictObject({
  category: code,
  field: z.string(),
  value: z.string(),
  source: words,
  day: day.optional(),
  note: z.string().optional(),
  withheld: z
    .enum(kinds)
    .optional()
    .describe("The value is held and may not be disclosed; `value` says so in words."),
});

/** Per category, so that sold and disclosed are kept apart (R3). */
const recipientsSchema = z.array(z.strictObject({ category: code, third_parties: z.array(words) }));

const receivedSchema = z.strictObject({
  day,
  recipient: words.describe("An API key's id, or `local`: the business's own runs."),
  category: words.describe("Category of the third party."),
  fields: words.describe("`profile`: what the registry holds; `npi`: the number alone."),
  times: z.int().positive(),
});

export const dataSchema = z.strictObject({
  schema_version: z.literal(1),
  request: requestSchema,
  made_on: day,
  period: periodSchema,
  release: z.string().nullable().describe("The release of the registry that was read."),
  categories_collected: z.array(code),
  categories_of_sources: z.array(z.strictObject({ category: code, sources: z.array(words) })),
  purposes: z.array(z.strictObject({ category: code, purpose: words })),
  categories_of_third_parties: z.array(words),
  specific_pieces: z
    .array(pieceSchema)
    .nullable()
    .describe("null where the request is answered by categories alone."),
  categories_sold: recipientsSchema,
  categories_disclosed: recipientsSchema,
  corrections: z
    .array(
      z.strictObject({ field: words, value: z.string(), day, sources_say: z.array(z.string()) }),
    )
    .nullable(),
  choices: z
    .strictObject({
      suppressions: z.array(
        z.strictObject({ reason: words, channel: words, day, reversible: z.boolean() }),
      ),
      closed_channels: z.array(
        z.strictObject({ channel: words, reason: words, source: words, day }),
      ),
    })
    .nullable(),
  received_by: z.array(receivedSchema).nullable(),
  requests: z
    .array(
      z.strictObject({
        type: words,
        received: day,
        channel: words,
        answered: day.nullable(),
        response: z.string().nullable(),
      }),
    )
    .nullable(),
  held_and_never_disclosed: z.array(words),
  outside_period: z.strictObject({ pieces: z.int(), disclosures: z.int() }).nullable(),
});

export type BundleData = z.infer<typeof dataSchema>;

export const disclosureSchema = z.strictObject({
  schema_version: z.literal(1),
  request: requestSchema,
  made_on: day,
  categories: z.array(
    z.strictObject({
      category: code,
      name: words,
      held_about_you: z.boolean(),
      what: words,
      collected_from: z.array(words),
      purpose: words,
      sold_to: z.array(words),
      disclosed_to: z.array(words),
      recipients: words,
    }),
  ),
  past_12_months: z
    .strictObject({ from: day, to: day, recipients: z.array(words) })
    .describe("R2: categories of recipients in the 12 months before the request, and since."),
  received_by: z.array(receivedSchema).nullable(),
  retention: z.array(z.strictObject({ what: words, kept: words })),
});

export type DisclosureTable = z.infer<typeof disclosureSchema>;

/** JSON Schema (2020-12) of `data.json`. */
export function dataJsonSchema(): object {
  return z.toJSONSchema(dataSchema);
}
