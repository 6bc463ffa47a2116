import { type RightsWorld, takeStep } from "./take-step.ts";

/** Ends a request that was answered.  @returns whether a letter was made since the answer */
export async function closeRequest(world: RightsWorld, id: string): Promise<boolean> {
  return takeStep(world, id, "close", async ({ today, record }) => {
    const events = await world.store.eventsOf(id);
    const answer = events.findLast(({ kind }) => kind === "request_answered")?.seq ?? 0;
    await record({ kind: "request_closed", body: { day: today } });
    return events.some(({ kind, seq }) => kind === "letter_made" && seq > answer);
  });
}
