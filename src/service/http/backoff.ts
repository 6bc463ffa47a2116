const base = 100;
const baseWhenBusy = 1000;
const cap = 30_000;

/** Full jitter: any time up to twice as long as the last time, so that callers do not come back together. */
export function backoff(attempt: number, isBusy: boolean, random: () => number): number {
  const most = Math.min(cap, (isBusy ? baseWhenBusy : base) * 2 ** (attempt - 1));
  return Math.floor(random() * most);
}
