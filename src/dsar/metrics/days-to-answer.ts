/** To a tenth of a day; null of none. */
export function meanOf(days: readonly number[]): number | null {
  if (days.length === 0) return null;
  const sum = days.reduce((total, one) => total + one, 0);
  return Math.round((sum * 10) / days.length) / 10;
}

/** The middle one, or halfway between the two in the middle; null of none. */
export function medianOf(days: readonly number[]): number | null {
  const sorted = days.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
