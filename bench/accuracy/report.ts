import { type Interval, wilsonInterval } from "../../src/list/evaluation/wilson-interval.ts";
import type { Evaluated } from "./evaluate.ts";
import type { Figures } from "./figures.ts";
import type { Floors } from "./floors.ts";
import { isRight, type TaggedLead } from "./read-scored-leads.ts";
import { noiseClasses, yardsticks } from "./yardsticks.ts";

/** One line of the table of figures. */
interface Line {
  name: string;
  value: number;
  interval: Interval | null;
  floor: number | undefined;
  prototype: number | undefined;
  splink: number | undefined;
}

const figureNames: Readonly<Record<keyof Figures, string>> = {
  bestF1: "best F1",
  recallAt99: "recall at precision .99",
  recallAt995: "recall at precision .995",
  recallAt998: "recall at precision .998",
  recallAt999: "recall at precision .999",
  precision: "precision of `matched`",
  recall: "recall of `matched`",
  falseMatches: "matched though nobody is there",
  ece: "calibration error (ECE)",
  brier: "Brier score",
};

const four = (value: number | undefined): string =>
  (value === undefined ? "" : value.toFixed(4)).padStart(9);
const between = (interval: Interval | null): string =>
  (interval?.map((end) => end.toFixed(4)).join("-") ?? "").padEnd(13);

interface Judged {
  people: number;
  evaluated: Evaluated;
  /** Leads whose person is in the registry, and those of them whose person was compared. */
  candidates: { present: number; reached: number };
  floors: Floors | undefined;
}

/** Every figure with its 95 % interval, its floor, and what others reached. */
export function figureTable({ people, evaluated, candidates, floors }: Judged): string[] {
  const { figures, intervals } = evaluated;
  const { prototype, splink } = yardsticks.get(people) ?? {};
  const lines = (Object.keys(figureNames) as (keyof Figures)[]).map(
    (name): Line => ({
      name: figureNames[name],
      value: figures[name],
      interval: intervals[name],
      floor: floors?.[name as keyof Floors],
      prototype: prototype?.[name],
      splink: splink?.[name],
    }),
  );
  lines.push({
    name: "candidate recall",
    value: candidates.reached / candidates.present,
    interval: wilsonInterval(candidates.reached, candidates.present),
    floor: floors?.candidateRecall,
    prototype: prototype?.candidateRecall,
    splink: splink?.candidateRecall,
  });
  return [
    `${"".padEnd(32)}      now   95 %               floor prototype    Splink`,
    ...lines.map(
      ({ name, value, interval, ...known }) =>
        `${name.padEnd(32)}${four(value)}   ${between(interval)}${four(known.floor)} ${four(known.prototype)} ${four(known.splink)}`,
    ),
  ];
}

interface Found {
  leads: number;
  /** Right at .9 or more. */
  found: number;
  /** Compared at all. */
  reached: number;
}

type Tags = (lead: TaggedLead) => readonly string[];

function foundBy(
  leads: readonly TaggedLead[],
  reached: readonly boolean[],
  tagsOf: Tags,
): Map<string, Found> {
  const byTag = new Map<string, Found>();
  leads.forEach((lead, i) => {
    if (lead.truth === "") return;
    for (const tag of tagsOf(lead)) {
      const entry = byTag.get(tag) ?? { leads: 0, found: 0, reached: 0 };
      entry.leads++;
      if (isRight(lead) && lead.confidence >= 0.9) entry.found++;
      if (reached[i] === true) entry.reached++;
      byTag.set(tag, entry);
    }
  });
  return byTag;
}

function foundCells({ leads, found, reached }: Found): string {
  const interval = between(wilsonInterval(found, leads));
  return `${String(leads).padStart(6)} ${four(found / leads)}   ${interval} ${four(reached / leads)}`;
}

/** Right at .9 or more, by what was done to the lead; the others' figures are from 2 million. */
export function noiseTable(leads: readonly TaggedLead[], reached: readonly boolean[]): string[] {
  const byNoise = foundBy(leads, reached, ({ noise }) => noise);
  const besides = foundBy(leads, reached, ({ also }) => also);
  const lines = noiseClasses.flatMap(({ tag, name, prototype, splink }) => {
    const found = byNoise.get(tag);
    return found === undefined
      ? []
      : [`${name.padEnd(32)}${foundCells(found)} ${four(prototype)} ${four(splink)}`];
  });
  const others = [...besides]
    .sort(([, a], [, b]) => b.leads - a.leads)
    .map(([tag, found]) => `${`besides: ${tag}`.padEnd(32)}${foundCells(found)}`);
  const header = `${"found at .9, by noise".padEnd(32)} leads       now   95 %             compared`;
  return [`${header} prototype    Splink`, ...lines, ...others];
}
