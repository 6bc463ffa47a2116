import { byEffort, isTorture } from "../helpers/effort.ts";

/** How many runs are killed at any time: of paid ones, and as many over a registry. */
export const kills = Math.ceil(byEffort(4, Number(process.env.HEARTBEAT_KILLS), 5000) / 2);

/**
 * Of points numbered from 1, all under torture, and else so many: half of them anywhere, half in
 * the last 30, where outputs take their places and the journal goes.
 */
export function chosenPoints(total: number, few: number, many: number): number[] {
  const count = byEffort(few, many, total);
  if (total <= count) return Array.from({ length: total }, (_, i) => i + 1);
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
function distinctCalls(calls: readonly string[]): number[] {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  calls.forEach((call, i) => {
    const what = call.replace(/[0-9a-f]{12,}/g, "*");
    if (!first.has(what)) first.set(what, i + 1);
    last.set(what, i + 1);
  });
  return [...new Set([...first.values(), ...last.values()])].sort((a, b) => a - b);
}

/** Every `few`-th or `many`-th of the calls that are different; under torture every call. */
export function chosenCalls(calls: readonly string[], few: number, many: number): number[] {
  if (isTorture) return calls.map((_, i) => i + 1);
  return distinctCalls(calls).filter((_, i) => i % byEffort(few, many, 1) === 0);
}
