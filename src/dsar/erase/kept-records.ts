import { UsageError } from "../../model/errors.ts";

/** The five of the supplement (R11), and what the statute does not count as personal information. */
export const exceptions = ["E1", "E2", "E3", "E4", "E5", "public-record"] as const;

export type Exception = (typeof exceptions)[number];

/** A record that stays, and why: its line in the exception ledger. */
export interface KeptRecord {
  record: string;
  where: string;
  count: number;
  exceptions: Exception[];
  /** What of the law says so. */
  statute: string;
  /** The only use that may be made of it. */
  purpose: string;
  /** ISO day on which it is looked at again. */
  review: string;
  /** The deletion is answered as a partial one because of it. */
  partial: boolean;
}

/** A record of another system, as compliance staff tell of it. */
export interface ToldRecord {
  record: string;
  where: string;
  exceptions: readonly string[];
  statute: string;
  purpose: string;
  review: string;
}

/** A record that no exception keeps: whoever has it erases it. */
export type ErasedRecord = Pick<ToldRecord, "record" | "where">;

/** R12: what no exception justifies is deleted. E5 justifies nothing by itself (rights.md section 10). */
export function sortRecords(told: readonly ToldRecord[]): {
  kept: KeptRecord[];
  erased: ErasedRecord[];
} {
  const kept: KeptRecord[] = [];
  const erased: ErasedRecord[] = [];
  for (const { record, where, statute, purpose, review, exceptions: words } of told) {
    const named = [...new Set(words)].map(readException).sort();
    if (named.length === 0) {
      erased.push({ record, where });
      continue;
    }
    if (named.includes("E5") && !named.includes("E3")) {
      throw unjustified("E5 keeps no record by itself: the law joins it to E3.");
    }
    if (purpose.trim() === "") throw unjustified("A record that is kept needs its purpose.");
    if (!/^\d{4}-\d\d-\d\d$/.test(review)) {
      throw unjustified("A record that is kept needs a day of review, as 2028-01-31.");
    }
    kept.push({
      record,
      where,
      count: 1,
      exceptions: named,
      statute,
      purpose,
      review,
      partial: true,
    });
  }
  return { kept, erased };
}

function readException(word: string): Exception {
  const found = exceptions.find((one) => one === word.trim());
  if (found !== undefined && found !== "public-record") return found;
  throw unjustified("An exception is none of E1, E2, E3, E4 and E5.");
}

function unjustified(message: string): UsageError {
  return new UsageError(
    "exception_invalid",
    message,
    "See docs/dsar-erase.md; a record without any exception is to be deleted.",
  );
}
