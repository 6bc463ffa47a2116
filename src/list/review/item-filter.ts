import type { MatchRequest } from "../../model/contract.ts";
import { foldAccents } from "../../normalize/cells/letters.ts";
import { toState } from "../../normalize/places/place.ts";
import { type ReviewItem, reviewable } from "./review-item.ts";

/** Which items are shown; everything that was said has to hold. */
export type ItemFilter = (item: ReviewItem) => boolean;

/**
 * `status:conflict state:TX smith`: keys and words in any order. Returns what is wrong with it, in
 * words, where it says nothing.
 */
export function parseFilter(text: string): ItemFilter | string {
  const tests: ItemFilter[] = [];
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    const test = parseWord(word);
    if (typeof test === "string") return test;
    tests.push(test);
  }
  return (item) => tests.every((test) => test(item));
}

function parseWord(word: string): ItemFilter | string {
  const [, key, value = ""] = /^([a-z]+)[:=](.*)$/i.exec(word) ?? [];
  if (key === undefined) {
    const wanted = fold(word);
    return ({ request }) => fold(textOf(request)).includes(wanted);
  }
  switch (key.toLowerCase()) {
    case "status":
      if (!reviewable.some((status) => status === value)) {
        return `status is one of ${reviewable.join(", ")}`;
      }
      return ({ status }) => status === value;
    case "state": {
      const state = toState(value);
      if (state === "") return "state is a US state, as TX or Texas";
      return ({ request }) => toState(request.state ?? "") === state;
    }
    case "row":
      if (!/^[1-9]\d{0,9}$/.test(value)) return "row is a number, 1 = first data row";
      return ({ rows }) => rows.includes(Number(value));
    default:
      return "the keys are status, state and row; other words are looked for in the lead";
  }
}

function fold(text: string): string {
  return foldAccents(text).toUpperCase();
}

function textOf({ id: _, ...fields }: MatchRequest): string {
  return Object.values(fields)
    .flatMap((value) => (typeof value === "object" ? Object.values(value) : [value]))
    .join("\n");
}
