import { type ReasonCode, reasonCodes } from "../model/reason.ts";
import { type Decision, toReason } from "./decide.ts";
import type { Lead } from "./lead.ts";
import { exactKeys, tier1Keys, tier2Keys } from "./lead-keys.ts";

/** What is said when the given NPI could not be used and the lead is matched without it. */
export const npiProblemWords = {
  check_digit: "the NPI given fails its check digit and was not used",
  malformed: "the NPI given is not a ten-digit number and was not used",
  scientific: "the NPI given lost digits to scientific notation and was not used",
} as const;

/** An `invalid_input` decision when a lead has nothing to search by, else undefined. */
export function unsearchable(lead: Lead): Decision | undefined {
  if (lead.npi !== "") return undefined;
  const hasIdentifier = lead.licenses.length > 0 || lead.phone !== "";
  const hasName = lead.hypotheses.some(({ last }) => last.length > 1);
  if (hasName && !isLoneInitial(lead) && hasKeys(lead)) return undefined;
  // A telephone finds whoever works there, and not who is to fill a vacancy.
  const isNobody = lead.name.kind === "nobody" && lead.licenses.length === 0;
  if (hasIdentifier && lead.name.kind !== "organization" && !isNobody) return undefined;
  const problem = lead.npiProblem === "" ? [] : [npiProblemWords[lead.npiProblem]];
  const code = whyNot(lead, hasName);
  return {
    status: "invalid_input",
    confidence: 0,
    reason: toReason(code, reasonCodes[code], problem),
    candidates: [],
  };
}

function whyNot(lead: Lead, hasName: boolean): ReasonCode {
  if (lead.name.kind === "other_script") return "other_script";
  if (lead.name.kind === "organization") return "organization";
  if (lead.name.kind === "nobody" && lead.npiProblem === "") return "no_person";
  if (hasName) return "lone_initial";
  if (lead.npiProblem === "scientific") return "npi_scientific";
  return lead.npiProblem === "" ? "nothing_to_search" : "npi_unusable";
}

/** A single name is searched within a ZIP or a city alone, of which the state is known. */
function hasKeys(lead: Lead): boolean {
  return [exactKeys, tier1Keys, tier2Keys].some((toKeys) => toKeys(lead).length > 0);
}

function isLoneInitial(lead: Lead): boolean {
  const placed = lead.city !== "" || lead.state !== "" || lead.zip5 !== "";
  return (
    !placed && lead.hypotheses.every(({ first, middle }) => first.length < 2 && middle.length < 2)
  );
}
