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
