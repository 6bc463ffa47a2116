import { RefusedError, UsageError } from "../../model/errors.ts";
import { correctableField } from "../../normalize/corrections/correctable-fields.ts";
import { type ClaimKind, claimKinds } from "../claims/claim-kinds.ts";
import type { RightsRequest } from "../request.ts";

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

/**
 * Refuses to correct what has proved who asks: whoever knows a value that they say is wrong has shown
 * nothing by it.
 *
 * @param fields as they are corrected
 */
export function requireUndisputed({ verified }: RightsRequest, fields: readonly string[]): void {
  if (!fields.flatMap(kindsOf).some((kind) => verified?.fields.includes(kind))) return;
  throw new RefusedError(
    "verified_by_disputed",
    "What is to be corrected has proved who asks.",
    "Enter a request of its own, and verify it with --disputed and other values.",
  );
}

function unknown(): UsageError {
  return new UsageError(
    "disputed_unknown",
    "--disputed names no field that there is.",
    `One of ${claimKinds.join(", ")}, a field of docs/corrections.md such as practice.phone, or other.`,
  );
}
