import type { Readable, Writable } from "node:stream";
import type { Environment } from "../config/folders.ts";
import type { Speech } from "./screen/speech.ts";

/** The world as one run sees it; a test hands in its own. */
export interface Io {
  stdin: Readable & { isTTY?: boolean; setRawMode?: (on: boolean) => unknown };
  stdout: Terminal;
  /** Where a spinner turns; everything else is said through `speech`. */
  stderr: Terminal;
  speech: Speech;
  env: Environment;
  cwd: string;
  /** Aborted by Ctrl-C, SIGTERM or a reader that went away. */
  signal: AbortSignal;
  /** Milliseconds, only ever compared with each other. */
  now: () => number;
  /** The time of day. */
  date: () => Date;
  /** Files that exist and are not finished: to be removed when the program is left at once. */
  unfinished: Set<string>;
}

export interface Terminal extends Writable {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
}
