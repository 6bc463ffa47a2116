import { isCredential } from "./credential.ts";
import { nicknameClasses } from "./nickname.ts";

/** A name written without a space, with the spaces and commas it should have. */
interface UnspacedName {
  text: string;
  /** Weight of the text as it was written, beside this one. */
  written: number;
}

const slashed = /^\s*([a-z'-]{2,})\s*\/\s*([a-z'-]{2,})(\s+[a-z]\.?)?\s*$/i;
const slug = /^\s*([a-z]{2,}(?:-[a-z]+){1,4})(?:-[0-9a-f]{5,})?\s*$/i;
const camel = /^\s*([A-Z][a-z]{2,})([A-Z][a-z]{2,})([A-Z]{2,6})?\s*$/;

/** `DOE/JANE A` as airlines write, `jane-doe-rn-1a2b3c4d` as web addresses do, `JaneDoe`. */
export function unspacedName(text: string): UnspacedName | undefined {
  const [, last = "", first = "", initial = ""] = slashed.exec(text) ?? [];
  if (last !== "" && !isTail(last) && !isTail(first)) {
    return { text: `${last}, ${first}${initial}`, written: 0.3 };
  }
  const parts = slug.exec(text)?.[1];
  if (parts !== undefined && !parts.split("-").every(isTail)) {
    const plain = parts === parts.toLowerCase();
    return { text: parts.replaceAll("-", " "), written: plain ? 0.3 : 3 };
  }
  const [, given = "", surname = "", tail = ""] = camel.exec(text) ?? [];
  if (nicknameClasses(given.toUpperCase()).length === 0) return undefined;
  return { text: `${given} ${surname} ${tail}`, written: 0.3 };
}

function isTail(word: string): boolean {
  return isCredential(word.toUpperCase());
}
