import type { NameOrder } from "../../model/contract.ts";
import { addReadings, mergeBare, mergeTail, type NameExtras, readFullName } from "./name-full.ts";
import type { NameHypothesis } from "./name-hypothesis.ts";
import { celticChance, trailingParticles } from "./name-joins.ts";
import { isRemark, isRemarkText } from "./name-notes.ts";
import { type NameReading, surnameOf } from "./name-readings.ts";
import { type BareName, bareNames, bareSurnames, isTailOnly, tailOf } from "./name-tail.ts";
import { isDoubtful, type NameToken } from "./name-tokens.ts";
import { titles, vietnameseSurnames, weakParticles } from "./name-words.ts";
import { isSurnameParticle } from "./surname-parts.ts";

type Tokens = readonly NameToken[];

const nothing: BareName = { tokens: [], suffix: "", credentials: [], weight: 1 };

/** A name's columns as words between commas. */
export interface ColumnSegments {
  first: readonly Tokens[];
  middle: readonly Tokens[];
  last: readonly Tokens[];
}

/**
 * How a name in columns may be read. The columns are believed, except where one holds the whole
 * name; swapped columns are kept as an unlikely reading.
 */
export function readNameColumns(
  given: ColumnSegments,
  order: NameOrder,
  extras: NameExtras,
): NameHypothesis[] {
  const columns = withoutLoneTitles(given);
  if (columns.last.length === 0) return readGivenOnly(columns, order, extras);
  if (columns.first.length + columns.middle.length === 0) {
    return readLastOnly(columns.last, order, extras);
  }
  const whole = wholeNameColumn(columns);
  if (whole !== undefined) return readFullName(whole, order, extras);
  return readParts(columns, order, extras);
}

function readParts(
  columns: ColumnSegments,
  order: NameOrder,
  extras: NameExtras,
): NameHypothesis[] {
  const last = partColumn(columns.last, extras);
  const first = partColumn(columns.first, last.extras);
  const middle = partColumn(columns.middle, first.extras);
  const found: NameHypothesis[] = [];
  const middles = middle.names.length > 0 ? bareMiddles(middle.names) : [nothing];
  const firsts = first.names.length > 0 ? bareNames(first.names, 1) : middles;
  for (const lastName of bareSurnames(last.names)) {
    for (const firstName of firsts) {
      for (const middleName of firsts === middles ? [nothing] : middles) {
        addColumnReadings(found, [firstName, middleName, lastName], middle.extras, order);
      }
    }
  }
  return found;
}

/** `Dr.` + `John Smith`: a first-name column with a title alone is empty. */
function withoutLoneTitles(columns: ColumnSegments): ColumnSegments {
  const words = columns.first.flat();
  const titled = words.length > 0 && words.every(({ letters }) => titles.has(letters));
  return titled && columns.last.flat().length > 1 ? { ...columns, first: [] } : columns;
}

/**
 * The column that holds a whole name although the other one is filled: `John` + `Smith, John`,
 * `Smith, John` + `Smith`, `John Smith` + `MD`.
 */
function wholeNameColumn({ first, middle, last }: ColumnSegments): readonly Tokens[] | undefined {
  if (isWholeName(last) && last[1]?.[0]?.letters === first[0]?.[0]?.letters) return last;
  if (isWholeName(first) && first[0]?.at(-1)?.letters === last.flat().at(-1)?.letters) return first;
  const words = last.flat();
  const whole = middle.length === 0 && (isWholeName(first) || (first[0]?.length ?? 0) > 1);
  return whole && isNoSurname(words, isWholeName(first)) ? [...first, words] : undefined;
}

/** Credentials or a remark; `MA` and `PA` are surnames too where the other cell may lack one. */
function isNoSurname(words: Tokens, named: boolean): boolean {
  const letters = words.map((token) => token.letters);
  const tail =
    isTailOnly(words) || (words.length > 1 ? isRemarkText(letters) : letters.some(isRemark));
  return tail && (named || !words.some(isDoubtfulSurname));
}

function isDoubtfulSurname(token: NameToken): boolean {
  return isDoubtful(token) && token.letters !== "RN";
}

/** `LAST, FIRST`. */
function isWholeName(segments: readonly Tokens[]): boolean {
  const [head = [], second = []] = segments;
  return head.length > 0 && second.length > 0 && !isTailOnly(second);
}

/** Only given-name columns are filled: the whole name stands there, or half of it. */
function readGivenOnly(
  columns: ColumnSegments,
  order: NameOrder,
  extras: NameExtras,
): NameHypothesis[] {
  const [head = [], ...later] = columns.first;
  const whole = [[...head, ...(later.length === 0 ? columns.middle.flat() : [])], ...later];
  const found = readFullName(whole[0]?.length === 0 ? columns.middle : whole, order, extras);
  const only = found[0];
  if (only === undefined || only.first !== "") return found;
  return [
    { ...only, first: only.last, last: "", lastParts: [] },
    { ...only, weight: 0.3 },
  ];
}

/** Only the surname column is filled: a whole name, `LAST, FIRST`, or a surname of several words. */
function readLastOnly(
  last: readonly Tokens[],
  order: NameOrder,
  extras: NameExtras,
): NameHypothesis[] {
  const found = readFullName(last, order, extras);
  const best = found[0];
  if (best === undefined || best.first === "" || last.length > 1) return found;
  const surname = bareSurnames(last[0] ?? [])[0];
  if (surname === undefined) return found;
  const names = { given: [], last: surname.tokens, order: "last_first" as const };
  const opener = surname.tokens[0]?.letters ?? "";
  const weight = isSurnameParticle(opener) && !weakParticles.has(opener) ? 1.2 : 0.3;
  addReadings(found, { ...names, weight }, mergeBare(extras, surname));
  return found;
}

/** A column's name words, and the credentials behind commas that go to the extras. */
function partColumn(
  segments: readonly Tokens[],
  extras: NameExtras,
): { names: Tokens; extras: NameExtras } {
  const [head = [], ...later] = segments;
  const names = [...head];
  const tail: NameToken[] = [];
  for (const segment of later) (isTailOnly(segment) ? tail : names).push(...segment);
  return { names, extras: tail.length === 0 ? extras : mergeTail(extras, tailOf(tail)) };
}

/** A middle name, which may turn out to be only a suffix or a credential. */
function bareMiddles(middle: Tokens): BareName[] {
  const [only] = middle;
  const named = only === undefined || only.letters.length === 1 || isDoubtful(only);
  if (named || !isTailOnly(middle)) return bareNames(middle, 1);
  return [{ ...nothing, ...tailOf(middle) }];
}

function addColumnReadings(
  found: NameHypothesis[],
  [first, middle, last]: readonly [BareName, BareName, BareName],
  extras: NameExtras,
  order: NameOrder,
): void {
  const known = mergeBare(mergeBare(mergeBare(extras, first), middle), last);
  const weight = first.weight * middle.weight * last.weight;
  const surname = withoutRepeat(last.tokens, first.tokens);
  const names = withoutSurname(first.tokens, surname);
  const given = [...names, ...middle.tokens];
  const reading = { given, last: surname, weight, order: "first_last" as const };
  addReadings(
    found,
    { ...reading, weight: weight * addMovedSurname(found, reading, known) },
    known,
  );
  const joined = joinedFirst(names, middle.tokens.length > 0);
  if (joined !== undefined) {
    const whole = [joined.token, ...middle.tokens];
    addReadings(found, { ...reading, given: whole, weight: weight * joined.weight }, known);
  }
  if (surname.length < last.tokens.length || names.length < first.tokens.length) {
    const literal = { given: [...first.tokens, ...middle.tokens], last: last.tokens };
    addReadings(found, { ...reading, ...literal, weight: weight * 0.1 }, known);
  }
  const head = names[0];
  if (head === undefined || head.letters.length === 1) return;
  const swapped = weight * (order === "mixed" ? 0.1 : 0.01);
  const turned = { given: [...surname, ...given.slice(1)], last: [head], weight: swapped };
  addReadings(found, { ...turned, order: "last_first" }, known);
}

/**
 * `Maria de la` + `Cruz`, `Patrick O` + `Brien`: what ends the given names may begin the surname. Adds
 * that reading and returns what the columns as they stand are worth beside it.
 */
function addMovedSurname(found: NameHypothesis[], reading: NameReading, known: NameExtras): number {
  const { given, last, weight } = reading;
  const final = given.at(-1);
  if (final === undefined || given.length < 2) return 1;
  const chance = final.dotted ? 0 : celticChance(final.letters, last[0]?.letters ?? "");
  const at = chance > 0 ? given.length - 1 : trailingParticles(given);
  if (at === 0 || at === given.length) return 1;
  const weak = chance === 0.1 || (at === given.length - 1 && weakParticles.has(final.letters));
  const vietnamese = final.letters === "VAN" && vietnameseSurnames.has(last[0]?.letters ?? "");
  const moved = weak || vietnamese ? 0.1 : 1;
  const names = { given: given.slice(0, at), last: [...given.slice(at), ...last] };
  addReadings(found, { ...reading, ...names, weight: weight * moved }, known);
  return moved === 1 ? 0.2 : 1;
}

/**
 * Several words in the first-name column as one name: likelier than in a name of one piece, above
 * all beside a middle name of its own; hardly ever with an initial.
 */
function joinedFirst(
  names: Tokens,
  hasMiddle: boolean,
): { token: NameToken; weight: number } | undefined {
  const [head] = names;
  if (head === undefined || names.length < 2) return undefined;
  const letters = names.map((name) => name.letters).join("");
  const initial = names.some((name) => name.letters.length === 1);
  return {
    token: { ...head, letters, parts: [letters], initials: false },
    weight:
      initial || isSurnameParticle(names.at(-1)?.letters ?? "") ? 0.05 : hasMiddle ? 1.5 : 0.7,
  };
}

/** `John` + `John Smith`: the surname column repeats the first name; or it begins with an initial. */
function withoutRepeat(last: Tokens, given: Tokens): Tokens {
  const head = last[0]?.letters ?? "";
  if (last.length < 2) return last;
  return head === given[0]?.letters || head.length === 1 ? last.slice(1) : last;
}

/** `John Smith` + `Smith`: the first-name column repeats the surname. */
function withoutSurname(given: Tokens, last: Tokens): Tokens {
  if (given.length < 2) return given;
  return given.at(-1)?.letters === surnameOf(last).last ? given.slice(0, -1) : given;
}
