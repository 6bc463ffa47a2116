import type { MatchRequest } from "../../model/contract.ts";
import type { NameParts } from "./name-parts.ts";
import type { Random } from "./seeded-random.ts";

type Written = Pick<MatchRequest, "name" | "credential">;

/** In a cell a part, or in one of the five ways in which lists write whole names. */
export function writeName(name: NameParts, splitName: boolean, random: Random): Written {
  return splitName ? writeParts(name) : { name: { full: writeWhole(name, random) } };
}

function writeParts({ first, middle, last, suffix, credential }: NameParts): Written {
  return {
    name: {
      first,
      last,
      ...(middle === "" ? {} : { middle }),
      ...(suffix === "" ? {} : { suffix }),
    },
    ...(credential === "" ? {} : { credential }),
  };
}

function writeWhole(name: NameParts, random: Random): string {
  const { first, middle, last, suffix, credential } = name;
  switch (random.below(5)) {
    case 0:
      return `${joined([last, suffix])}, ${joined([first, middle, credential])}`;
    case 1: {
      const initial = middle.length === 1 ? `${middle}.` : capitalized(middle);
      const front = joined([capitalized(first), initial, capitalized(last)]);
      return joined([front, capitalized(suffix), credential], ", ");
    }
    case 2:
      return `Dr. ${capitalized(first)} ${capitalized(last)}`;
    case 3:
      return `${last}, ${joined([first, middle, suffix, credential])}`;
    default:
      return joined([capitalized(first), capitalized(last), credential]);
  }
}

function joined(parts: readonly string[], separator = " "): string {
  return parts.filter((part) => part !== "").join(separator);
}

function capitalized(text: string): string {
  return text.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
}
