import { busy } from "./pool-errors.ts";

/** So many short calls in a row pass a long one that waits; then it has its turn. */
const MOST_AHEAD = 16;

/**
 * Calls that wait for a worker. Short ones go first, each kind in the order of arrival: a question
 * of a millisecond does not wait for a row of batches, and a batch not for ever.
 */
export interface CallQueue<Call> {
  /** Throws `service_busy` where as many wait as may. */
  add(call: Call): void;
  /** Before all others, and whatever the limit: it was under way already. */
  putBack(call: Call): void;
  next(): Call | undefined;
  remove(call: Call): void;
  size(): number;
}

export function createCallQueue<Call extends { short: boolean }>(most: number): CallQueue<Call> {
  const again = new Set<Call>();
  const short = new Set<Call>();
  const long = new Set<Call>();
  let ahead = 0;
  const size = () => again.size + short.size + long.size;

  function choose(): Call | undefined {
    const [first] = again;
    const [shortCall] = short;
    const [longCall] = long;
    if (first !== undefined) return first;
    if (longCall !== undefined && (shortCall === undefined || ahead >= MOST_AHEAD)) {
      ahead = 0;
      return longCall;
    }
    if (longCall !== undefined) ahead++;
    return shortCall;
  }

  function remove(call: Call): void {
    for (const calls of [again, short, long]) calls.delete(call);
  }

  return {
    add(call) {
      if (size() >= most) throw busy();
      (call.short ? short : long).add(call);
    },
    putBack: (call) => void again.add(call),
    next() {
      const call = choose();
      if (call !== undefined) remove(call);
      return call;
    },
    remove,
    size,
  };
}
