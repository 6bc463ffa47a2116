/** How fast a step goes. */
export interface Pace {
  /** A second; undefined as long as it cannot be told. */
  rate: number | undefined;
  /** Seconds left; undefined where the end is not known. */
  left: number | undefined;
}

/** Rate and time left belong to one step; a new step starts its own clock. */
export function createPace(
  now: () => number,
): (state: { step: string; file?: string; done: number; total?: number }) => Pace {
  let current = "";
  let since = 0;
  let before = 0;
  return ({ step, file = "", done, total }) => {
    if (`${step} ${file}` !== current) {
      current = `${step} ${file}`;
      since = now();
      before = done;
    }
    const seconds = (now() - since) / 1000;
    const rate = seconds > 0.5 && done > before ? (done - before) / seconds : undefined;
    const left = rate === undefined || total === undefined ? undefined : (total - done) / rate;
    return { rate, left: left === undefined ? undefined : Math.max(0, left) };
  };
}

/** Whether it is time again: true at most once in so many milliseconds. */
export function every(ms: number, now: () => number, since: number): () => boolean {
  let last = since;
  return () => {
    if (now() - last < ms) return false;
    last = now();
    return true;
  };
}
