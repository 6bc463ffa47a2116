import type { NameOrder } from "../model/contract.ts";
import { addReadings, mergeBare, mergeTail, type NameExtras, readFullName } from "./name-full.ts";
import type { NameHypothesis } from "./name-hypothesis.ts";
import { surnameOf } from "./name-readings.ts";
import {
  type BareName,
  bareNames,
  bareSurnames,
  isDoubtful,
  isTailOnly,
  tailOf,
} from "./name-tail.ts";
import type { NameToken } from "./name-tokens.ts";

type Tokens = readonly NameToken[];

/** A name's columns as words between commas. */
export interface NameColumns {
  first: readonly Tokens[];
  middle: readonly Tokens[];
  last: readonly Tokens[];
}

/**
 * How a name in columns may be read. The columns are believed, except where one holds the whole
 * name; swapped columns are kept as an unlikely reading.
 */
export function readNameColumns(
  columns: NameColumns,
  order: NameOrder,
  extras: NameExtras,
): NameHypothesis[] {
  const given = [...columns.first, ...columns.middle];
  if (columns.last.length === 0) return readGivenOnly(columns, order, extras);
  if (given.length === 0) return readLastOnly(columns.last, order, extras);
  const last = partColumn(columns.last, extras);
  const first = partColumn(columns.first, last.extras);
  const middle = partColumn(columns.middle, first.extras);
  const found: NameHypothesis[] = [];
  const joinedFirst = first.names.length > 1 ? first.names : undefined;
  for (const lastName of bareSurnames(last.names)) {
    for (const givenName of givenNames(first.names, middle.names)) {
      const known = mergeBare(mergeBare(middle.extras, lastName), givenName);
      addColumnReadings(found, lastName, givenName, known, order);
    }
  }
  if (joinedFirst !== undefined) addJoinedFirst(found, middle.names);
  return found;
}

/** Only given-name columns are filled: the whole name stands there, or half of it. */
function readGivenOnly(
  columns: NameColumns,
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
  addReadings(found, { ...names, weight: 0.3 }, mergeBare(extras, surname));
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

function givenNames(first: Tokens, middle: Tokens): BareName[] {
  const isInitial = middle.length === 1 && middle[0]?.letters.length === 1;
  const firstOfMiddle = middle[0];
  const noName = !isInitial && isTailOnly(middle) && firstOfMiddle && !isDoubtful(firstOfMiddle);
  if (first.length === 0) return bareNames(middle, 1);
  if (!noName) return bareNames([...first, ...middle], Math.max(1, first.length));
  const tail = tailOf(middle);
  return bareNames(first, 1).map((bare) => ({
    ...bare,
    suffix: bare.suffix || tail.suffix,
    credentials: [...bare.credentials, ...tail.credentials],
  }));
}

function addColumnReadings(
  found: NameHypothesis[],
  last: BareName,
  given: BareName,
  extras: NameExtras,
  order: NameOrder,
): void {
  const weight = last.weight * given.weight;
  const surname = withoutRepeat(last.tokens, given.tokens);
  const names = withoutSurname(given.tokens, surname);
  const reading = { given: names, last: surname, weight, order: "first_last" as const };
  addReadings(found, reading, extras);
  if (surname.length < last.tokens.length || names.length < given.tokens.length) {
    addReadings(
      found,
      { ...reading, given: given.tokens, last: last.tokens, weight: weight * 0.1 },
      extras,
    );
  }
  const head = names[0];
  if (head === undefined || head.letters.length === 1) return;
  const swapped = {
    given: [...surname, ...names.slice(1)],
    last: [head],
    order: "last_first" as const,
  };
  addReadings(found, { ...swapped, weight: weight * (order === "mixed" ? 0.1 : 0.01) }, extras);
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

/** Several words in the first-name column are likelier one name than in a name of one piece. */
function addJoinedFirst(found: NameHypothesis[], middle: Tokens): void {
  for (const hypothesis of found) {
    const best = found[0];
    if (best === undefined || hypothesis.last !== best.last || hypothesis === best) continue;
    if (hypothesis.first.length > best.first.length && hypothesis.first.startsWith(best.first)) {
      hypothesis.weight = best.weight * (middle.length > 0 ? 1.5 : 0.7);
    }
  }
}
