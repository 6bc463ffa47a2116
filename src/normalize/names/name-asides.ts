import { toLetters } from "../cells/letters.ts";
import { isCredential } from "./credential.ts";
import type { DroppedText } from "./name-noise.ts";
import { isNoteText } from "./name-notes.ts";
import { nicknameClasses } from "./nickname.ts";
import { toSuffix } from "./suffix.ts";
import { isSurnameParticle } from "./surname-parts.ts";

/** What a name says besides the name itself. */
export interface NameAsides {
  /** The text without its asides. */
  text: string;
  nick: string;
  alias: string;
  dropped: readonly DroppedText[];
}

interface Found {
  nick: string;
  alias: string;
  dropped: DroppedText[];
}

const bracketed = /[([{"]([^()[\]{}"]*)[)\]}"]/g;
const quoted = /(^|\s)'([A-Za-z.]+)'(?=[\s,]|$)/g;
const aliasKeyword =
  /^(?:nee|formerly known as|also known as|now known as|formerly|previously|former|maiden name|maiden|birth name|born|alias|[afn]\/?k\/?a)\b[\s.:]*/i;
const nickKeyword =
  /^(?:goes by|prefers|preferred name|preferred|nickname|called|known as)\b[\s.:]*/i;
const aliasInText =
  /(?<=\S[\s,]+)(nee|formerly known as|also known as|now known as|formerly|maiden name|maiden|[afn]\/?k\/?a)\b[.:]?\s+([^,;]+)/i;
const mayHoldAside = /["'([{]|\b(?:nee|formerly|known as|maiden|[afn]\/?k\/?a)\b/i;

/** Takes nicknames in brackets or quotes and née, fka, aka out of a folded text. */
export function takeAsides(folded: string): NameAsides {
  if (!mayHoldAside.test(folded)) return { text: folded, nick: "", alias: "", dropped: [] };
  const found: Found = { nick: "", alias: "", dropped: [] };
  const text = unwrapped(folded)
    .replace(/(^|[\s-])([odl])'\s+(?=[a-z]{3})/gi, "$1$2'")
    .replace(bracketed, (_, content: string, offset: number, whole: string) =>
      takeBracket(content.trim(), whole, offset, found),
    )
    .replace(quoted, (_, before: string, content: string) => {
      found.nick = toLetters(content);
      return before;
    })
    .replace(aliasInText, (whole, keyword: string, rest: string) =>
      takeAlias(whole, keyword, rest, found),
    );
  return { text, ...found };
}

/** A cell that is wrapped whole: `"Jane Doe"`. */
function unwrapped(text: string): string {
  const inner = /^[^A-Za-z"([{]*["([{]([^"()[\]{}]*)["()\]}][^A-Za-z]*$/.exec(text)?.[1];
  return inner === undefined ? text : inner;
}

function takeBracket(content: string, whole: string, offset: number, found: Found): string {
  const words = content.split(/[\s,]+/).filter((word) => /[A-Za-z]/.test(word));
  if (words.length === 0) return " ";
  if (aliasKeyword.test(content)) {
    takeOtherName(content.replace(aliasKeyword, ""), /^al?[ks]/i.test(content), found);
    return " ";
  }
  if (nickKeyword.test(content)) {
    found.nick = toLetters(content.replace(nickKeyword, "").split(/[\s,]+/, 1)[0] ?? "");
    return " ";
  }
  const [next = ""] = whole
    .slice(offset)
    .replace(/^.[^)\]}"]*.\s*/, "")
    .split(" ", 1);
  if (words.every(isTailWord)) {
    if (next === "" || !/^[A-Za-z]/.test(next) || isTailWord(next)) return `, ${words.join(" ")}, `;
    found.nick = toLetters(words.join(""));
    return " ";
  }
  if (words.length > 3 || isNoteText(content)) {
    found.dropped.push({ text: content, why: "note" });
    return " ";
  }
  takeBracketName(words, { whole, offset }, found);
  return " ";
}

/** What stands in brackets without a word that says what it is: a nickname or another surname. */
function takeBracketName(
  words: readonly string[],
  { whole, offset }: { whole: string; offset: number },
  found: Found,
): void {
  const name = toLetters(words[0] ?? "");
  if (nicknameClasses(name).length > 0 || whole.charAt(offset) === '"') {
    found.nick = words.length === 1 ? name : toLetters(words.join(""));
    return;
  }
  const before = whole.slice(whole.lastIndexOf(",", offset) + 1, offset).trim();
  const after = whole.slice(offset).replace(/^.[^)\]}"]*./, "");
  // `Mary Smith (Miller)` and `Smith (Miller), Mary` name another surname; between the names it may be
  // either: `Ji-Won (Sunny) Kim`, `Mary (Miller) Smith`.
  const closesName = /\s/.test(before) && /^\s*(?:,|$)/.test(after);
  const closesSurname = before !== "" && !/\s/.test(before) && /^\s*,\s*[A-Za-z]/.test(after);
  found.alias ||= surnameOf(words);
  const apart = closesName || (closesSurname && !whole.slice(0, offset).includes(","));
  if (!apart) found.nick = name;
  const rest = words.slice(apart ? 0 : 1, -1).join(" ");
  if (rest !== "") found.dropped.push({ text: rest, why: "other name" });
}

function takeOtherName(text: string, known: boolean, found: Found): void {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const name = toLetters(words[0] ?? "");
  if (known && words.length === 1 && nicknameClasses(name).length > 0) found.nick = name;
  else {
    found.alias = surnameOf(words);
    const given = words.slice(0, -1).join(" ");
    if (given !== "") found.dropped.push({ text: given, why: "other name" });
  }
}

function takeAlias(whole: string, keyword: string, rest: string, found: Found): string {
  const words = rest.trim().split(/\s+/);
  let end = 0;
  while (end < words.length && !isTailWord(words[end] ?? "")) end++;
  // "John Nee MD" is a man called Nee.
  if (end === 0) return whole;
  takeOtherName(words.slice(0, end).join(" "), /^a/i.test(keyword), found);
  return `, ${words.slice(end).join(" ")}`;
}

function isTailWord(word: string): boolean {
  const letters = toLetters(word);
  return letters === "" || isCredential(letters) || toSuffix(letters) !== "";
}

/** The last word with the particles before it. */
function surnameOf(words: readonly string[]): string {
  const letters = words.map(toLetters).filter((word) => word !== "");
  let start = letters.length - 1;
  while (start > 0 && isSurnameParticle(letters[start - 1] ?? "")) start--;
  return letters.slice(Math.max(start, 0)).join("");
}
