import { type Status, statuses } from "../../model/status.ts";
import { type Outcome, outcomeOf, type ScoredLead } from "./scored-lead.ts";

/** What became of the leads of one status; the five outcomes add up to `leads`. */
export interface StatusFigures extends Record<Outcome, number> {
  status: Status;
  leads: number;
}

/** Every status that occurs, in the order of the README. */
export function statusFigures(leads: readonly ScoredLead[]): StatusFigures[] {
  const byStatus = new Map<Status, StatusFigures>();
  for (const lead of leads) {
    const { status } = lead;
    const figures = byStatus.get(status) ?? {
      status,
      leads: 0,
      right: 0,
      wrong_person: 0,
      nobody_there: 0,
      missed: 0,
      rightly_none: 0,
    };
    figures.leads++;
    figures[outcomeOf(lead)]++;
    byStatus.set(status, figures);
  }
  return statuses.flatMap((status) => byStatus.get(status) ?? []);
}
