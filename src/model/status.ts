/** What was found for a row: exactly one of these per row (README, "Statuses"). */
export const statuses = [
  "matched",
  "ambiguous",
  "no_match",
  "conflict",
  "invalid_input",
  "suppressed",
  "error",
  "not_attempted",
] as const;

export type Status = (typeof statuses)[number];

/** Statuses that the search service gives as an answer. */
export const answerStatuses: ReadonlySet<Status> = new Set([
  "matched",
  "ambiguous",
  "no_match",
  "conflict",
]);

/** Statuses of rows without an answer: to be asked again. */
export const unansweredStatuses: ReadonlySet<Status> = new Set(["error", "not_attempted"]);

/** What each says, for a legend; the README says the same and more. */
export const statusMeanings: Readonly<Record<Status, string>> = {
  matched: "one person fits surely enough; hb_npi and the profile columns are filled",
  ambiguous: "somebody fits, but not surely enough, or several do; see hb_candidates",
  no_match: "nobody in the registry fits: this is an answer",
  conflict: "the NPI in the row exists, but belongs to somebody with another name",
  invalid_input: "the row has nothing to search by, or is not valid CSV; nothing was asked",
  suppressed: "nothing may be returned about this person; only status and reason are filled",
  error: "the search service did not answer for this row",
  not_attempted: "the row was never asked",
};
