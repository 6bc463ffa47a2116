import type { Status } from "../../model/status.ts";

/** What a long step shows while it runs. */
export interface Progress {
  /** `done` of `total`; without a total only the count and the rate are shown. */
  update(state: ProgressState): void;
  /** Remove the spinner; always called, also when the step failed. */
  stop(): void;
}

export interface ProgressState {
  /** What is being done: `Reading`, `Enriching`, `Building profiles`. */
  step: string;
  /** What it is done to, where there are several. */
  file?: string;
  done: number;
  total?: number;
  /** `rows`, `MB`, … */
  unit: string;
  /** Of a list: rows by status, and leads asked. */
  statuses?: Readonly<Record<Status, number>>;
  requests?: number;
  /** Appended as it is for people. */
  extra?: string;
}
