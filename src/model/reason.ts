/**
 * Every code that `hb_reason` can begin with, and what it means: the one documented table
 * (docs/columns.md). A reason is `code: words`; a row's words may say more than the sentence here.
 */
export const reasonCodes = {
  // matched: by what
  npi: "the NPI given is on file, and no name was given to compare",
  npi_name: "the NPI given is on file under the name given",
  license: "a state license with the name",
  phone: "the telephone number with the name",
  name_zip: "the name with a ZIP code",
  name_city: "the name with a city",
  name_state: "the name with a state",
  name_only: "the name, without a place that agrees",
  // matched or no_match
  decided: "a person decided so",
  // ambiguous
  equal_candidates: "several profiles fit equally well",
  several_candidates: "several profiles fit, and none well enough",
  too_common: "more profiles share the name than can be listed",
  name_disagrees: "an identifier agrees but the name does not",
  not_sure: "one profile fits, but not surely enough",
  // conflict
  npi_name_conflict: "the NPI given belongs to somebody whose name disagrees",
  identity_moved: "the row was matched to another NPI before",
  // no_match
  nobody: "no profile fits",
  nearest_miss: "the nearest profile does not fit, and what speaks against it",
  npi_unknown: "the NPI given is not in this release, and there is no name to go on with",
  npi_deactivated: "the NPI given was deactivated, and there is no name to go on with",
  // invalid_input
  nothing_to_search:
    "no NPI, name, license or phone to search by, and no e-mail address that reads as a name",
  npi_unusable: "the NPI given cannot be right, and there is no name to search by",
  npi_scientific:
    "the NPI lost digits to scientific notation; format the column as text and export again",
  name_damaged:
    "the name was lost to a spreadsheet or a wrong encoding; correct it, or export the list again as UTF-8",
  other_script: "the name is not in Latin letters; add the NPI or a Latin spelling",
  lone_initial: "a surname with no more than an initial needs a place; add city and state, or ZIP",
  no_person: "the name stands for nobody: a vacancy, a test, a role; give the person's name or NPI",
  organization: "this is an organization's name; add its NPI to look it up",
  unclosed_quote: "a quote in the line is never closed",
  text_after_quote: "a cell goes on after its closing quote",
  stray_quote: "a quote stands inside a cell that does not begin with one",
  backslash_quote: "a quote is escaped with a backslash; export with doubled quotes",
  nul_character: "the line holds a NUL character",
  record_too_long: "the line is longer than 1 MiB",
  row_too_long: "the line has over 100 cells more than the header",
  malformed_record: "the line is no CSV record",
  // error
  service_failed: "the search service fails on this row, also when it is asked alone",
  service_refused: "the search service refuses this row",
  no_answer: "the search service did not answer, however often it is fair to ask",
  // not_attempted
  request_limit: "over the limit of --max-requests",
  service_down: "the search service stopped answering",
  service_busy: "the search service asks for a longer wait than a run takes",
  quota_exhausted: "the account at the search service has no requests left",
  key_refused: "the search service does not accept the API key",
  // suppressed
  withheld: "nothing may be returned about this person",
} as const;

export type ReasonCode = keyof typeof reasonCodes;

/** Why a line of a list is no record at all. */
export const rejectedLineCodes = [
  "unclosed_quote",
  "text_after_quote",
  "stray_quote",
  "backslash_quote",
  "nul_character",
  "record_too_long",
  "row_too_long",
  "malformed_record",
] as const satisfies readonly ReasonCode[];

/** The part of a reason before its colon. */
export function codeOfReason(reason: string): string {
  const colon = reason.indexOf(":");
  return colon === -1 ? reason : reason.slice(0, colon);
}
