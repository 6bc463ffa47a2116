import type { MatchRequest } from "../../model/contract.ts";
import { licenseKeys } from "../../normalize/license.ts";
import { readNpi } from "../../normalize/npi.ts";
import { toPhone } from "../../normalize/phone.ts";

/** By what a lead can be found, the strongest first; named as the reasons of matches are. */
export const strongestKeys = [
  "npi",
  "license",
  "phone",
  "name_zip",
  "name_city",
  "name_state",
  "name_only",
] as const;

export type StrongestKey = (typeof strongestKeys)[number];

/** The strongest of a lead that is asked about: one without an identifier has a name. */
export function strongestKey(request: MatchRequest): StrongestKey {
  const { npi = "", license, phone = "", zip, city, state = "" } = request;
  if (readNpi(npi).kind === "valid") return "npi";
  if (license !== undefined && licenseKeys(license.number, license.state ?? state).length > 0) {
    return "license";
  }
  if (toPhone(phone) !== "") return "phone";
  if (zip !== undefined) return "name_zip";
  if (city !== undefined) return "name_city";
  return state === "" ? "name_only" : "name_state";
}
