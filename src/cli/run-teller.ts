import type { Output } from "./output.ts";
import type { RunOutcome } from "./run-event.ts";
import type { Speech } from "./speech.ts";

/** Whom a run tells what it came to: of one list it is the last word, of several one of many. */
export interface RunTeller {
  /** With `--json`. */
  summary(summary: object): Promise<void>;
  outcome(outcome: RunOutcome): void;
}

export function tellAtOnce(out: Output, speech: Speech): RunTeller {
  return { summary: (summary) => out.json(summary), outcome: speech.setOutcome };
}
