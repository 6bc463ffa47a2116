import { hash } from "node:crypto";
import type { MatchRequest } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import { detailText, identityText } from "../../normalize/keys/lead-identity.ts";
import { recordText } from "../../normalize/keys/record-text.ts";

/** SHA-256 (hex) of whom a lead is about. */
export function leadHash(request: MatchRequest): string {
  return hash("sha256", `heartbeat lead 1\n${identityText(request)}`, "hex");
}

/** SHA-256 (hex) of all that a lead says. */
export function detailHash(request: MatchRequest): string {
  return hash("sha256", `heartbeat lead detail 1\n${detailText(request)}`, "hex");
}

/** SHA-256 (hex) of what somebody's record says. */
export function recordHash(profile: Profile): string {
  return hash("sha256", `heartbeat record 1\n${profile.npi}\n${recordText(profile)}`, "hex");
}
