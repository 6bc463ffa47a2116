import { createHash } from "node:crypto";
import { z } from "zod";
import { InputError } from "../../model/errors.ts";
import { exceptions } from "./kept-records.ts";

const count = z.int().nonnegative();
const field = z.strictObject({
  field: z.string(),
  count,
  public_record: z.boolean(),
  note: z.string().optional(),
});
const kept = z.strictObject({
  record: z.string(),
  where: z.string(),
  count,
  exceptions: z.array(z.enum(exceptions)).min(1),
  statute: z.string(),
  purpose: z.string(),
  review: z.iso.date(),
  partial: z.boolean(),
});

/**
 * What a deletion will do, before anything is done. It names kinds of fields, counts, places and days:
 * no value of the person's, not even their NPI.
 */
const deletionPlanSchema = z.strictObject({
  schema_version: z.literal(1),
  /** Id of the request. */
  request: z.string(),
  /** Id of the ledger. */
  ledger: z.string(),
  public_records: z.enum(["erase", "keep-suppressed"]),
  /** How many profiles are the person's. */
  profiles: count,
  /** What is erased, by place. */
  erased: z.array(
    z.strictObject({
      place: z.enum(["registry", "cache", "journal", "corrections"]),
      where: z.string(),
      fields: z.array(field),
    }),
  ),
  /** Keys by which they stay suppressed, and telephone numbers that others have too. */
  suppressed: z.strictObject({ keys: count, shared_phones: count }),
  /** What is kept, each under its exception. */
  kept: z.array(kept),
  /** Records of other systems: kept under an exception, or to be erased there. */
  elsewhere: z.strictObject({
    kept: z.array(kept),
    erased: z.array(z.strictObject({ record: z.string(), where: z.string() })),
  }),
  /** Who was told about the person. */
  notify: z.array(
    z.strictObject({ recipient: z.string(), disclosures: count, last: z.iso.date() }),
  ),
  /** Lists that have rows of the person's: yours to mend. */
  lists: z.array(z.strictObject({ file: z.string(), rows: z.array(count) })),
});

export type DeletionPlan = z.infer<typeof deletionPlanSchema>;

export const publicRecordNote = "public record, erased by our own choice";

/** The same bytes for the same plan. */
export function planBytes(plan: DeletionPlan): Buffer {
  return Buffer.from(`${JSON.stringify(deletionPlanSchema.parse(plan), undefined, 2)}\n`);
}

/** Hex. */
export function planHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Throws InputError `plan_unreadable`. */
export function readPlan(bytes: Uint8Array): DeletionPlan {
  try {
    return deletionPlanSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch {
    // What is wrong with it could quote what does not belong there.
    throw new InputError(
      "plan_unreadable",
      "The file is no plan of a deletion.",
      "Make one: heartbeat dsar plan --id ID -o FILE",
    );
  }
}
