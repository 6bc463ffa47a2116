import type { NameOrder } from "../model/contract.ts";
import { hasOtherScript, nameWords } from "./letters.ts";
import { surnameParts } from "./surname-parts.ts";

/** One way to read a name. */
export interface NameHypothesis {
  /** A–Z joined: `MARYANN`; a single letter for an initial; "" when there is none. */
  first: string;
  middle: string;
  last: string;
  /** The parts of a hyphenated or spaced surname; particles stay with their head. */
  lastParts: string[];
  /** `JR`, `SR`, `II`, `III`, `IV`, `V` or "". */
  suffix: string;
  /** A name given in brackets or quotes, or "". */
  nick: string;
  /** A surname given as née, fka or aka, or "". */
  alias: string;
  /** 0..1; the best reading has 1. */
  weight: number;
  order: "first_last" | "last_first";
  /** Groups of the credentials found in the name. */
  credentials: string[];
}

export interface NameInput {
  full?: string;
  first?: string;
  middle?: string;
  last?: string;
  suffix?: string;
}

export type ParsedName =
  | { kind: "person"; hypotheses: NameHypothesis[] }
  | { kind: "organization"; words: string[] }
  | { kind: "other_script" }
  | { kind: "empty" };

/** Reads a name as a list holds it, in up to eight ways, likeliest first. */
export function parseName(input: NameInput, _order: NameOrder): ParsedName {
  const text = input.full ?? `${input.first ?? ""} ${input.middle ?? ""} ${input.last ?? ""}`;
  if (hasOtherScript(text)) return { kind: "other_script" };
  const words = nameWords(text);
  const last = words.at(-1);
  if (last === undefined) return { kind: "empty" };
  return {
    kind: "person",
    hypotheses: [
      {
        first: words.length > 1 ? (words[0] ?? "") : "",
        middle: words.slice(1, -1).join(""),
        last,
        lastParts: surnameParts([last]),
        suffix: "",
        nick: "",
        alias: "",
        weight: 1,
        order: "first_last",
        credentials: [],
      },
    ],
  };
}
