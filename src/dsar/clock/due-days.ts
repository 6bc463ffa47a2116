import type { DueDays, RequestType } from "../request.ts";
import { type BusinessCalendar, businessDaysAfter } from "./business-calendar.ts";
import { daysAfter } from "./calendar-days.ts";

/** §7021(a): to confirm that a request to know, delete or correct came. */
const acknowledgeDays = 10;
/** §7026, §7027: to carry out an opt-out or a limit. */
const choiceDays = 15;
/** §7021(b), and the last day on which more time can be taken. */
const answerDays = 45;
const extendedDays = 90;
/** The period may also be read to begin on the day of receipt: on that day it is the last. */
const warnDays = 44;

const choices: ReadonlySet<RequestType> = new Set(["opt-out", "limit", "opt-in"]);

/** @param received day 0 */
export function dueDays(
  type: RequestType,
  received: string,
  calendar: BusinessCalendar,
  extendedUntil?: string,
): DueDays {
  if (choices.has(type)) {
    const answer = businessDaysAfter(received, choiceDays, calendar);
    return { acknowledge: undefined, answer, warn: daysAfter(answer, -1), extension: undefined };
  }
  const answer = extendedUntil ?? daysAfter(received, answerDays);
  return {
    acknowledge: businessDaysAfter(received, acknowledgeDays, calendar),
    answer,
    warn: daysAfter(answer, warnDays - answerDays),
    extension: {
      by: daysAfter(received, answerDays),
      until: daysAfter(received, extendedDays),
    },
  };
}
