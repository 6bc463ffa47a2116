import { decodeEscapes } from "./escaped-characters.ts";
import { withoutInvisible } from "./invisible.ts";
import { isErrorValue, isHashMarks } from "./lost-text.ts";
import { rereadCell } from "./misread-text.ts";

/** A letter with an accent is not odd; what follows the first one of a misread pair is. */
const odd = /[^!-~ \u00c0-\u00ff]|\s{2,}|_x00|^\s*'/;
const emptyWords = /^(?:[-–—.,?_*/\\]+|#?n\/a|\\n)$/i;

/**
 * A cell without what spreadsheets leave in and around it: no-break spaces, line breaks and their
 * escapes, invisible characters, misread letters, the apostrophe that marks text, errors, and the
 * marks people type for "nothing". Words such as "none" stay: they are surnames too.
 */
export function cleanCell(cell: string): string {
  const text = odd.test(cell) ? withoutTraces(cell) : cell.trim();
  if (text === "" || isNothing(text)) return "";
  return text;
}

function withoutTraces(cell: string): string {
  const text = rereadCell(decodeEscapes(cell));
  const plain = withoutInvisible(text).replace(/\s+/g, " ").trim();
  return plain.startsWith("'") ? withoutMark(plain) : plain;
}

/** `'07060` and `'Jane`, but `'t Hooft` and `'Bob' Smith`. */
function withoutMark(text: string): string {
  const isMark = /^'[=+\-@\d]/.test(text) || (text.indexOf("'", 1) === -1 && !/^'\w\s/.test(text));
  return isMark ? text.slice(1).trim() : text;
}

function isNothing(text: string): boolean {
  if (text.startsWith("#") || text.startsWith("E")) {
    if (isErrorValue(text) || isHashMarks(text)) return true;
  }
  return text.length < 8 && emptyWords.test(text);
}
