import { UsageError } from "../../model/errors.ts";
import { correctableField } from "../../normalize/corrections/correctable-fields.ts";
import { type ClaimKind, claimKinds, kindOf } from "../claims/claim-kinds.ts";

/** A disputed ZIP is a disputed address. */
const ofAddress: ReadonlySet<string> = new Set(["line1", "line2", "city", "state", "zip"]);

/**
 * The pieces that a correction is about: kinds as they are claimed, or fields as they are corrected
 * (`practice.phone`, `license.TX`); `other` is whatever nobody claims.
 */
export function readDisputed(fields: readonly string[]): ClaimKind[] {
  return [...new Set(fields.flatMap((field) => kindsOf(field.trim())))];
}

/** A telephone number may be called a phone, a mobile or a fax: one of them disputes all. */
export function kindsOf(field: string): readonly ClaimKind[] {
  const kind = kindOfField(field);
  return claimKinds.filter((other) => kind !== undefined && isOneSort(kind, other));
}

function kindOfField(field: string): ClaimKind | undefined {
  const known = claimKinds.find((kind) => kind === field);
  if (known !== undefined || field === "other") return known;
  if (correctableField(field) === undefined) throw unknown();
  const [head = "", part = ""] = field.split(".");
  if (ofAddress.has(part) && head !== "name") return "address";
  return claimKinds.find((kind) => kind === head || kind === part);
}

function isOneSort(one: ClaimKind, other: ClaimKind): boolean {
  return kindOf(one).tag === kindOf(other).tag;
}

function unknown(): UsageError {
  return new UsageError(
    "disputed_unknown",
    "--disputed names no field that there is.",
    `One of ${claimKinds.join(", ")}, a field of docs/corrections.md such as practice.phone, or other.`,
  );
}
