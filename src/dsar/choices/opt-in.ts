import { RefusedError } from "../../model/errors.ts";
import { type StepWork, takeStep } from "../take-step.ts";
import { admitChoice, begun } from "./admit-choice.ts";
import type { ChoiceWorld } from "./choice-world.ts";
import { whomItIsAbout } from "./whom-it-is-about.ts";

export interface OptInGiven {
  permission?: Uint8Array | undefined;
  /** The person has confirmed it, apart from asking for it. */
  confirm: boolean;
}

export type OptedIn =
  | { step: "asked" }
  | {
      step: "confirmed";
      /** Opt-outs of theirs that hold no more. */
      lifted: number;
      /** What keeps them out all the same: a list of the business's own. */
      left: number;
    };

/**
 * Somebody who opted out wants to be found again: asked for once, and confirmed apart from that. It
 * lifts their opt-outs alone.
 */
export function optIn(world: ChoiceWorld, id: string, given: OptInGiven): Promise<OptedIn> {
  return takeStep(world, id, "opt-in", async (step): Promise<OptedIn> => {
    const { request, today, record } = step;
    const permitted = admitChoice(step, given.permission);
    if (request.minor) throw minor();
    if (!given.confirm) {
      const asked = { kind: "opt_in_asked", body: { day: today } };
      await record(...permitted, ...(request.done.has("opt_in_asked") ? [] : [asked]));
      return { step: "asked" };
    }
    if (!request.done.has("opt_in_asked")) throw notAsked();
    const keys = await keysOf(step, world);
    const theirs = await world.suppressions.named(keys);
    if (theirs.some(({ reason }) => reason === "minor")) throw minor();
    // What the business keeps out by a list of its own is no answer to anybody's choice.
    if (theirs.some(({ reversible, reason }) => !reversible && reason !== "own_list")) {
      throw forGood();
    }
    await record(...permitted, ...begun(request, today));
    const { lifted } = await world.suppressions.remove(keys, "opt_out");
    await world.bringUpToDate();
    await record(
      { kind: "opted_in", body: { day: today, lifted } },
      { kind: "request_answered", body: { day: today, response: "complied" } },
    );
    const left = theirs.filter(({ reason }) => reason !== "opt_out").length;
    return { step: "confirmed", lifted, left };
  });
}

/** Where it is not clear who asks, nobody comes back: an opt-in of one is none of another. */
async function keysOf(step: Pick<StepWork, "request">, world: ChoiceWorld) {
  const { npis, people } = await whomItIsAbout(step, world, { all: false });
  if (npis.length > 1) throw unclear();
  const all = people.flat();
  const strong = all.filter(({ kind }) => kind !== "ghost");
  // A name at a place may be a namesake's too: it counts only where it is all that was said.
  return strong.length > 0 ? strong : all;
}

function notAsked(): RefusedError {
  return new RefusedError(
    "opt_in_not_asked",
    "An opt-in takes two steps: that it was asked for is not recorded yet.",
    "The same command without --confirm first; with it once the person has confirmed.",
  );
}

function minor(): RefusedError {
  return new RefusedError(
    "minor_kept_out",
    "There is a sign that the person is under 16: nothing was lifted.",
    "Under 13 a parent opts in, from 13 to 15 the minor. Once that is on record: heartbeat suppress remove --reason minor. Else: heartbeat dsar deny --id ID --basis exempt --grounds-file FILE",
  );
}

function forGood(): RefusedError {
  return new RefusedError(
    "suppression_irreversible",
    "The person was suppressed for good: nothing was lifted.",
    "Whoever was deleted comes back by no command: heartbeat dsar deny --basis other --grounds-file FILE",
  );
}

function unclear(): RefusedError {
  return new RefusedError(
    "several_fit",
    "Several people fit what was said: nothing was lifted.",
    "Ask which of them it is, as by NPI, then: heartbeat dsar amend",
  );
}
