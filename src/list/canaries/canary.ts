import type { Status } from "../../model/status.ts";

/** A row whose right answer is known. */
export interface Canary {
  /** Its number in the file, 1 = first data row. */
  row: number;
  /** Physical line, or row of the sheet. */
  line: number;
  cells: readonly string[];
  expected: Expectation;
}

/** At least one of the two. */
export interface Expectation {
  npi?: string;
  status?: Status;
}

/** The rows of a file, before it is known which of its columns a list has. */
export interface CanaryFile {
  /** As the user named it. */
  file: string;
  columns: readonly string[];
  canaries: readonly Canary[];
}

/** What became of the canaries of a run. Nothing in it tells who is withheld. */
export interface CanaryOutcome {
  file: string;
  canaries: number;
  /** Came back as expected. */
  right: number;
  /** About people of whom nothing may be told. */
  withheld: number;
  wrong: readonly WrongCanary[];
  /** Leads asked. */
  requests: number;
  /** Why the service was not asked any further. */
  stopped?: string;
}

export interface WrongCanary {
  row: number;
  line: number;
  /** Fixed words: a status, and whose NPI. */
  expected: string;
  actual: string;
}
