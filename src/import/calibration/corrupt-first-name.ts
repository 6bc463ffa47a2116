import type { Profile } from "../../model/profile.ts";
import { nicknameRelatives } from "./nickname-relatives.ts";
import type { Random } from "./seeded-random.ts";
import { typingError } from "./typing-error.ts";

/** A nickname (10 %), an initial (3 %, 13 % without nicknames), a slip (3 %), the middle name (2 %). */
export function corruptFirstName({ name }: Profile, random: Random): string {
  const { first = "", middle = "" } = name;
  const relatives = nicknameRelatives(first);
  const roll = random.next();
  if (roll < 0.1 && relatives.length > 0) return random.pick(relatives);
  if (roll < 0.13) return first.charAt(0);
  if (roll < 0.16) return typingError(first, random);
  if (roll < 0.18 && /^\p{L}{2}/u.test(middle)) return middle;
  return first;
}
