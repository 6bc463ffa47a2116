import { UsageError } from "../../model/errors.ts";
import { correctableField } from "../../normalize/corrections/correctable-fields.ts";
import { type ClaimKind, claimKinds } from "../claims/claim-kinds.ts";

/** A disputed ZIP is a disputed address. */
const ofAddress: ReadonlySet<string> = new Set(["line1", "line2", "city", "state", "zip"]);

/**
 * The pieces that a correction is about: kinds as they are claimed, or fields as they are corrected
 * (`practice.phone`, `license.TX`); `other` is whatever nobody claims.
 */
export function readDisputed(fields: readonly string[]): ClaimKind[] {
  return [...new Set(fields.flatMap((field) => kindsOf(field.trim())))];
}

/** The pieces that a field, as it is corrected, is part of. */
export function kindsOf(field: string): readonly ClaimKind[] {
  if (field === "other") return [];
  const known = claimKinds.find((kind) => kind === field);
  if (known !== undefined) return [known];
  if (correctableField(field) === undefined) throw unknown();
  const [head = "", part = ""] = field.split(".");
  const own = claimKinds.filter((kind) => kind === head || kind === part);
  return ofAddress.has(part) && head !== "name" ? ["address"] : own;
}

function unknown(): UsageError {
  return new UsageError(
    "disputed_unknown",
    "--disputed names no field that there is.",
    `One of ${claimKinds.join(", ")}, a field of docs/corrections.md such as practice.phone, or other.`,
  );
}
