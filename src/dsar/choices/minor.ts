import { takeStep } from "../take-step.ts";
import type { ChoiceWorld } from "./choice-world.ts";
import { type KeptOut, keepOut, requireKeys } from "./keep-out.ts";
import { whomItIsAbout } from "./whom-it-is-about.ts";

/**
 * R28: there is a sign that the person is under 16; nothing about them is sold from now on. Only who
 * says so by the reason lifts that again.
 */
export function keepMinorOut(
  world: ChoiceWorld,
  id: string,
  given: { all: boolean },
): Promise<KeptOut> {
  return takeStep(world, id, "minor", async (step) => {
    const about = await whomItIsAbout(step, world, given);
    requireKeys(about);
    const kept = await keepOut(step, "minor", about, world);
    const { profiles, keys } = kept;
    await step.record({ kind: "minor_found", body: { day: step.today, profiles, keys } });
    return kept;
  });
}
