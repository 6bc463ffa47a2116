import type { Disclosures, FieldSet } from "../model/disclosures.ts";

/** Somebody was told about a person on a day, so many times. */
export interface Disclosure {
  /** `2026-01-31`, UTC. */
  day: string;
  recipient: string;
  fields: FieldSet;
  count: number;
}

/** The record of disclosures, which outlives every release. */
export interface DisclosureStore extends Disclosures {
  /** In the order of the NPIs; of each by day, recipient and fields. */
  disclosuresOf(npis: readonly string[]): Promise<Disclosure[][]>;
  /** What was not flushed is not kept: nobody was told of it. */
  close(): Promise<void>;
}
