import type { NameOrder } from "../model/contract.ts";
import { nameWords } from "./letters.ts";
import { type NameAsides, takeAsides } from "./name-asides.ts";
import { readNameColumns } from "./name-columns.ts";
import { mergeTail, type NameExtras, readFullName } from "./name-full.ts";
import { type NameHypothesis, type NameInput, rankHypotheses } from "./name-hypothesis.ts";
import { tailOf } from "./name-tail.ts";
import { foldName, nameSegments } from "./name-tokens.ts";
import { personSegments } from "./organization-name.ts";

export type { NameHypothesis, NameInput } from "./name-hypothesis.ts";

export type ParsedName =
  | { kind: "person"; hypotheses: NameHypothesis[] }
  | { kind: "organization"; words: string[] }
  | { kind: "other_script" }
  | { kind: "empty" };

const noName = /^\s*(?:#?n\/a|null|none|undefined|unknown|<unavail>|[^\p{L}]*)\s*$/iu;

/**
 * Reads a name as a list holds it, in up to eight ways, likeliest first (facts: matching.md
 * section 4). `order` says how the list writes names without a comma; columns are believed as they
 * are labelled. Weights know nothing of how common a name is.
 */
export function parseName(input: NameInput, order: NameOrder): ParsedName {
  const columns = (input.first ?? "") !== "" && (input.last ?? "") !== "";
  const full = columns ? "" : cell(input.full);
  if (full === undefined) return { kind: "other_script" };
  return full === ""
    ? parseColumns(input, order)
    : parseFull(full, order, cell(input.suffix) ?? "");
}

function parseFull(text: string, order: NameOrder, suffix: string): ParsedName {
  const asides = takeAsides(text);
  const segments = personSegments(nameSegments(asides.text));
  if (segments === undefined) return { kind: "organization", words: nameWords(text) };
  return person(readFullName(segments, order, extrasOf(suffix, [asides])));
}

function parseColumns(input: NameInput, order: NameOrder): ParsedName {
  const cells = [cell(input.first), cell(input.middle), cell(input.last)];
  if (cells.includes(undefined)) return { kind: "other_script" };
  const asides = cells.map((text) => takeAsides(text ?? ""));
  const lastAside = asides[2];
  // In a surname's column, what stands in brackets is another surname.
  if (lastAside !== undefined && lastAside.alias === "") {
    asides[2] = { text: lastAside.text, nick: "", alias: lastAside.nick };
  }
  const parts = asides.map((aside) => personSegments(nameSegments(aside.text)));
  const [first, middle, last] = parts;
  if (first === undefined || middle === undefined || last === undefined) {
    return { kind: "organization", words: nameWords(cells.join(" ")) };
  }
  const extras = extrasOf(cell(input.suffix) ?? "", asides);
  return person(readNameColumns({ first, middle, last }, order, extras));
}

/** A cell folded to ASCII, "" when it names nobody, undefined when it is in another script. */
function cell(text: string | undefined): string | undefined {
  if (text === undefined || text === "" || text === "nan" || text === "NaN") return "";
  return noName.test(text) ? "" : foldName(text);
}

function extrasOf(suffix: string, asides: readonly NameAsides[]): NameExtras {
  const none: NameExtras = { suffix: "", nick: "", alias: "", credentials: [] };
  const tail = suffix === "" ? none : mergeTail(none, tailOf(nameSegments(suffix).flat()));
  return {
    ...tail,
    nick: asides.find((aside) => aside.nick !== "")?.nick ?? "",
    alias: asides.find((aside) => aside.alias !== "")?.alias ?? "",
  };
}

function person(found: readonly NameHypothesis[]): ParsedName {
  const hypotheses = rankHypotheses(found);
  return hypotheses.length === 0 ? { kind: "empty" } : { kind: "person", hypotheses };
}
