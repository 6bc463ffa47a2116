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
  /** What of it stands in the lead's e-mail address alone; absent when it is all written. */
  fromEmail?: "name" | "first name" | "surname";
}

/** The columns a name comes from, as they stand in the list. */
export interface NameInput {
  full?: string;
  first?: string;
  middle?: string;
  last?: string;
  suffix?: string;
}

const maxHypotheses = 8;
const minWeight = 0.001;

/** The likeliest readings: distinct, the best at weight 1, ordered by weight and then content. */
export function rankHypotheses(found: readonly NameHypothesis[]): NameHypothesis[] {
  const distinct = new Map<string, NameHypothesis>();
  let best = 0;
  for (const hypothesis of found) {
    if (hypothesis.weight > best) best = hypothesis.weight;
    const content = contentOf(hypothesis);
    const known = distinct.get(content);
    if (known === undefined || known.weight < hypothesis.weight) distinct.set(content, hypothesis);
  }
  return [...distinct]
    .filter(([, hypothesis]) => hypothesis.weight >= minWeight * best)
    .sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : a > b ? 1 : 0))
    .slice(0, maxHypotheses)
    .map(([, hypothesis]) => ({ ...hypothesis, weight: hypothesis.weight / best }));
}

function contentOf(hypothesis: NameHypothesis): string {
  const { last, lastParts, first, middle, suffix, alias } = hypothesis;
  return `${last}|${first}|${middle}|${suffix}|${alias}|${lastParts.join(" ")}`;
}
