import type { RightsRequest } from "../request.ts";

/** What is still owed to whoever asked. */
export interface Duty {
  what: "acknowledge" | "answer";
  due: string;
  /** `urgent` on its last days, `overdue` from the day after. */
  standing: "open" | "urgent" | "overdue";
}

/** What is owed for a request on a day; the most urgent first. Nothing once it is answered. */
export function openDuties(request: RightsRequest, today: string): Duty[] {
  const { due, acknowledged, answered } = request;
  if (answered !== undefined) return [];
  const answer = dutyOf("answer", due.answer, due.warn, today);
  if (due.acknowledge === undefined || acknowledged !== undefined) return [answer];
  const acknowledge = dutyOf("acknowledge", due.acknowledge, due.acknowledge, today);
  return answer.standing === "overdue" ? [answer, acknowledge] : [acknowledge, answer];
}

function dutyOf(what: Duty["what"], due: string, warn: string, today: string): Duty {
  if (today > due) return { what, due, standing: "overdue" };
  return { what, due, standing: today >= warn ? "urgent" : "open" };
}
