import type { Exception, KeptRecord } from "./kept-records.ts";

/** What the ledger has to keep of whoever is deleted. */
export interface OwnFacts {
  /** Day of receipt. */
  received: string;
  ledger: string;
  /** Disclosures on record. */
  disclosures: number;
  /** Keys by which they stay suppressed. */
  keys: number;
  /** Channels that they, or values of theirs, have had closed. */
  closedChannels: number;
  /** Public records that stay by the setting `public_records`, and where. */
  publicRecords: readonly { where: string; count: number }[];
}

/** Exceptions E1–E5 and statutes of what heartbeat itself keeps (R11, R12). */
export function ownRecords(facts: OwnFacts): KeptRecord[] {
  const { ledger, received } = facts;
  const review = reviewDay(received);
  const record = (
    name: string,
    count: number,
    statute: string,
    purpose: string,
    exception: Exception = "E4",
  ): KeptRecord => ({
    ...{ record: name, where: ledger, count, exceptions: [exception], statute, purpose, review },
    partial: exception === "public-record",
  });
  const records = [
    record(
      "record of the request, sealed",
      1,
      "11 CCR 7101(a)",
      "to show how the request was handled",
    ),
    record(
      "suppression keys, as hashes",
      facts.keys,
      "11 CCR 7022(e)",
      "to keep the person deleted when data about them comes again",
    ),
    record(
      "record of disclosures, under a hash",
      facts.disclosures,
      "11 CCR 7022(b), 7101(a)",
      "to notify whoever was told, and to show that they were",
    ),
    record(
      "closed channels, under hashes",
      facts.closedChannels,
      "Civ. Code 1798.105(d), a legal obligation",
      "to keep the person from being approached",
    ),
    ...facts.publicRecords.map(({ where, count }) => ({
      ...record(
        "public records, withheld",
        count,
        "Civ. Code 1798.140(v)(2)",
        "to keep the person from being found",
        "public-record",
      ),
      where,
    })),
  ];
  return records.filter(({ count }) => count > 0);
}

/** Two years (11 CCR 7101) after the last day on which a request may be answered: 90 days. */
function reviewDay(received: string): string {
  const day = new Date(`${received}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 90);
  day.setUTCFullYear(day.getUTCFullYear() + 2);
  return day.toISOString().slice(0, 10);
}
