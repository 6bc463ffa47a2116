import type { Status } from "../../model/status.ts";
import type { ServiceEvent } from "../../service/search-service.ts";
import type { CallEntry } from "../../service/server/call-entry.ts";

/**
 * What `--progress json` writes to stderr, one object a line: counts, row numbers, file names and
 * fixed words, nothing about a person. What a field means stands in docs/commands.md.
 */
export type RunEvent =
  | { event: "start"; command: string; version: string }
  | ({ event: "progress" } & ProgressEvent)
  | { event: "note" | "warning"; text: string }
  | ({ event: "retry" } & ServiceEvent)
  | { event: "listening"; url: string; release: string; keys: "needed" | "none" }
  | ({ event: "call" } & CallEntry)
  | { event: "release"; release: string; state: "opened" | "closed" }
  | { event: "fault"; name: string }
  | { event: "interrupted"; signal: string }
  | { event: "error"; code: string; message: string; hint: string | null; exit_code: number }
  | ({ event: "end"; exit_code: number; duration_ms: number } & RunOutcome);

interface ProgressEvent {
  step: string;
  /** The file that the step is about, where there are several. */
  file?: string | undefined;
  done: number;
  total: number | null;
  unit: string;
  /** Of `unit`, a second; null as long as it cannot be told. */
  rate: number | null;
  eta_s: number | null;
  statuses?: Readonly<Record<Status, number>> | undefined;
  /** Leads asked so far. */
  requests?: number | undefined;
}

/** What an enriched list came to; nothing of any other command. */
export interface RunOutcome {
  rows?: number;
  statuses?: Readonly<Record<Status, number>>;
  reasons?: Readonly<Record<string, number>>;
  requests?: number;
  /** Leads whose answers an earlier run left. */
  resumed?: number;
  /** Rows that are somebody whom an earlier row names, and those left out for it. */
  duplicates?: number;
  dropped?: number;
  release?: string;
  /** `-` for standard output. */
  output?: string;
  receipt?: string | null;
}
