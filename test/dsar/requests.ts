import type { RightsRequest } from "../../src/dsar/request.ts";

/** A request as it is when it has come; what is given wins. */
export function requestOf(given: Partial<RightsRequest>): RightsRequest {
  const type = given.type ?? "delete";
  return {
    ...{ id: "R-TEST2345", type, asked: type, subject: "contact", agent: "none" },
    ...{ channel: "email", received: "2026-01-15", openedAt: "2026-01-15T20:00:00.000Z" },
    ...{ calendar: "california", found: "one", minor: false, state: "received" },
    ...{ acknowledged: undefined, extended: undefined, verified: undefined, plan: undefined },
    ...{ failures: 0, held: false, answered: undefined, closed: undefined },
    ...{ collected: new Map(), done: new Set<string>(), last: 1 },
    ...given,
  } as RightsRequest;
}
