import type { NameColumns } from "../../model/contract.ts";
import type { NameInput } from "./name-hypothesis.ts";
import { isTailOnly } from "./name-tail.ts";
import { foldName, nameSegments } from "./name-tokens.ts";

/**
 * A name's columns put right where the whole list fills them otherwise than their headers say. A row
 * whose cell holds no whole name is left as it stands.
 */
export function nameAsMeant(input: NameInput, columns: NameColumns): NameInput {
  const { first = "", last = "" } = input;
  if (columns === "swapped") return { ...input, first: last, last: first };
  if (columns === "full_in_first") return wholeName(input, first, last);
  return columns === "full_in_last" ? wholeName(input, last, first) : input;
}

function wholeName(input: NameInput, whole: string, other: string): NameInput {
  if (!/\S[\s,]+\S/.test(whole)) return input;
  const full = isTail(other) ? `${whole}, ${other}` : whole;
  return input.suffix === undefined ? { full } : { full, suffix: input.suffix };
}

/** Credentials or a suffix, which belong to the name wherever they stand. */
function isTail(text: string): boolean {
  const segments = text === "" ? [] : nameSegments(foldName(text) ?? "");
  return segments.length > 0 && segments.every(isTailOnly);
}
