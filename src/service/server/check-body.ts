import type { ZodType, z } from "zod";
import { Problem } from "./problem.ts";

/** The body as its schema reads it; where it does not fit, the place and what is wrong, never a value. */
export function checkBody<T>(schema: ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined ? "" : placeOf(issue);
  throw new Problem("invalid_request", `The body does not keep to the contract${where}.`);
}

/** ` at requests[3].zip: invalid_type`. Keys of the schema only: an unknown one is not repeated. */
function placeOf({ path, code }: z.core.$ZodIssue): string {
  const place = path.map((part, i) =>
    typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${String(part)}`,
  );
  return place.length === 0 ? `: ${code}` : ` at ${place.join("")}: ${code}`;
}
