import { codeOfReason } from "../../model/reason.ts";
import type { Finding } from "../finding.ts";

/** Whether the NPI of the row was found to be another person's. */
export function isMoved({ status, reason }: Pick<Finding, "status" | "reason">): boolean {
  return status === "conflict" && codeOfReason(reason) === "identity_moved";
}

function isDeactivated({ status, reason }: Finding): boolean {
  return status === "no_match" && codeOfReason(reason) === "npi_deactivated";
}

/** Whose row it was; the first of the candidates where that is in doubt already, or was switched off. */
export function heldNpi(before: Finding | undefined): string | undefined {
  if (before === undefined) return undefined;
  if (isMoved(before) || isDeactivated(before)) return before.candidates[0]?.npi;
  return before.status === "matched" && before.npi !== "" ? before.npi : undefined;
}
