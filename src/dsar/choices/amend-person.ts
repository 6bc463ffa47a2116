import type { ToldPerson } from "../../suppress/person-keys.ts";
import { findProfiles } from "../find-profiles.ts";
import { foundBy } from "../open-request.ts";
import { personOf, personPart } from "../person.ts";
import type { ProfileFound } from "../request.ts";
import { takeStep } from "../take-step.ts";
import type { ChoiceWorld } from "./choice-world.ts";

/**
 * Whoever made a choice has said more of whom it is about. Only where nobody is verified: who proved
 * to be one person is nobody else afterwards.
 */
export function amendPerson(
  world: Pick<ChoiceWorld, "store" | "now" | "people">,
  id: string,
  person: ToldPerson,
): Promise<ProfileFound> {
  return takeStep(world, id, "amend", async ({ record }) => {
    const before = (await personOf(world.store, id))?.told;
    const told = before === undefined ? person : united(before, person);
    const npis = world.people === undefined ? [] : await findProfiles(told, world.people);
    const found = world.people === undefined ? "unknown" : foundBy(npis);
    await record({ kind: "person_amended", body: { found }, parts: [personPart({ told, npis })] });
    return found;
  });
}

/** The last word counts; e-mail addresses and telephone numbers are all theirs. */
function united(before: ToldPerson, now: ToldPerson): ToldPerson {
  return {
    request: { ...before.request, ...now.request },
    emails: [...new Set([...before.emails, ...now.emails])],
    phones: [...new Set([...before.phones, ...now.phones])],
  };
}
