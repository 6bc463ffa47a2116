const size = 500;
const costs = { retry: 14, busy: 5 } as const;

/**
 * Pays for calls that are made again: full at first, filled up by what succeeds, so that a service
 * that fails at length is not asked several times as often as one that does not.
 */
export interface RetryBudget {
  /** False when there is too little left, and then nothing is taken. */
  take(isBusy: boolean): boolean;
  earn(): void;
}

export function createRetryBudget(): RetryBudget {
  let left = size;
  return {
    take(isBusy) {
      const cost = isBusy ? costs.busy : costs.retry;
      if (left < cost) return false;
      left -= cost;
      return true;
    },
    earn() {
      left = Math.min(size, left + 1);
    },
  };
}
