import { openDuties } from "../../dsar/clock/open-duties.ts";
import type { OthersOfPerson } from "../../dsar/others-of-person.ts";
import type { RightsRequest } from "../../dsar/request.ts";
import { othersData } from "./others-screen.ts";

/** A request as data, on a day; nothing of the person. */
export function requestData(request: RightsRequest, today: string, others: OthersOfPerson) {
  const { id, type, asked, subject, agent, channel, received, calendar, state } = request;
  const { acknowledged, extended, verified, answered, closed, due } = request;
  return {
    ...{ id, type, asked, subject, agent, channel, received, calendar, state },
    profile_found: request.found,
    minor: request.minor,
    held: request.held,
    due: due.answer,
    acknowledge_by: due.acknowledge ?? null,
    extend_by: extended === undefined ? (due.extension?.by ?? null) : null,
    acknowledged: acknowledged ?? null,
    extended: extended ?? null,
    verified: verified ?? null,
    answered: answered === undefined ? null : { ...answered, basis: answered.basis ?? null },
    closed: closed ?? null,
    duties: openDuties(request, today),
    ...othersData(others),
  };
}
