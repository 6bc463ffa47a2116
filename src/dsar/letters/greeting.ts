import type { LetterCase } from "./letter-case.ts";
import { type LetterWords, wordsFor } from "./letter-words.ts";
import { oneLine } from "./one-line.ts";

/** Longer is no name. */
const longestName = 100;

/**
 * By the name that came with the request, never by one that the registry has: whoever has not been
 * verified learns nothing from a letter.
 */
export function greetingOf({ request, name = "" }: LetterCase, words: LetterWords): string {
  if (request.agent !== "none") return wordsFor(words, "greeting of an agent");
  const said = oneLine(name);
  if (said === "" || said.length > longestName) return wordsFor(words, "greeting without a name");
  // A function, as `$&` in a name would mean something to `replace`.
  return wordsFor(words, "greeting").replace("{{name}}", () => said);
}
