import type { Random } from "../people/random.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * One deletion, substitution, swap or insertion after the first letter; always another text, but
 * for texts too short to be mistyped.
 */
export function typingError(text: string, random: Random): string {
  if (text.length < 3) return text;
  for (;;) {
    const typed = oneEdit(text, random);
    if (typed !== text) return typed;
  }
}

function oneEdit(text: string, random: Random): string {
  const at = 1 + random.below(text.length - 1);
  const letter = letters.charAt(random.below(26));
  const roll = random.below(4);
  if (roll === 0) return text.slice(0, at) + text.slice(at + 1);
  if (roll === 1) return text.slice(0, at) + letter + text.slice(at + 1);
  if (roll === 2 && at + 1 < text.length)
    return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  return text.slice(0, at) + letter + text.slice(at);
}

/** `O'BRIEN-LEE` → `O'Brien-Lee`. */
function capitalised(text: string): string {
  return text
    .toLowerCase()
    .replace(
      /(^|[^a-z])([a-z])/g,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
}

export interface NameParts {
  first: string;
  middle: string;
  last: string;
  suffix: string;
  credential: string;
}

const joined = (parts: readonly string[], separator: string): string =>
  parts.filter((part) => part !== "").join(separator);

/** One of the five ways in which lists write a whole name. */
export function wholeName(name: NameParts, random: Random): string {
  const { first, middle, last, suffix, credential } = name;
  switch (random.below(5)) {
    case 0:
      return `${joined([last, suffix], " ")}, ${joined([first, middle, credential], " ")}`;
    case 1: {
      const initial = middle.length === 1 ? `${middle}.` : capitalised(middle);
      const front = joined([capitalised(first), initial, capitalised(last)], " ");
      return joined([front, capitalised(suffix), credential], ", ");
    }
    case 2:
      return `Dr. ${capitalised(first)} ${capitalised(last)}`;
    case 3:
      return `${last}, ${joined([first, middle, suffix, credential], " ")}`;
    default:
      return joined([capitalised(first), capitalised(last), credential], " ");
  }
}
