import { personOf } from "../person.ts";
import { takeStep } from "../take-step.ts";
import { admitChoice, begun } from "./admit-choice.ts";
import type { ChoiceWorld } from "./choice-world.ts";
import { keepOut, requireKeys } from "./keep-out.ts";
import type { ChoiceGiven } from "./opt-out.ts";
import { whomItIsAbout } from "./whom-it-is-about.ts";

export interface Limited {
  profiles: number;
  /** What is sensitive of theirs and kept from use: all of a minor's data, or nothing is held. */
  sensitive: "minor" | "none";
}

/**
 * Sensitive information is used for nothing beyond what the law allows. Of what is held only the data
 * of minors is sensitive (docs/dsar-choices.md): a minor is kept out, everybody else stays as they are.
 */
export function limitUse(world: ChoiceWorld, id: string, given: ChoiceGiven): Promise<Limited> {
  return takeStep(world, id, "limit", async (step): Promise<Limited> => {
    const { request, today, record } = step;
    const permitted = admitChoice(step, given.permission);
    const work = async (): Promise<Limited> => {
      if (!request.minor) {
        const person = await personOf(world.store, id);
        return { profiles: person?.npis.length ?? 0, sensitive: "none" };
      }
      const about = await whomItIsAbout(step, world, given);
      requireKeys(about);
      const { profiles } = await keepOut(step, "minor", about, world);
      return { profiles, sensitive: "minor" };
    };
    const limited = await work();
    await record(
      ...permitted,
      ...begun(request, today),
      { kind: "use_limited", body: { ...limited } },
      { kind: "request_answered", body: { day: today, response: "complied" } },
    );
    return limited;
  });
}
