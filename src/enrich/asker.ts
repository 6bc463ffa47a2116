import type { StopError } from "../model/errors.ts";
import { type AskDeps, type AskOptions, askBatch } from "./ask-batch.ts";
import { notAttempted } from "./finding.ts";
import type { Batch, Entry } from "./plan-batches.ts";

/** Asks about batches for as long as the service answers. */
export interface Asker {
  /** Settles the batch's findings; says how many leads were answered. */
  ask(batch: Batch): Promise<number>;
  /** Why it was not asked any further. */
  stopped(): StopError | undefined;
}

/** @param isAnswered rows whose answer costs no request, and is there also when nothing else is */
export function createAsker(
  options: AskOptions,
  deps: AskDeps,
  isAnswered: (row: number) => boolean,
): Asker {
  let stopped: StopError | undefined;

  async function askAbout(entries: readonly Entry[]): Promise<number> {
    if (entries.length === 0) return 0;
    const outcome = await askBatch(entries, options, deps);
    stopped ??= outcome.stopped;
    return outcome.answered;
  }

  return {
    async ask({ asked }) {
      const open =
        stopped === undefined ? asked : asked.filter(({ row }) => isAnswered(row.number));
      const answered = await askAbout(open);
      if (stopped !== undefined) {
        for (const entry of asked) entry.finding ??= notAttempted(stopped.reason);
      }
      return answered;
    },
    stopped: () => stopped,
  };
}
