import { z } from "zod";
import type { Explanation } from "./explanation.ts";

/** `Explanation` as it comes over the wire; keys of a newer service are left out. */
const text = z.string();
const count = z.int().nonnegative();

export const evidenceSchema = z.object({ field: text, level: text, bits: z.number() });

export const explanationSchema = z.object({
  hypotheses: z.array(z.object({ reading: text, weight: z.number() })),
  left_out: z.array(z.object({ text, why: text })),
  keys: z.array(z.object({ kind: text, profiles: count, compared: count, capped: z.boolean() })),
  compared: count,
  candidates: z.array(
    z.object({
      npi: text,
      bits: z.number(),
      posterior: z.number(),
      confidence: z.number(),
      reading: text.optional(),
      holder: z.boolean().optional(),
      evidence: z.array(evidenceSchema),
    }),
  ),
  nobody: z.number(),
  unlisted: z.number(),
  unlisted_posterior: z.number(),
}) as unknown as z.ZodType<Explanation>;
