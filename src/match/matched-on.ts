import type { FieldEvidence } from "../model/explanation.ts";

const placeKeys: Record<string, string> = {
  zip: "name+zip",
  "mailing zip": "name+zip",
  "zip nearly": "name+zip",
  city: "name+city",
  "mailing city": "name+city",
  "city nearly": "name+city",
  near: "name+state",
  around: "name+state",
  state: "name+state",
};

/** The key that carried a match: `npi`, `license`, `phone`, `name+zip`, `name+city`, … `name`. */
export function matchedOn(evidence: readonly FieldEvidence[]): string {
  const level = (field: string) => evidence.find((item) => item.field === field)?.level;
  if (level("npi") === "same") return "npi";
  if (level("license") === "same") return "license";
  if (level("phone") === "same") return "phone";
  return placeKeys[level("place") ?? ""] ?? "name";
}
