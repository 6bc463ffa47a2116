import type { RequestStep } from "../../ledger/request-store.ts";
import type { RightsRequest } from "../request.ts";
import { type Duty, openDuties } from "./open-duties.ts";

/** What these steps do too late: said in the chain before them, so that nobody has to work it out. */
export function overdueNotes(
  request: RightsRequest,
  steps: readonly RequestStep[],
  today: string,
): RequestStep[] {
  const kinds = new Set(steps.map(({ kind }) => kind));
  // An answer also ends the duty to say that the request came.
  const done = (what: Duty["what"]) =>
    kinds.has("request_answered") || (what === "acknowledge" && kinds.has("request_acknowledged"));
  return openDuties(request, today)
    .filter(({ what, standing }) => standing === "overdue" && done(what))
    .map(({ what, due }) => ({ kind: "overdue_noted", body: { day: today, what, due } }));
}
