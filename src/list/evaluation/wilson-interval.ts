/** Lower and upper end of a 95 % interval, 0..1. */
export type Interval = readonly [number, number];

/** Standard normal deviate of a two-sided 95 % interval. */
const z = 1.959963984540054;

/**
 * Wilson's score interval of a share: within 0..1 and sensible for few cases and for shares near 0
 * or 1, where most of ours are. Null when there are no cases.
 */
export function wilsonInterval(part: number, whole: number): Interval | null {
  if (whole === 0) return null;
  const share = part / whole;
  const scale = 1 + (z * z) / whole;
  const middle = share + (z * z) / (2 * whole);
  const half = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  // What is exactly 0 or 1 comes out a rounding error beside it.
  const low = part === 0 ? 0 : (middle - half) / scale;
  const high = part === whole ? 1 : (middle + half) / scale;
  return [low, high];
}
