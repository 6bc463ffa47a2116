import type { NameOrder } from "../../model/contract.ts";
import { celticChance } from "./name-joins.ts";
import {
  closesWithSurname,
  firstLastReadings,
  lastFirstReadings,
  type NameReading,
  opensWithSurname,
} from "./name-readings.ts";
import type { NameToken } from "./name-tokens.ts";
import { vietnameseSurnames } from "./name-words.ts";
import { nicknameClasses } from "./nickname.ts";
import { toSuffix } from "./suffix.ts";

/** Readings of words without a comma, with a suffix found among them. */
export interface OrderedReadings {
  readings: NameReading[];
  suffix: string;
}

/**
 * Reads words without a comma in both orders. The list's order leads; initials, suffixes and
 * particles show where the surname is whatever the list does.
 */
export function readInOrder(tokens: readonly NameToken[], order: NameOrder): OrderedReadings[] {
  const count = tokens.length;
  if (count === 1) {
    const reading: NameReading = { given: [], last: tokens, weight: 1, order: "first_last" };
    return [{ readings: [reading], suffix: "" }];
  }
  const final = tokens[count - 1]?.letters;
  if (count > 2 && (final === "V" || final === "I")) return readWithFinalNumeral(tokens, order);
  const inner = innerSuffix(tokens);
  if (inner > 0 && count > 2) {
    const rest = tokens.filter((_, index) => index !== inner);
    const suffix = toSuffix(tokens[inner]?.letters ?? "");
    // `JONES JR JOHN`: a suffix follows the surname; but `JOHN JR JONES` begins with a given name.
    const surname = inner === 1 && nicknameClasses(tokens[0]?.letters ?? "").length === 0;
    return [{ readings: weighted(rest, order, surname), suffix }];
  }
  return [{ readings: weighted(tokens, order, false), suffix: "" }];
}

/** `JOHN SMITH V` ends in a suffix, `SMITH JOHN V` in an initial. The first of a name is no suffix. */
function readWithFinalNumeral(tokens: readonly NameToken[], order: NameOrder): OrderedReadings[] {
  const [asSuffix, asInitial] =
    order === "first_last" ? [1, 0.02] : order === "last_first" ? [0.05, 1] : [0.5, 1];
  const without = tokens.slice(0, -1);
  const suffix = toSuffix(tokens.at(-1)?.letters ?? "");
  return [
    { readings: scaled(firstLastReadings(without), asSuffix), suffix },
    { readings: scaled(lastFirstReadings(without), asSuffix * 0.01), suffix },
    { readings: scaled(lastFirstReadings(tokens), asInitial), suffix: "" },
  ];
}

/** Where a suffix stands among the words (`JONES JR JOHN`), or 0. */
function innerSuffix(tokens: readonly NameToken[]): number {
  for (let i = 1; i < tokens.length - 1; i++) {
    const token = tokens[i];
    if (token !== undefined && token.letters.length > 1 && toSuffix(token.letters) !== "") return i;
  }
  return 0;
}

function weighted(
  tokens: readonly NameToken[],
  order: NameOrder,
  surnameEnds: boolean,
): NameReading[] {
  const startsWithInitial = tokens[0]?.letters.length === 1;
  const endsWithInitial = tokens.at(-1)?.letters.length === 1;
  if (startsWithInitial && !endsWithInitial) return readWithFirstInitial(tokens);
  if (endsWithInitial && !startsWithInitial) return readWithFinalInitial(tokens, order);
  const rare = tokens.length === 2 ? 0.02 : 0.005;
  // NGUYEN VAN HUNG is Hung Nguyen.
  const given: NameReading[] = [];
  let firstLast = order === "last_first" ? rare : 1;
  let lastFirst = order === "first_last" ? rare : 1;
  if (surnameEnds || opensWithSurname(tokens)) {
    lastFirst = 1;
    firstLast = Math.min(firstLast, 0.1);
  } else if (isVietnameseOrder(tokens)) {
    const endsInSurname = vietnameseSurnames.has(tokens.at(-1)?.letters ?? "");
    lastFirst = Math.max(lastFirst, endsInSurname ? 0.5 : 1);
    firstLast = Math.min(firstLast, endsInSurname ? 1 : 0.3);
    const turned = {
      given: [...tokens.slice(-1), ...tokens.slice(1, -1)],
      last: tokens.slice(0, 1),
    };
    given.push({ ...turned, weight: lastFirst, order: "last_first" });
  }
  if (order === "mixed" && closesWithSurname(tokens)) lastFirst = Math.min(lastFirst, 0.1);
  return [
    ...scaled(firstLastReadings(tokens), firstLast),
    ...scaled(lastFirstReadings(tokens), lastFirst),
    ...given,
  ];
}

/** `J SMITH`; but `O BRIEN PATRICK` begins with its surname. */
function readWithFirstInitial(tokens: readonly NameToken[]): NameReading[] {
  const readings = firstLastReadings(tokens);
  const [initial, stem] = tokens;
  if (tokens.length < 3 || initial?.dotted === true) return readings;
  const celtic = celticChance(initial?.letters ?? "", stem?.letters ?? "");
  if (celtic === 0) return readings;
  const turned = scaled(lastFirstReadings(tokens), celtic);
  return [...scaled(readings, celtic === 1 ? 0.3 : 1), ...turned];
}

/** NGUYEN THI LAN: surname, THI or VAN, given name. */
function isVietnameseOrder(tokens: readonly NameToken[]): boolean {
  const [first, second] = tokens;
  if (tokens.length < 3 || !vietnameseSurnames.has(first?.letters ?? "")) return false;
  return second?.letters === "THI" || second?.letters === "VAN";
}

/** `SMITH JOHN A`, hardly ever `JOHN SMITH A`; in a list of first names first, `Jane D.` is private. */
function readWithFinalInitial(tokens: readonly NameToken[], order: NameOrder): NameReading[] {
  const readings = lastFirstReadings(tokens);
  if (tokens.length < 3) {
    const given = nicknameClasses(tokens[0]?.letters ?? "").length > 0;
    return order === "first_last" && given
      ? [...firstLastReadings(tokens), ...scaled(readings, 0.1)]
      : readings;
  }
  const initial = tokens.slice(-1);
  const moved = [...tokens.slice(0, -2), ...initial, ...tokens.slice(-2, -1)];
  return [...readings, ...scaled(firstLastReadings(moved), 0.05)];
}

function scaled(readings: readonly NameReading[], factor: number): NameReading[] {
  return readings.map((reading) => ({ ...reading, weight: reading.weight * factor }));
}
