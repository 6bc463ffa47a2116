import { UsageError } from "../../model/errors.ts";
import type { OutcomeColumn, OutcomeListField } from "../../table/columns/outcome-columns.ts";
import type { OutcomeTerms } from "./read-outcome-row.ts";

/** Refuses a list that says of nobody anything, or never when. */
export function requireUsableColumns(
  file: string,
  columns: readonly OutcomeColumn[],
  { asOf, outcome }: Pick<OutcomeTerms, "asOf" | "outcome">,
): void {
  const has = (...fields: OutcomeListField[]) =>
    columns.some(({ field }) => fields.includes(field));
  if (!has("npi", "email", "phone", "mobile", "fax")) {
    throw new UsageError(
      "no_target_columns",
      `No column of ${file} is known to hold NPIs, e-mail addresses or telephone numbers.`,
      'Say which one it is: --map email="Recipient" --map phone=@5',
    );
  }
  const hasFlags = has("do_not_email", "do_not_text", "do_not_call");
  if (!has("outcome") && outcome === undefined && !hasFlags) {
    throw new UsageError(
      "no_outcome_column",
      `No column of ${file} is known to say what came of it.`,
      'Say which one it is: --map outcome="Last Result"; or what holds for every row: --outcome unsubscribed',
    );
  }
  // A flag's own cell may have the day.
  if (!has("as_of") && asOf === undefined && !hasFlags) {
    throw new UsageError(
      "as_of_missing",
      `No column of ${file} is known to hold dates, and an opt-in and an opt-out are told apart by them.`,
      'Say which one it is: --map as_of="Sent On"; or the day of the whole list: --as-of 2026-01-15',
    );
  }
}
