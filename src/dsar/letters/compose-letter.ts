import { RefusedError } from "../../model/errors.ts";
import { discriminatingWord } from "./discriminating-words.ts";
import type { LetterElement } from "./letter-elements.ts";
import { type Fact, type FactName, factNames, type LetterFacts } from "./letter-facts.ts";
import { oneLine } from "./one-line.ts";
import { type LetterPart, type LetterTemplate, templateError } from "./parse-letter.ts";

/** A finished letter, in plain words without any mark-up. */
export interface Letter {
  subject: string;
  parts: readonly { kind: LetterPart["kind"]; text: string }[];
}

interface Composed extends LetterTemplate {
  /** Of its file, for what is said of it. */
  name: string;
  /** Those that the case has. */
  elements: readonly LetterElement[];
  /** All that the letter may have in any case. */
  known: readonly LetterElement[];
  facts: LetterFacts;
}

/**
 * Fills a template. Throws UsageError where the template leaves out what the letter has to say, and
 * RefusedError where what it has to say was never recorded.
 */
export function composeLetter(given: Composed): Letter {
  const { elements, facts } = given;
  checkTemplate(given);
  for (const { element, facts: needed } of elements) {
    for (const fact of needed) if (facts[fact] === undefined) throw incomplete(element, fact);
  }
  const said = new Set(elements.map(({ element }) => element));
  const shown = given.parts.filter(({ element }) => element === undefined || said.has(element));
  const [subject = ""] = fill(given.subject, facts, "subject");
  return {
    subject,
    parts: shown.flatMap(({ kind, text, element }) =>
      fill(text, facts, element ?? "letter").map((filled) => ({ kind, text: filled })),
    ),
  };
}

/** Whoever edits a letter may say things otherwise, and leave nothing out. */
function checkTemplate({ name, subject, parts, known }: Composed): void {
  for (const text of [subject, ...parts.map((part) => part.text)]) {
    for (const fact of placeholdersOf(text)) {
      if (!isFact(fact))
        throw templateError(name, `has a placeholder {{${fact}}} that there is not`);
    }
    const word = discriminatingWord(text, "template");
    if (word !== undefined) {
      throw templateError(
        name,
        `says "${word}": no letter may suggest another price or service (R27)`,
      );
    }
  }
  for (const { element } of parts) {
    if (element !== undefined && !known.some((one) => one.element === element)) {
      throw templateError(name, `has an element [${element}] that this letter does not have`);
    }
  }
  for (const { element, facts } of known) {
    const own = parts.filter((part) => part.element === element && part.kind !== "heading");
    if (own.length === 0) throw templateError(name, `lacks its element [${element}]`);
    const named = new Set(own.flatMap(({ text }) => placeholdersOf(text)));
    const missing = facts.find((fact) => !named.has(fact));
    if (missing !== undefined) {
      throw templateError(name, `lacks {{${missing}}} in its element [${element}]`);
    }
  }
}

const placeholder = /\{\{\s*([\w]+)\s*\}\}/g;

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, fact = ""]) => fact);
}

function isFact(name: string): name is FactName {
  return Object.hasOwn(factNames, name);
}

/** One text, or one for each of a list where a paragraph or an item is nothing but the list. */
function fill(text: string, facts: LetterFacts, element: string): string[] {
  const factOf = (name: string): Fact => {
    const fact = isFact(name) ? facts[name] : undefined;
    if (fact === undefined) throw incomplete(element, name as FactName);
    return fact;
  };
  const alone = /^\{\{\s*(\w+)\s*\}\}$/.exec(text)?.[1];
  if (alone !== undefined) return [factOf(alone)].flat().map(oneLine);
  return [text.replace(placeholder, (_, name: string) => inSentence(factOf(name)))];
}

function inSentence(fact: Fact): string {
  const items = [fact].flat().map(oneLine);
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

function incomplete(element: string, fact: FactName): RefusedError {
  return new RefusedError(
    "letter_incomplete",
    `The letter is not finished: its part "${element}" lacks ${factNames[fact]}.`,
    "Take the step that records it, then make the letter again.",
  );
}
