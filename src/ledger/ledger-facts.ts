import type { SuppressionReason } from "./suppression-store.ts";

/** What is in a ledger, in numbers. */
export interface LedgerFacts {
  /** UUID. */
  id: string;
  /** Suppression number. */
  number: number;
  events: number;
  /** ISO time of the last event. */
  last_event_at: string;
  suppressions: readonly { reason: SuppressionReason; in_force: number; lifted: number }[];
  corrections: number;
  sealed_parts: number;
  /** Rows of the record of disclosures, notices of closed channels, and API keys. */
  disclosures: number;
  notices: number;
  keys: number;
}
