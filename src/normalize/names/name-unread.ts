import { nameWords } from "../cells/letters.ts";
import type { NameHypothesis } from "./name-hypothesis.ts";
import type { DroppedText } from "./name-noise.ts";
import { isTailOnly } from "./name-tail.ts";
import type { NameToken } from "./name-tokens.ts";
import { titles } from "./name-words.ts";

/**
 * Words that no reading holds, that are not known to be left out, and that are no title, suffix,
 * credential or profession: what stands behind a credential, or a credential that we do not know.
 */
export function unreadWords(
  segments: readonly (readonly NameToken[])[],
  readings: readonly NameHypothesis[],
  dropped: readonly DroppedText[],
): DroppedText[] {
  const top = readings[0];
  if (top === undefined || lettersIn(segments) === lettersOf(top)) return [];
  const read = readings
    .map(({ first, middle, last, nick, alias }) => [first, middle, last, nick, alias].join("|"))
    .join("|");
  const known = dropped.flatMap(({ text }) => nameWords(text));
  const unread: DroppedText[] = [];
  // A later segment may be a credential as a whole: `Jane Doe, Psy D`.
  const names = segments.filter((segment, at) => at === 0 || !isTailOnly(segment));
  for (const token of names.flat()) {
    const { letters } = token;
    if (letters.length < 2 || read.includes(letters) || titles.has(letters)) continue;
    if (letters === "AND" || known.includes(letters) || isTailOnly([token])) continue;
    unread.push({ text: letters, why: "not understood" });
  }
  return unread;
}

function lettersIn(segments: readonly (readonly NameToken[])[]): number {
  let count = 0;
  for (const segment of segments) for (const { letters } of segment) count += letters.length;
  return count;
}

function lettersOf({ first, middle, last }: NameHypothesis): number {
  return first.length + middle.length + last.length;
}
