import { z } from "zod";
import { matchContextSchema } from "../../model/contract.ts";

/** Raised where a line or the header comes to mean something else. */
export const JOURNAL_SCHEMA = 1;

const origin = z.enum(["default", "estimated", "flag"]);

/** The first line of a journal. */
const journalHeaderSchema = z.object({
  schema: z.literal(JOURNAL_SCHEMA),
  run_id: z.string().regex(/^[0-9a-f]{16}$/),
  /** The same in every resume: whoever charges requests knows them again by it. */
  run_key: z.string().regex(/^[0-9a-f]{32}$/),
  created: z.iso.datetime(),
  release: z.string(),
  /** Of the list. */
  rows: z
    .int()
    .nonnegative()
    .max(2 ** 31),
  /**
   * Leads that a run asks about in all; absent of a refresh that may leave some unasked: how many is
   * only known at its end.
   */
  requests: z.int().nonnegative().optional(),
  context: matchContextSchema,
  context_from: z.object({ name_order: origin, prior: origin, name_columns: origin }),
  /** What its answers hang on beside the list (SHA-256, hex); absent where that is not known. */
  under: z.string().optional(),
  /** What the run id is made of, for people. */
  binding: z.record(z.string(), z.unknown()),
});

export type JournalHeader = z.infer<typeof journalHeaderSchema>;

/** undefined for what another version wrote, or nobody. */
export function parseHeader(value: unknown): JournalHeader | undefined {
  return journalHeaderSchema.safeParse(value).data;
}
