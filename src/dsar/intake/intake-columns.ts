import { UsageError } from "../../model/errors.ts";

/** What a list of requests says of each besides whom it is about. */
const fields = ["type", "received", "channel", "subject", "agent", "minor"] as const;

type IntakeField = (typeof fields)[number];

/** Without them no row is a request. */
const needed: readonly IntakeField[] = ["type", "received", "channel"];

const names: Readonly<Record<IntakeField, readonly string[]>> = {
  type: ["type", "request type", "right"],
  received: ["received", "received date", "date received"],
  channel: ["channel", "received by"],
  subject: ["subject"],
  agent: ["agent", "agent right"],
  minor: ["minor", "under 16"],
};

/** Which column says what, by its name. Throws UsageError where one is missing or there twice. */
export function intakeColumns(columns: readonly string[]): Map<IntakeField, number> {
  const found = new Map<IntakeField, number>();
  for (const field of fields) {
    const places = columns.flatMap((column, i) => (names[field].includes(fold(column)) ? i : []));
    if (places.length > 1) {
      throw new UsageError(
        "intake_columns",
        `The list has several columns that say the ${field} of a request.`,
        "Take all but one away.",
      );
    }
    if (places[0] !== undefined) found.set(field, places[0]);
  }
  const missing = needed.filter((field) => !found.has(field));
  if (missing.length === 0) return found;
  throw new UsageError(
    "intake_columns",
    `The list lacks columns that say of a request: ${missing.join(", ")}.`,
    `Each row is a request, with columns ${fields.join(", ")}, and whom it is about.`,
  );
}

function fold(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
}
