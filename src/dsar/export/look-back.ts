/** Days of which a request is answered, both included; ISO. */
export interface Period {
  from: string;
  to: string;
  /** The request itself named days. */
  narrowed: boolean;
}

/** X1: the law reaches back to this day, whatever the policy says of 12 months. */
export const firstDay = "2022-01-01";

/** Whether something that happened on a day is within. */
export function happenedWithin({ from, to }: Period, day: string): boolean {
  return from <= day && day <= to;
}

/**
 * Whether a value that is held now is within: all of them unless the request named days, since what is
 * held today was held in the period, however old it is. One without a day cannot be told to be outside.
 */
export function heldWithin(period: Period, day: string | undefined): boolean {
  return !period.narrowed || day === undefined || happenedWithin(period, day);
}

/** R2: the first day of the 12 months before a request. */
export function twelveMonthsBefore(received: string): string {
  const [year = 0, month = 1, day = 1] = received.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year - 1, month, 0)).getUTCDate();
  return new Date(Date.UTC(year - 1, month - 1, Math.min(day, lastOfMonth)))
    .toISOString()
    .slice(0, 10);
}
