import type { RequestStep } from "../ledger/request-store.ts";
import { RefusedError } from "../model/errors.ts";
import { isOptInHindered } from "./hindered-opt-in.ts";
import { lacksPermission } from "./lacks-permission.ts";
import { type RightsWorld, takeStep } from "./take-step.ts";
import { type Denial, denialProblems, whyNotDeny } from "./why-not-deny.ts";

/** Answers a request with no; what is written of the grounds is sealed with it. */
export async function denyRequest(world: RightsWorld, id: string, denial: Denial): Promise<void> {
  await takeStep(world, id, "deny", async ({ request, today, record }) => {
    const events = await world.store.eventsOf(id);
    const withoutPermission = lacksPermission(request, events);
    const hindered = isOptInHindered(request, events);
    const code = whyNotDeny(request, { ...denial, today, withoutPermission, hindered });
    if (code !== undefined) {
      const [problem, hint] = denialProblems[code];
      throw new RefusedError(code, problem, hint);
    }
    const { basis, grounds, noMethod } = denial;
    const method = noMethod ? { method: "none" } : {};
    const steps: RequestStep[] = [
      {
        kind: "request_answered",
        body: { day: today, response: "denied", basis, ...method },
        parts: grounds === undefined ? [] : [groundsPart(grounds)],
      },
    ];
    // §7024(a): what cannot be verified for specific pieces is judged for categories too.
    if (request.type === "know-specific" && basis === "not-verifiable") {
      steps.unshift({ kind: "request_downgraded", body: { day: today } });
    }
    await record(...steps);
  });
}

function groundsPart(grounds: string) {
  return { class: "record", purpose: "grounds", bytes: Buffer.from(grounds) } as const;
}
