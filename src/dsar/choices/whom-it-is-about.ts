import { RefusedError } from "../../model/errors.ts";
import { whoFits } from "../find-profiles.ts";
import { personOf } from "../person.ts";
import type { StepWork } from "../take-step.ts";
import type { ChoiceWorld } from "./choice-world.ts";
import { type KeptKeys, keysToKeep } from "./keys-to-keep.ts";

/** More are hardly one person: a switchboard's number was said. */
const mostWhoFit = 20;

/** @param all also where more people fit than one may be taken for */
export async function whomItIsAbout(
  { request: { id } }: Pick<StepWork, "request">,
  { store, people, corrections, context }: ChoiceWorld,
  { all }: { all: boolean },
): Promise<KeptKeys> {
  const person = await personOf(store, id);
  if (person === undefined) throw shredded();
  const { told } = person;
  const fit = people === undefined ? { npis: [], isCut: false } : await whoFits(told, people);
  if (fit.isCut) throw tooLittle();
  // Who was found when it came and is on file no more is meant all the same.
  const npis = fit.npis.length > 0 ? fit.npis : person.npis;
  if (npis.length > mostWhoFit && !all) throw manyFit(npis.length);
  const correctionsOf = (asked: readonly string[]) => corrections.correctionsOf(asked);
  return keysToKeep({ told, npis, people, correctionsOf, context });
}

function tooLittle(): RefusedError {
  return new RefusedError(
    "too_little_said",
    "More people fit what was said than can be told apart: nothing was done.",
    "Ask for what tells them apart, never for proof: an NPI, a ZIP code, an e-mail address. Then: heartbeat dsar amend",
  );
}

function manyFit(count: number): RefusedError {
  return new RefusedError(
    "many_fit",
    `${count} people fit what was said, as those who share a telephone: nothing was done.`,
    "Ask for a name or an NPI, never for proof; or take all of them: --all",
  );
}

function shredded(): RefusedError {
  return new RefusedError(
    "person_shredded",
    "What was said of the person is shredded: its time is over.",
    "Enter a new request: heartbeat dsar open",
  );
}
