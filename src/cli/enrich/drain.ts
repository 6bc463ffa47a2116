/** The time between being told to stop and having to. */
export interface Drain {
  /** Fires so long after `told` did. */
  over: AbortSignal;
  clear(): void;
}

export function drainFor(told: AbortSignal, ms: number): Drain {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => over.abort(told.reason), ms);
  };
  if (told.aborted) begin();
  else told.addEventListener("abort", begin, { once: true });
  return {
    over: over.signal,
    clear() {
      told.removeEventListener("abort", begin);
      clearTimeout(timer);
    },
  };
}
