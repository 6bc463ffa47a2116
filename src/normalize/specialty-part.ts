import { coverWords, wholeTerm } from "./specialty-cover.ts";
import { type SpecialtyTerm, toTerm } from "./specialty-index.ts";
import { readText, type SpecialtyText } from "./specialty-text.ts";

/** What one part of a specialty's cell says. */
export interface SpecialtyPart {
  terms: readonly SpecialtyTerm[];
  trainee: boolean;
  physician: SpecialtyText["physician"];
}

/** How Open Payments writes: grouping, classification and specialization with bars between. */
const path =
  /^[^|]*(?:PROVIDERS|OSTEOPATHIC PHYSICIANS|STUDENT, HEALTH CARE)\s*\|([^|]+)\|?([^|]*)/;

/** Reads a part of a cell that holds no semicolon, in capitals from `plainCapitals`. */
export function readSpecialtyPart(capitals: string): SpecialtyPart {
  const steps = path.exec(capitals);
  if (steps !== null) return readPath(steps[1] ?? "", steps[2] ?? "");
  const text = readText(capitals);
  const { trainee, physician } = text;
  const whole = wholeTerm(text.words);
  if (whole !== undefined) return { terms: [whole], trainee, physician };
  if (text.business) return { terms: [], trainee, physician: "" };
  // Parts of a list stand for themselves; `Radiology, Diagnostic` was one term above.
  const list = capitals.split(/[|,()+]/);
  const terms =
    list.length === 1
      ? coverWords(text.words)
      : list.flatMap((part) => coverWords(readText(part).words));
  return { terms, trainee, physician };
}

function readPath(classification: string, specialization: string): SpecialtyPart {
  const general = readSpecialtyPart(classification);
  const { words } = readText(specialization);
  if (words.length === 0) return general;
  const both = wholeTerm([...words, ...readText(classification).words]);
  const beginnings = new Set(general.terms.flatMap(({ codes }) => codes.map(beginningOf)));
  for (const terms of [[wholeTerm(words)], [both], coverWords(words)]) {
    const codes = terms.flatMap((term) => term?.codes ?? []);
    const within = codes.filter((code) => beginnings.has(beginningOf(code)));
    if (within.length > 0) return { ...general, terms: [toTerm(within, [])] };
  }
  return general;
}

function beginningOf(code: string): string {
  return code.slice(0, 4);
}
