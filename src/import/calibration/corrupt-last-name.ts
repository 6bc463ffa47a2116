import type { Profile } from "../../model/profile.ts";
import type { Random } from "./seeded-random.ts";
import { typingError } from "./typing-error.ts";

/**
 * A former surname (4 %), half of a hyphenated one (42 %), a space for its hyphen (20 %), a slip
 * (4 %); for 1 % of women a surname that is not on file, which is `stranger`'s.
 */
export function corruptLastName(
  { name, other_names, sex }: Profile,
  stranger: Profile,
  random: Random,
): string {
  const { last = "" } = name;
  const former = other_names.find((other) => other.last !== undefined && other.last !== last)?.last;
  const roll = random.next();
  if (former !== undefined && roll < 0.04) return former;
  if (former === undefined && sex === "F" && roll < 0.01) return stranger.name.last ?? last;
  const written = corruptHyphen(last, random);
  return random.chance(0.04) ? typingError(written, random) : written;
}

function corruptHyphen(last: string, random: Random): string {
  const halves = last.split("-").filter((half) => half !== "");
  if (halves.length !== 2) return last;
  const roll = random.next();
  if (roll < 0.42) return random.pick(halves);
  return roll < 0.62 ? halves.join(" ") : last;
}
