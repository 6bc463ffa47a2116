import { foldAccents, hasOtherScript } from "../cells/letters.ts";
import { isCredential, isCredentialOrName } from "./credential.ts";
import { placeholders } from "./name-words.ts";
import { toSuffix } from "./suffix.ts";

/** A word of a name. */
export interface NameToken {
  /** A–Z joined. */
  letters: string;
  /** The parts of a hyphenated word; else the word alone. */
  parts: readonly string[];
  /** Written with periods: `M.D.`, `J.` */
  dotted: boolean;
  /** Several single letters with periods between them: `J.R.` */
  initials: boolean;
  /** How it is written in a text that has both cases; "" where the text has only one. */
  style: "caps" | "title" | "";
}

const titleCase = /^[A-Z]?[a-z-]+$/;
const plainWord = /^[A-Za-z]+$/;
const gluedCredential = /^([A-Z]?[a-z]{2,})([A-Z]{2,6})$/;
const numberedCredential = /^([A-Za-z]{2,6})[#.-]?\d+$/;
const ordinal = /^[2-5](?:nd|rd|th|d)$/i;

/** Whether a word that is a credential may just as well be a name. */
export function isDoubtful(token: NameToken): boolean {
  return !token.dotted && isCredentialOrName(token.letters);
}

export function isCredentialToken(token: NameToken): boolean {
  if (isCredential(token.letters)) return true;
  const [head = "", ...rest] = token.parts;
  return rest.length > 0 && isCredential(head) && !isCredentialOrName(head);
}

/** The words of the comma-parted segments of a folded text; empty segments are left out. */
export function nameSegments(folded: string): NameToken[][] {
  const mixed = /[a-z]/.test(folded) && /[A-Z]/.test(folded);
  const segments: NameToken[][] = [];
  for (const segment of folded.split(/[,;|^]/)) {
    const tokens: NameToken[] = [];
    for (const word of segment.split(/[\s_:*&+]+/)) {
      if (word !== "") addWord(tokens, word, mixed);
    }
    if (tokens.length > 0) segments.push(tokens.length > 2 ? withJoinedDeLaO(tokens) : tokens);
  }
  return segments;
}

/** `DE LA O` is a surname whose last word looks like an initial: joined to one word. */
function withJoinedDeLaO(tokens: NameToken[]): NameToken[] {
  for (let at = 2; at < tokens.length; at++) {
    if (tokens[at]?.letters !== "O" || tokens[at]?.dotted === true) continue;
    if (tokens[at - 1]?.letters !== "LA" || tokens[at - 2]?.letters !== "DE") continue;
    const joined = { letters: "DELAO", parts: ["DELAO"], dotted: false, initials: false };
    return [...tokens.slice(0, at - 2), { ...joined, style: "" }, ...tokens.slice(at + 1)];
  }
  return tokens;
}

function addWord(tokens: NameToken[], word: string, mixed: boolean): void {
  if (plainWord.test(word)) {
    const [, name = "", tail = ""] = mixed ? (gluedCredential.exec(word) ?? []) : [];
    if (tail === "" || !isCredential(tail) || isCredentialOrName(tail)) {
      addToken(tokens, word, mixed);
      return;
    }
    addToken(tokens, name, mixed);
    addToken(tokens, tail, mixed);
    return;
  }
  if (ordinal.test(word)) {
    addToken(tokens, toSuffix(word), false);
    return;
  }
  if (/\d.*\d.*\d/.test(word)) {
    const [, credential = ""] = numberedCredential.exec(word) ?? [];
    if (!isCredential(credential.toUpperCase())) return;
    addToken(tokens, credential, mixed);
    return;
  }
  const [name = "", behind = ""] = word.split("/");
  if (behind !== "" && isCredentialBehind(name, behind)) {
    addWord(tokens, name, mixed);
    addWord(tokens, word.slice(name.length + 1), mixed);
    return;
  }
  const plain = word.replace(/[^A-Za-z.\-/]+/g, "").replace(/\//g, "-");
  if (plain.includes(".")) addDottedWord(tokens, plain, mixed);
  else addToken(tokens, plain, mixed);
}

/** `Doe/RN`; but `RN/BSN` is one word, and so is `Doe/Ma`. */
function isCredentialBehind(name: string, behind: string): boolean {
  const credential = behind.toUpperCase().replace(/[^A-Z]/g, "");
  if (isCredential(name.toUpperCase()) || !isCredential(credential)) return false;
  return credential === "RN" || !isCredentialOrName(credential);
}

/** `M.D.` is one word, `J.Robert` and `Dr.Smith` are two. */
function addDottedWord(tokens: NameToken[], word: string, mixed: boolean): void {
  const joined = word.replace(/\./g, "");
  const chunks = word.split(".").filter((chunk) => chunk !== "" && chunk !== "-");
  const initials = chunks.length > 1 && chunks.every((chunk) => chunk.length === 1);
  if (chunks.length < 2 || initials || word.includes("-") || isCredential(joined.toUpperCase())) {
    addToken(tokens, joined, mixed, true, initials);
  } else for (const chunk of chunks) addToken(tokens, chunk, mixed, true);
}

function addToken(
  tokens: NameToken[],
  word: string,
  mixed: boolean,
  dotted = false,
  initials = false,
): void {
  const upper = word.toUpperCase();
  if (upper === "" || placeholders.has(upper)) return;
  const style = !mixed || word.length < 2 ? "" : titleCase.test(word) ? "title" : "caps";
  if (!upper.includes("-")) {
    tokens.push({ letters: upper, parts: [upper], dotted, initials, style });
    return;
  }
  const parts = upper.split("-").filter((part) => part !== "");
  if (parts.length === 0) return;
  tokens.push({ letters: parts.join(""), parts, dotted, initials: false, style });
}

/**
 * The text folded to ASCII, or undefined when it is in another script. A Latin name with a second
 * form in another script beside it stays readable; a word that mixes scripts does not.
 */
export function foldName(text: string): string | undefined {
  const folded = foldAccents(text);
  if (!hasOtherScript(folded)) return folded;
  const latin: string[] = [];
  for (const word of folded.split(/\s+/)) {
    if (!hasOtherScript(word)) latin.push(word);
    else if (/[A-Za-z]/.test(word)) return undefined;
  }
  const names = latin.filter((word) => /[A-Za-z]{2}/.test(word));
  return names.length >= 2 ? latin.join(" ") : undefined;
}
