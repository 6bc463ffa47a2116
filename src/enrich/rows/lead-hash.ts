import { hash } from "node:crypto";
import type { MatchRequest } from "../../model/contract.ts";
import { leadText } from "./lead.ts";

/**
 * SHA-256 of a lead's normalised form, 64 hex digits: the same wherever its row stands.
 *
 * @param apart tells rows apart that must not share an answer though they ask the same
 */
export function leadDigest(request: MatchRequest, apart = ""): string {
  return hash("sha256", leadText(request) + apart, "hex");
}

/** The digest's first 52 bits: a safe integer, never 0 in practice. */
export function shortHash(digest: string): number {
  return Number.parseInt(digest.slice(0, 13), 16);
}
