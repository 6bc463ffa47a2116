import { type NameHypothesis, rankHypotheses } from "./name-hypothesis.ts";
import { isTailOnly } from "./name-tail.ts";
import { type NameToken, nameSegments } from "./name-tokens.ts";
import { titles } from "./name-words.ts";
import { nicknameClasses } from "./nickname.ts";

/** A row is meant to be one person; the one named first is a little likelier to be meant. */
const SECOND_PERSON = 0.5;

/** Two people in one cell, each as a text; a text that lacks the surname takes the other's. */
interface TwoPeople {
  first: string;
  second: string;
  /** Whose surname stands only with the other. */
  lacksSurname: "first" | "second" | "";
  /** Further people, who are left out. */
  others: string;
}

const between = /\s+(?:&|\+|and)\s+|\s*&\s*|\s+\/+\s+|\s*;\s*/i;

/**
 * Parts `John Smith and Jane Doe`, `Smith, John & Mary`, `John & Mary Smith`. What joins no two people
 * (`MD & PhD`, `Mr. & Mrs. Smith`) becomes one text without the joining word; undefined when nothing
 * joins.
 */
export function partPeople(text: string): TwoPeople | string | undefined {
  const found = between.exec(text);
  if (found === null) return undefined;
  const left = text.slice(0, found.index).trim();
  const rest = text.slice(found.index + found[0].length);
  const [right = ""] = rest.split(between);
  const [one, two] = [sideOf(left), sideOf(right)];
  if (one.names === 0 || two.names === 0) {
    const together = one.names === 0 ? `${rest}, ${left}` : `${left}, ${rest}`;
    return partPeople(together) ?? together;
  }
  const others = rest.slice(right.length).replace(between, "").trim();
  const apart = (lacksSurname: TwoPeople["lacksSurname"]): TwoPeople => {
    return { first: left, second: right, lacksSurname, others };
  };
  if (!/[&+a]/i.test(found[0])) {
    const whole = one.names > 1 && two.names > 1;
    return whole && (one.marked || two.marked || !found[0].includes(";")) ? apart("") : undefined;
  }
  return apart(withoutSurname(one, two));
}

/** Whose surname stands only with the other. */
function withoutSurname(one: Side, two: Side): TwoPeople["lacksSurname"] {
  if (two.comma || two.titled) return "";
  if (one.comma) return two.names > 1 && !two.givenOnly ? "" : "second";
  if (one.names === 1 && two.names > 1) return "first";
  return one.names > 1 && two.names === 1 ? "second" : "";
}

interface Side {
  /** Words that may be names. */
  names: number;
  /** Given names follow a comma. */
  comma: boolean;
  titled: boolean;
  /** A title or a credential shows that a person is named. */
  marked: boolean;
  /** Two given names and no surname: `Mary Ann`, `Mary J`. */
  givenOnly: boolean;
}

function sideOf(text: string): Side {
  const segments = nameSegments(text);
  const named = segments.filter((segment) => !isTailOnly(segment));
  const [head = []] = segments;
  const titled = titles.has(head[0]?.letters ?? "");
  const words = named.flat().filter((token) => !titles.has(token.letters) && !isTailOnly([token]));
  return {
    names: words.length,
    comma: named.length > 1,
    titled: titled && words.length > 0,
    marked: titled || named.length < segments.length || words.length < named.flat().length,
    givenOnly: words.length === 2 && words.every(isGiven),
  };
}

function isGiven({ letters }: NameToken): boolean {
  return letters.length === 1 || nicknameClasses(letters).length > 0;
}

/**
 * The readings of two people in one cell, the second's at half weight, so that a registry that has
 * both settles nothing. Who has no surname of their own takes the other's.
 */
export function readCouple(
  { first, second, lacksSurname }: TwoPeople,
  read: (name: string) => NameHypothesis[],
): NameHypothesis[] {
  const one = read(first);
  const two = read(second);
  return [
    ...asPerson(lacksSurname === "first" ? withGivenOf(one, two) : one, 0),
    ...asPerson(lacksSurname === "second" ? withGivenOf(two, one) : two, 1),
  ];
}

/** The readings of a cell's first person (0) or second one (1). */
export function asPerson(readings: readonly NameHypothesis[], at: number): NameHypothesis[] {
  if (at === 0) return rankHypotheses(readings);
  return rankHypotheses(readings).map((reading) => ({
    ...reading,
    weight: reading.weight * SECOND_PERSON,
  }));
}

/** Given names that were read alone, with the surnames of a whole name. */
function withGivenOf(
  alone: readonly NameHypothesis[],
  whole: readonly NameHypothesis[],
): NameHypothesis[] {
  const own = alone[0];
  if (own === undefined) return [];
  const { suffix, credentials } = own;
  const given =
    own.first === ""
      ? { first: own.last, middle: "" }
      : { first: own.first, middle: own.middle + own.last };
  return whole.map((reading) => ({ ...reading, ...given, suffix, credentials }));
}
