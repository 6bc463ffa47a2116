import { latestDay, readAsOf, readSourceName } from "../../contacts/source-terms.ts";
import {
  type SuppressionReason,
  type SuppressionTerms,
  suppressionReasons,
} from "../../ledger/suppression-store.ts";
import { UsageError } from "../../model/errors.ts";

/** As typed. */
export interface TypedTerms {
  reason: string;
  channel: string;
  source: string;
  date: string | undefined;
  irreversible: boolean;
}

const suppressedOn = { option: "--date", what: "the suppression came" };

/** A deletion is for good, whatever is said. */
export function readSuppressionTerms(typed: TypedTerms, now: Date): SuppressionTerms {
  const reason = readReason(typed.reason);
  return {
    reason,
    channel: readWord("--channel", typed.channel),
    source: readSourceName(typed.source),
    date:
      typed.date === undefined ? dayOf(now) : readAsOf(typed.date, latestDay(now), suppressedOn),
    reversible: reason !== "deletion" && !typed.irreversible,
  };
}

export function readReason(text: string): SuppressionReason {
  const known = suppressionReasons.find((reason) => reason === text.trim().toLowerCase());
  if (known !== undefined) return known;
  throw new UsageError(
    "suppression_reason",
    "--reason names no reason that there is.",
    `It is one of ${suppressionReasons.join(", ")}.`,
  );
}

function readWord(option: string, text: string): string {
  const word = text.trim().toLowerCase();
  if (/^[a-z][a-z0-9_-]{0,19}$/.test(word)) return word;
  throw new UsageError(
    "suppression_channel",
    `${option} takes one word: how it came, as email, form, phone, letter.`,
    "Nothing about the person belongs there.",
  );
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
