import { type RightsWorld, takeStep } from "./take-step.ts";

/** Whether it was in time; undefined where no time is set. */
export interface Acknowledged {
  day: string;
  /** Last day for it, by the calendar of the request. */
  by: string | undefined;
  calendar: string;
  /** It was acknowledged before, on that day: nothing was written down. */
  again: boolean;
}

/** §7021(a): that a request came is confirmed once. */
export async function acknowledgeRequest(world: RightsWorld, id: string): Promise<Acknowledged> {
  return takeStep(world, id, "ack", async ({ request, today, record }) => {
    const { acknowledged, calendar, due } = request;
    const said = { day: acknowledged ?? today, by: due.acknowledge, calendar };
    if (acknowledged !== undefined) return { ...said, again: true };
    await record({ kind: "request_acknowledged", body: { day: today } });
    return { ...said, again: false };
  });
}
