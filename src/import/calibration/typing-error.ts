import type { Random } from "./seeded-random.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** One deletion, substitution, swap or insertion after the first letter; short texts stay. */
export function typingError(text: string, random: Random): string {
  if (text.length < 3) return text;
  const at = 1 + random.below(text.length - 1);
  const before = text.slice(0, at);
  const letter = letters.charAt(random.below(letters.length));
  switch (random.below(4)) {
    case 0:
      return before + text.slice(at + 1);
    case 1:
      return before + letter + text.slice(at + 1);
    case 2:
      return before + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
    default:
      return before + letter + text.slice(at);
  }
}
