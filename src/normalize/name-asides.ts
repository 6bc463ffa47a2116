import { isCredential } from "./credential.ts";
import { toLetters } from "./letters.ts";
import { nicknameClasses } from "./nickname.ts";
import { toSuffix } from "./suffix.ts";
import { isSurnameParticle } from "./surname-parts.ts";

/** What a name says besides the name itself. */
export interface NameAsides {
  /** The text without its asides. */
  text: string;
  nick: string;
  alias: string;
}

const bracketed = /[([{"]([^()[\]{}"]*)[)\]}"]/g;
const quoted = /(^|\s)'([A-Za-z.]+)'(?=[\s,]|$)/g;
const aliasKeyword =
  /^(?:nee|formerly known as|also known as|formerly|previously|former|maiden name|maiden|birth name|born|f\/?k\/?a|a\/?k\/?a)\b[\s.:]*/i;
const aliasInText =
  /(?<=\S[\s,]+)(nee|formerly known as|also known as|formerly|maiden name|maiden|f\/?k\/?a|a\/?k\/?a)\b[.:]?\s+([^,;]+)/i;
const mayHoldAside = /["'([{]|\b(?:nee|formerly|known as|maiden|f\/?k\/?a|a\/?k\/?a)\b/i;

/** Takes nicknames in brackets or quotes and née, fka, aka out of a folded text. */
export function takeAsides(folded: string): NameAsides {
  if (!mayHoldAside.test(folded)) return { text: folded, nick: "", alias: "" };
  const found = { nick: "", alias: "" };
  const text = folded
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

function takeBracket(
  content: string,
  whole: string,
  offset: number,
  found: { nick: string; alias: string },
): string {
  const words = content.split(/[\s,]+/).filter((word) => /[A-Za-z]/.test(word));
  if (aliasKeyword.test(content)) {
    found.alias = surnameOf(content.replace(aliasKeyword, "").split(/[\s,]+/));
    return " ";
  }
  if (words.length === 0 || /^(?:she|he|they)\b/i.test(content)) return " ";
  if (words.every((word) => isCredential(toLetters(word)) || toSuffix(word) !== "")) {
    return `, ${words.join(" ")}, `;
  }
  const name = toLetters(words[0] ?? "");
  const before = whole.slice(whole.lastIndexOf(",", offset) + 1, offset).trim();
  const afterSurname = /\s/.test(before) && /^[^)\]}"]*.\s*(?:,|$)/.test(whole.slice(offset + 1));
  // `Mary Smith (Miller)` names another surname, `Mary (Molly) Smith` and `Mary Smith (Molly)` do not.
  if (afterSurname && nicknameClasses(name).length === 0) found.alias ||= name;
  else found.nick = name;
  return " ";
}

function takeAlias(
  whole: string,
  keyword: string,
  rest: string,
  found: { nick: string; alias: string },
): string {
  const words = rest.trim().split(/\s+/);
  let end = 0;
  while (end < words.length && !isTailWord(words[end] ?? "")) end++;
  // "John Nee MD" is a man called Nee.
  if (end === 0) return whole;
  const name = toLetters(words[0] ?? "");
  if (end === 1 && /^a/i.test(keyword) && nicknameClasses(name).length > 0) found.nick = name;
  else found.alias = surnameOf(words.slice(0, end));
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
