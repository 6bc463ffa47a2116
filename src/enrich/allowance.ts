/**
 * Whether a row may be asked about, by what was spent on those before: to be asked once for each that
 * is to be.
 */
export type Allowance = (row: number) => boolean;

/**
 * @param maxRequests rows that may be asked about
 * @param isAnswered rows whose answer is there already, which counts for nothing
 */
export function createAllowance(
  maxRequests: number,
  isAnswered: (row: number) => boolean,
): Allowance {
  let left = maxRequests;
  return (row) => {
    if (isAnswered(row)) return true;
    left -= 1;
    return left >= 0;
  };
}
