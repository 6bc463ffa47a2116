import { createHash } from "node:crypto";
import { RefusedError } from "../../model/errors.ts";
import { composeLetter } from "./compose-letter.ts";
import { discriminatingWord } from "./discriminating-words.ts";
import type { LetterCase } from "./letter-case.ts";
import { elementsOf, knownElements } from "./letter-elements.ts";
import { letterFacts } from "./letter-facts.ts";
import { letterHtml } from "./letter-html.ts";
import type { LetterKind } from "./letter-kinds.ts";
import { letterText } from "./letter-text.ts";
import { parseLetterWords, wordsFile } from "./letter-words.ts";
import { parseLetter, parseParts } from "./parse-letter.ts";

/** The text of a file of the folder of letters. */
export type ReadTemplate = (file: string) => Promise<string>;

export interface RenderedLetter {
  kind: LetterKind;
  text: string;
  html: string;
  /** Of the text, hex. */
  sha256: string;
}

/** A letter of what was recorded: the same records and templates make the same bytes. */
export async function renderLetter(
  kind: LetterKind,
  given: LetterCase,
  read: ReadTemplate,
): Promise<RenderedLetter> {
  requireNoThreat([...given.grounds, ...given.reason, ...given.unnotified]);
  const name = `${kind}.txt`;
  const words = parseLetterWords(await read(wordsFile));
  const own = parseLetter(await read(name), name);
  const [opening, closing] = [await read("opening.txt"), await read("closing.txt")];
  const letter = composeLetter({
    ...{ name, subject: own.subject },
    parts: [...parseParts(opening), ...own.parts, ...parseParts(closing)],
    ...{ elements: elementsOf(kind, given), known: knownElements(kind) },
    facts: letterFacts(kind, given, words),
  });
  const text = letterText(letter);
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { kind, text, html: letterHtml(letter), sha256 };
}

function requireNoThreat(written: readonly string[]): void {
  if (discriminatingWord(written.join("\n"), "written") === undefined) return;
  throw new RefusedError(
    "letter_discriminates",
    "What was written for this letter speaks of other prices, services or penalties (R27).",
    "Write it again without any suggestion of that.",
  );
}
