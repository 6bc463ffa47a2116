import { nameWords } from "../cells/letters.ts";
import { toState } from "../places/place.ts";
import { credentialGroups, isCredential } from "./credential.ts";
import { isNoteText } from "./name-notes.ts";
import { organizationWords } from "./name-words.ts";

/** Words of a name's cell that were read as no part of a name. */
export interface DroppedText {
  text: string;
  why:
    | "email"
    | "web address"
    | "pronouns"
    | "number"
    | "address"
    | "company"
    | "note"
    | "other name"
    | "other person"
    | "not understood";
}

/** A cell without what people write beside a name. */
export interface CleanText {
  text: string;
  dropped: DroppedText[];
}

const mayHoldNoise =
  /[@`<&:\d\u2022\u00b7]|''|\.[kd]\.|www\.|[\s-]-|-\s|\b(?:not|no|don't|on|npi|id|the|dba|d\/b\/a|c\/o|at|attn|linkedin|she|he|they)\b/i;
const email = /<?([^\s<>,;()"]+)@[^\s<>,;()"]+>?/g;
const doubleNameDash =
  /(?<=\s)([a-z]{2,}) - (?=[a-z]{2,})(?!(?:nee|formerly|maiden|born|alias|[afn]\/?k\/?a)\b)/i;
const separableLocalPart = /^([a-z]{2,})[._-](?:([a-z])[._-])?([a-z]{2,})\d*$/i;
const quiet: readonly [RegExp, DroppedText["why"]][] = [
  [/\b(?:https?:\/\/|www\.)\S+/gi, "web address"],
  [/\b(?:she|he|they)\s*\/\s*(?:hers?|him|his|them|theirs|they|she|he)\b/gi, "pronouns"],
  [/\b(?:do not|don't)\s+(?:call|use|contact|mail|e-?mail|send|fax)\b[^,;()]*/gi, "note"],
  [/\b(?:no longer|on (?:leave|hold|call))\b[^,;()]*/gi, "note"],
  // `12hr`, `0.9 FTE`, `7p-7a`.
  [/(?<![\w.])\d*\.?\d+\s*(?:hrs?|hours?|fte)\b|\b\d{1,2}[ap]m?\s*-\s*\d{1,2}[ap]m?\b/gi, "note"],
  [
    /\b(?:npi|upin|lic(?:ense)?|id|ssn|dob|tel|ph(?:one)?|fax|cell|ext)\b[.\s:#]*(?:no\.?\s*)?[a-z]{0,3}\d[\d\s()./-]*/gi,
    "number",
  ],
  [/\b(?:npi|upin)\b[.\s:#]*$/gi, "number"],
  [
    /^\W*(?:(?:attn|attention|c\/o)\b[.:]?|(?:name|provider|physician|attending|doctor|clinician|nurse|employee|candidate|contact|pcp|rn|md|np|pa)\s*:)\s*/gi,
    "note",
  ],
  // What LinkedIn writes behind a name.
  [/\s[\u2022\u00b7|]\s*(?:[123](?:st|nd|rd)\b.*|linkedin)$/gi, "note"],
  [/\s-+\s[FM]$/g, "note"],
  [/(?<=,\s*)\d+\s+[^,;\d]*[a-z]{2}[^,;]*/gi, "address"],
];

/**
 * Takes e-mail and web addresses, pronouns, numbers with their labels, street addresses, notes and a
 * trade name (`dba …`) out of a folded text, and makes odd quotes plain. A cell that is nothing but an
 * e-mail address is read by its local part where that has two words.
 */
export function withoutNoise(folded: string): CleanText {
  if (!mayHoldNoise.test(folded)) return { text: folded, dropped: [] };
  const dropped: DroppedText[] = [];
  let text = withoutMarkup(folded).replaceAll("''", '"').replaceAll("`", "'");
  text = text.replace(/\b([afn])\.?\s?k\.\s?a\b\.?/gi, "$1ka").replace(/\bd\.b\.a\b\.?/gi, "dba");
  text = takeEmails(text, dropped);
  for (const [pattern, why] of quiet) {
    text = text.replace(pattern, (found) => {
      dropped.push({ text: found, why });
      return " ";
    });
  }
  text = takeWorkplace(text, dropped);
  text = text.replace(/(\S\s+)(?:dba|d\/b\/a)\b[:.]?\s+([a-z].*)$/is, (whole, before, company) => {
    if (credentialGroups(company.split(/[\s,]/, 1)[0] ?? "").length > 0) return whole;
    dropped.push({ text: `dba ${company}`, why: "company" });
    return before;
  });
  text = text
    .replace(/\bthe\s+(?=(?:2nd|3rd|4th|5th|[IV]+)\b)/gi, "")
    .replace(
      /\bthe (second|third|fourth)\b/gi,
      (_, word: string) => ` ${ordinals[word.charAt(0)]}`,
    );
  return { text: commasBeforeNotes(withoutTown(text, dropped)), dropped };
}

const ordinals: Readonly<Record<string, string>> = {
  s: "II",
  S: "II",
  t: "III",
  T: "III",
  f: "IV",
  F: "IV",
};

/** `Jane Doe c/o Mercy Hospital`, `Jane Doe @ Mercy`. */
function takeWorkplace(text: string, dropped: DroppedText[]): string {
  const at = text.search(/\s(?:c\/o|at|@)\s/i);
  if (at === -1 || !/\S\s+\S/.test(text.slice(0, at))) return text;
  dropped.push({ text: text.slice(at).trim(), why: "company" });
  return text.slice(0, at);
}

function takeEmails(text: string, dropped: DroppedText[]): string {
  if (!text.includes("@")) return text;
  const rest = text.replace(email, " ");
  if (!/[A-Za-z]/.test(rest)) {
    const local = /([^\s<>,;()"]+)@/.exec(text)?.[1] ?? "";
    const parts = separableLocalPart.exec(local);
    if (parts !== null) return parts.slice(1).filter(Boolean).join(" ");
  }
  for (const [found] of text.matchAll(email)) dropped.push({ text: found, why: "email" });
  return rest;
}

/** What is left of a web page in a cell. */
function withoutMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return text
    .replace(/<\/?[a-z]+\s*\/?>/gi, " ")
    .replace(/&(?:nbsp|#160);/gi, " ")
    .replace(/&amp;/gi, "&")
    .replace(/&(?:apos|#0?39|#x27);/gi, "'")
    .replace(/&quot;/gi, '"');
}

const townBehindDash = /(?<=\S\s+\S+)\s-+\s+[^,;]+,\s*([A-Z]{2})\b(?=[\s,;]*$)/g;

/** `Jane Doe - Houston, TX`. */
function withoutTown(text: string, dropped: DroppedText[]): string {
  if (!/\s-/.test(text)) return text;
  return text.replace(townBehindDash, (whole, state: string) => {
    if (toState(state) === "" || isCredential(state)) return whole;
    dropped.push({ text: whole.replace(/^[\s-]+/, ""), why: "address" });
    return "";
  });
}

/**
 * `Jane Doe - Cardiology`: what is no name after a dash stands apart; `Mary Smith - Jones`, `Mary Smith-
 * Jones` are double names.
 */
function commasBeforeNotes(text: string): string {
  if (!/\s-|-\s/.test(text)) return text;
  const apart = text.replace(/\s-+\s+([^,;]+)/g, (whole, rest: string) =>
    isNoteText(rest) || isWorkplace(rest) ? `, ${rest}` : whole,
  );
  return apart
    .replace(/^([a-z]{2,}) - ([a-z]{2,})(?=\s*,)/i, (_, word: string, next: string) =>
      isNoteText(word) ? `${word}, ${next}` : `${word}-${next}`,
    )
    .replace(doubleNameDash, (whole, word: string) => (isNoteText(word) ? whole : `${word}-`))
    .replace(/(?<=[a-z]{2})(?:-\s+|\s+-)([a-z]{2,})/gi, (_, word: string) =>
      isNoteText(word) ? `, ${word}` : `-${word}`,
    );
}

/** `Mercy Hospital`: what follows is where somebody works, not half a name. */
function isWorkplace(text: string): boolean {
  const words = nameWords(text);
  return words.length > 1 && words.some((word) => organizationWords.has(word));
}
