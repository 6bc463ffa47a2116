/** Whether everything is tried: `npm run torture`. */
export const isTorture = Number(process.env.HEARTBEAT_TORTURE ?? 1) > 1;

/** How many processes are killed at any time: `npm run kills` and `npm run torture` say more. */
export const kills = Number(process.env.HEARTBEAT_KILLS ?? (isTorture ? 5000 : 16));

/** How many times as many points as `npm test` looks at. */
export const effort = kills >= 300 ? 4 : 1;

/** For a test of many processes, on a machine that has other things to do; in ms. */
export const patience = isTorture ? 12 * 3_600_000 : 600_000;

/**
 * Of points numbered from 1, all under torture, and else so many: half of them anywhere, half in
 * the last 30, where outputs take their places and the journal goes.
 */
export function chosenPoints(total: number, usual: number): number[] {
  const count = usual * effort;
  if (isTorture || total <= count) return Array.from({ length: total }, (_, i) => i + 1);
  const spread = (from: number, to: number, parts: number) =>
    Array.from({ length: parts }, (_, i) => from + Math.floor(((i + 0.5) * (to - from)) / parts));
  if (total <= 60) return spread(1, total + 1, count);
  const end = total - 30;
  const half = Math.floor(count / 2);
  return [...spread(1, end, count - half), ...spread(end, total + 1, half)];
}

/**
 * Of calls, each kind on each file: numbers from 1 of its first and last. Random parts of names do
 * not count.
 */
export function distinctCalls(calls: readonly string[]): number[] {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  calls.forEach((call, i) => {
    const what = call.replace(/[0-9a-f]{12,}/g, "*");
    if (!first.has(what)) first.set(what, i + 1);
    last.set(what, i + 1);
  });
  return [...new Set([...first.values(), ...last.values()])].sort((a, b) => a - b);
}
