import { templateError } from "./parse-letter.ts";

/** What all letters share: who writes, how one is greeted, what codes of the ledger mean. */
export type LetterWords = ReadonlyMap<string, string>;

export const wordsFile = "words.txt";

/** Lines `what: words`; `//` begins a remark. */
export function parseLetterWords(text: string): LetterWords {
  const words = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    if (line.trim() === "" || line.startsWith("//")) continue;
    const [, what, said] = /^([\w -]+?)\s*:\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (what === undefined || said === undefined) {
      throw templateError(wordsFile, "has a line that is not `what: words`");
    }
    words.set(what, said);
  }
  return words;
}

/** Throws UsageError where the file does not say it. */
export function wordsFor(words: LetterWords, what: string): string {
  const said = words.get(what);
  if (said === undefined) throw templateError(wordsFile, `has no line \`${what}: …\``);
  return said;
}
