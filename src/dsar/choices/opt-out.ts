import { takeStep } from "../take-step.ts";
import { admitChoice, begun } from "./admit-choice.ts";
import type { ChoiceWorld } from "./choice-world.ts";
import { type KeptOut, keepOut, requireKeys } from "./keep-out.ts";
import { type Recipient, recipientsOf, recipientsStep } from "./recipients.ts";
import { whomItIsAbout } from "./whom-it-is-about.ts";

export interface ChoiceGiven {
  /** An agent's signed permission. */
  permission?: Uint8Array | undefined;
  /** However many people fit. */
  all: boolean;
}

export interface OptedOut extends KeptOut {
  /** Who was told about them since the opt-out came. */
  recipients: Recipient[];
}

/**
 * Nothing about the person is told or sold from now on. Nobody is verified for it, and nothing is
 * erased; several fit: all of them; none fits: what was said is kept for later imports.
 */
export function optOut(world: ChoiceWorld, id: string, given: ChoiceGiven): Promise<OptedOut> {
  return takeStep(world, id, "opt-out", async (step) => {
    const { request, today, record } = step;
    const permitted = admitChoice(step, given.permission);
    const about = await whomItIsAbout(step, world, given);
    requireKeys(about);
    await record(...permitted, ...begun(request, today));
    const kept = await keepOut(step, "opt_out", about, world);
    const recipients = await recipientsOf(about.npis, request.received, world);
    const { profiles, keys } = kept;
    await record({ kind: "opted_out", body: { profiles, keys } }, recipientsStep(recipients), {
      kind: "request_answered",
      body: { day: today, response: "complied" },
    });
    return { ...kept, recipients };
  });
}
