import { once } from "../once.ts";
import { specialtyTerms } from "./specialty-index.ts";
import { tellingWords } from "./specialty-term.ts";
import { wordsOfAbbreviation } from "./specialty-words.ts";

/** Shorter words are as often the beginning of something else. */
const shortest = 6;

/** Shorter ones have too many neighbors, names among them (`REGINA`, `CORREA`). */
const shortestMisspelled = 7;

/** Every word of a term. */
const termWords: () => ReadonlySet<string> = once(
  () => new Set([...specialtyTerms().keys()].flatMap((key) => key.split(" "))),
);

/** Words as people write them: also the people named after a field. */
const writtenWords: () => readonly string[] = once(() =>
  [
    ...new Set(
      [...termWords(), ...wordsOfAbbreviation.keys()].flatMap((word) => [
        word,
        word.replace(/OLOGY$/, "OLOGIST"),
        word.replace(/IATRIC$/, "IATRICIAN"),
        word.replace(/IATRY$/, "IATRIST"),
        word.replace(/DONTIC$/, "DONTIST"),
      ]),
    ),
  ]
    .filter((word) => word.length >= shortest)
    .sort(),
);

/** Written words without what is misspelled most, by their first letter, which hardly ever is. */
const bonesByLetter: () => ReadonlyMap<string, readonly WrittenWord[]> = once(wordsByLetter);

interface WrittenWord {
  word: string;
  bones: string;
}

function wordsByLetter(): Map<string, WrittenWord[]> {
  const words = new Map<string, WrittenWord[]>();
  for (const word of writtenWords()) {
    const letter = word.charAt(0);
    const known = words.get(letter);
    const entry = { word, bones: bonesOf(word) };
    if (known === undefined) words.set(letter, [entry]);
    else known.push(entry);
  }
  return words;
}

/** Whether a telling word occurs in any term. */
export function isTermWord(word: string): boolean {
  return termWords().has(word);
}

/**
 * The words that a misspelled or cut word stands for, when only one thing can be meant:
 * `OPTHAMOLOGIST`, `GYNECOLOG` (public files cut after twenty characters).
 */
export function correctWord(word: string): readonly string[] | undefined {
  if (word.length < shortest || word.length > 24) return undefined;
  return onlyMeaning(nearWords(word)) ?? onlyMeaning(wordsBeginning(word));
}

function onlyMeaning(words: readonly string[]): readonly string[] | undefined {
  const [first, ...others] = words;
  if (first === undefined) return undefined;
  const meaning = tellingWords(first);
  const same = others.every((other) => tellingWords(other).join(" ") === meaning.join(" "));
  return same ? meaning : undefined;
}

function nearWords(word: string): string[] {
  if (word.length < shortestMisspelled) return [];
  const bones = bonesOf(word);
  const near: string[] = [];
  for (const known of bonesByLetter().get(word.charAt(0)) ?? []) {
    if (isOneSlip(bones, known.bones)) near.push(known.word);
  }
  return near;
}

function wordsBeginning(start: string): string[] {
  const words = writtenWords();
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? "") < start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (words[end]?.startsWith(start) === true) end++;
  return words.slice(low, end);
}

/** Without what lists get wrong most: doubled letters, the H of PH, TH and RH, Y for I, AE for E. */
function bonesOf(word: string): string {
  return word
    .replace(/[AO]E/g, "E")
    .replace(/(?<=.)H/g, "")
    .replace(/Y/g, "I")
    .replace(/(.)\1+/g, "$1");
}

/** One letter too many, too few or wrong, or two in the wrong order. */
function isOneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  const room = Math.min(left.length, right.length) - start;
  while (end < room && left.at(-1 - end) === right.at(-1 - end)) end++;
  const a = left.slice(start, left.length - end);
  const b = right.slice(start, right.length - end);
  if (a.length <= 1 && b.length <= 1) return true;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}
