import pLimit from "p-limit";
import { abortable } from "./abortable.ts";
import type { Batch } from "./plan-batches.ts";

export interface Signals {
  /** Ends everything at once. */
  signal: AbortSignal;
  /** Begin nothing new. */
  drain: AbortSignal;
}

interface Steps {
  ask: (batch: Batch) => Promise<number>;
  write: (batch: Batch, asked: number) => Promise<void>;
}

/**
 * Asks about several batches at a time and writes them in input order. At most twice as many as are
 * asked at a time are held, so a slow one at the front stops the reading, not the memory. When it is
 * to drain, nothing new is begun, and it ends when what was begun has ended.
 */
export async function inOrder(
  batches: AsyncIterable<Batch>,
  concurrency: number,
  { signal, drain }: Signals,
  { ask, write }: Steps,
): Promise<void> {
  const limit = pLimit(concurrency);
  const window: { batch: Batch; asked: Promise<number> }[] = [];
  const underWay = new Set<Promise<number>>();

  async function begin(batch: Batch): Promise<number> {
    drain.throwIfAborted();
    const asking = ask(batch);
    underWay.add(asking);
    return asking.finally(() => underWay.delete(asking));
  }

  async function writeFirst(): Promise<void> {
    const first = window.shift();
    if (first !== undefined) await write(first.batch, await abortable(first.asked, drain));
  }

  try {
    for await (const batch of batches) {
      const asked = batch.asked.length === 0 ? Promise.resolve(0) : limit(() => begin(batch));
      // A failure is met when its turn comes; until then it must not count as unhandled.
      asked.catch(() => undefined);
      window.push({ batch, asked });
      if (window.length >= 2 * concurrency) await writeFirst();
      // Nothing is waited for: held any longer, rows only fill the memory.
      while (window[0]?.batch.asked.length === 0) await writeFirst();
    }
    while (window.length > 0) await writeFirst();
  } finally {
    limit.clearQueue();
    if (drain.aborted) await abortable(Promise.allSettled(underWay), signal);
  }
}
