import type { NameColumns, NameOrder } from "../../model/contract.ts";
import { nameWords } from "../cells/letters.ts";
import { rereadText } from "../cells/misread-text.ts";
import { nameAsMeant } from "./name-as-meant.ts";
import { type NameAsides, takeAsides } from "./name-asides.ts";
import { readNameColumns } from "./name-columns.ts";
import { mergeTail, type NameExtras, readFullName } from "./name-full.ts";
import { withGivenAsides } from "./name-given.ts";
import { type NameHypothesis, type NameInput, rankHypotheses } from "./name-hypothesis.ts";
import { nobodyIn } from "./name-nobody.ts";
import { type DroppedText, withoutNoise } from "./name-noise.ts";
import { asPerson, partPeople, readCouple } from "./name-people.ts";
import { tailOf } from "./name-tail.ts";
import { foldName, type NameToken, nameSegments } from "./name-tokens.ts";
import { unreadWords } from "./name-unread.ts";
import { unspacedName } from "./name-unspaced.ts";
import { personColumns, personSegments } from "./organization-name.ts";

export type { NameHypothesis, NameInput } from "./name-hypothesis.ts";

export type ParsedName =
  | {
      kind: "person";
      hypotheses: NameHypothesis[];
      /** What was read as no part of a name, apart from titles, credentials and words for nobody. */
      dropped: readonly DroppedText[];
    }
  | { kind: "organization"; words: string[] }
  | { kind: "other_script" }
  /** A vacancy, a test, a role: what stands there is nobody's name. */
  | { kind: "nobody" }
  | { kind: "empty" };

/** `Lindsay and Joiner` are two surnames, or one person after all. */
const loneWords = /^\s*[a-z]{2,} and [a-z]{2,}\s*$/i;
/** Nobody's name is longer; what follows in such a cell is no part of it. */
const longest = 400;
const nullSurname = /^\s*(?:null|none)\s*$/i;
const noName = /^\s*(?:#?n\/a|null|none|undefined|unknown|<unavail>|[^\p{L}]*)\s*$/iu;

/**
 * Reads a name as a list holds it, in up to eight ways, likeliest first (facts: matching.md
 * section 4). `order` says how the list writes names without a comma, `columns` what its name columns
 * really hold; they are believed. Weights know nothing of how common a name is.
 */
export function parseName(
  input: NameInput,
  order: NameOrder,
  columns: NameColumns = "as_named",
): ParsedName {
  const meant = columns === "as_named" ? input : nameAsMeant(input, columns);
  const nobody = nobodyIn(writtenCells(meant));
  if (nobody !== undefined) return { kind: nobody === "missing" ? "empty" : "nobody" };
  const apart = (meant.first ?? "") !== "" && (meant.last ?? "") !== "";
  const full = apart ? "" : cell(meant.full);
  if (full === undefined) return { kind: "other_script" };
  return full === ""
    ? parseColumns(meant, order)
    : parseFull(full, order, cell(meant.suffix) ?? "");
}

function writtenCells({ full, first, middle, last }: NameInput): string[] {
  return [first, middle, last, full].flatMap((cell) => (cell === "" ? [] : (cell ?? [])));
}

function parseFull(text: string, order: NameOrder, suffix: string): ParsedName {
  const clean = withoutNoise(text);
  const asides = takeAsides(clean.text);
  const segments = personSegments(nameSegments(asides.text));
  if (segments === undefined) return { kind: "organization", words: nameWords(text) };
  const dropped = [...clean.dropped, ...asides.dropped];
  const extras = extrasOf(suffix, [asides]);
  const people = partPeople(asides.text);
  const read = (name: string) =>
    readFullName(personSegments(nameSegments(name)) ?? [], order, extras);
  if (people === undefined) {
    const written = readFullName(segments, order, extras);
    const unspaced = unspacedName(asides.text);
    if (unspaced === undefined) return person(written, dropped, segments);
    const whole = written.map((reading) => ({
      ...reading,
      weight: reading.weight * unspaced.written,
    }));
    return person([...read(unspaced.text), ...whole], dropped, segments);
  }
  if (typeof people === "string") return person(read(people), dropped, segments);
  const couple = readCouple(people, read);
  if (people.others !== "") dropped.push({ text: people.others, why: "other person" });
  const whole = loneWords.test(asides.text) ? read(asides.text) : [];
  return person([...couple, ...asPerson(whole, 1)], dropped, segments);
}

function parseColumns(input: NameInput, order: NameOrder): ParsedName {
  const first = cell(input.first);
  // Mr. Null has a first name.
  const isNull = first !== "" && nullSurname.test(input.last ?? "");
  const texts = [first, cell(input.middle), isNull ? input.last : cell(input.last)];
  if (texts.includes(undefined)) return { kind: "other_script" };
  const clean = texts.map((text) => withoutNoise(text ?? ""));
  const asides = clean.map(({ text }) => takeAsides(text));
  const lastAside = asides[2];
  // In a surname's column, what stands in brackets is another surname.
  if (lastAside !== undefined && lastAside.alias === "") {
    asides[2] = { ...lastAside, nick: "", alias: lastAside.nick };
  }
  const extras = extrasOf(cell(input.suffix) ?? "", asides);
  const [given = "", middle = "", last = ""] = asides.map(({ text }) => text);
  const people = last === "" ? undefined : partPeople(given);
  const names =
    people === undefined
      ? [given]
      : typeof people === "string"
        ? [people]
        : [people.first, people.second];
  const found: NameHypothesis[] = [];
  const segments: (readonly NameToken[])[] = [];
  for (const [at, name] of names.entries()) {
    const columns = personColumns([name, middle, last].map(nameSegments));
    if (columns === undefined) return { kind: "organization", words: nameWords(texts.join(" ")) };
    found.push(...asPerson(readNameColumns(columns, order, extras), at));
    segments.push(...columns.first, ...columns.middle, ...columns.last);
  }
  const dropped = [...clean, ...asides].flatMap((part) => part.dropped);
  return person(found, dropped, segments);
}

/** A cell folded to ASCII, "" when it names nobody, undefined when it is in another script. */
function cell(text: string | undefined): string | undefined {
  if (text === undefined || text === "" || text === "nan" || text === "NaN") return "";
  if (noName.test(text)) return "";
  return foldName(rereadText(text.length > longest ? text.slice(0, longest) : text));
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

function person(
  found: readonly NameHypothesis[],
  dropped: readonly DroppedText[],
  segments: readonly (readonly NameToken[])[],
): ParsedName {
  const hypotheses = rankHypotheses(withGivenAsides(found));
  if (hypotheses.length === 0) return { kind: "empty" };
  const unread = unreadWords(segments, hypotheses, dropped);
  return { kind: "person", hypotheses, dropped: [...dropped, ...unread] };
}
