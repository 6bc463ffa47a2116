import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { accuracyOf, isAtLeast, isMatched } from "../../src/list/evaluation/accuracy.ts";
import { calibrationFigures } from "../../src/list/evaluation/calibration-error.ts";
import { measure } from "../../src/list/evaluation/measure.ts";
import {
  bestF1,
  precisionRecallCurve,
  recallAtPrecision,
} from "../../src/list/evaluation/precision-recall.ts";
import type { ScoredLead } from "../../src/list/evaluation/scored-lead.ts";
import { statusFigures } from "../../src/list/evaluation/status-figures.ts";
import { columnFigures } from "../../src/list/evaluation/value-figures.ts";
import { wilsonInterval } from "../../src/list/evaluation/wilson-interval.ts";
import { statuses } from "../../src/model/status.ts";

function lead(npi: string, confidence: number, truth: string): ScoredLead {
  const status = npi === "" ? "no_match" : confidence >= 0.95 ? "matched" : "ambiguous";
  return { npi, confidence, truth, status };
}

/** Three people who are there, two who are not. */
const leads = [
  lead("1", 0.99, "1"),
  lead("9", 0.96, "2"),
  lead("5", 0.96, ""),
  lead("3", 0.6, "3"),
  lead("", 0, ""),
];

describe("accuracy", () => {
  it("tells a wrong person from nobody there", () => {
    expect(accuracyOf(leads, isAtLeast(0.9))).toMatchObject({
      answers: 3,
      right: 1,
      wrong_person: 1,
      nobody_there: 1,
      precision: 1 / 3,
      recall: 1 / 3,
      f1: 1 / 3,
      false_match_rate: 1 / 2,
    });
    expect(accuracyOf(leads, isAtLeast(0.5)).recall).toBeCloseTo(2 / 3);
    expect(accuracyOf(leads, isMatched).answers).toBe(3);
  });

  it("takes a threshold in, and never a lead that names nobody", () => {
    expect(accuracyOf(leads, isAtLeast(0.6)).answers).toBe(4);
    expect(accuracyOf(leads, isAtLeast(0)).answers).toBe(4);
  });

  it("says null where there is nothing to divide by", () => {
    expect(accuracyOf([], isMatched)).toMatchObject({
      precision: null,
      precision_interval: null,
      recall: null,
      f1: null,
      false_match_rate: null,
    });
    expect(accuracyOf([lead("", 0, "1")], isMatched)).toMatchObject({
      precision: null,
      recall: 0,
      f1: 0,
    });
  });
});

describe("the interval", () => {
  // matching.md 13.1: 12 wrong in 6,772; the others from Wilson's formula by hand.
  it.each([
    [6760, 6772, 0.9969, 0.999],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
  ])("of %d in %d", (part, whole, low, high) => {
    const [from, to] = wilsonInterval(part, whole) ?? [];
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  it("holds its share and stays within 0 and 1", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, b) => {
        const [part, whole] = [Math.min(a, b), Math.max(a, b)];
        const [low = -1, high = 2] = wilsonInterval(part, whole) ?? [];
        expect(0 <= low && low <= part / whole && part / whole <= high && high <= 1).toBe(true);
      }),
    );
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe("the curve", () => {
  it("lets equal confidences enter together", () => {
    const points = precisionRecallCurve(leads);
    expect(points.map(({ threshold }) => threshold)).toEqual([0.99, 0.96, 0.6]);
    expect(points[1]?.precision).toBeCloseTo(1 / 3);
    expect(bestF1(points)?.threshold).toBe(0.6);
  });

  it("finds the largest recall of any threshold that is precise enough", () => {
    // Precise at first, then not, then enough again: the later one counts.
    const dip = [lead("1", 0.9, "1"), lead("9", 0.8, "2"), ...[3, 4, 5, 6].map(right)];
    const points = precisionRecallCurve(dip);
    const there = 6;
    expect(recallAtPrecision(points, there, 0.8)).toMatchObject({ recall: 5 / 6, threshold: 0.7 });
    expect(recallAtPrecision(points, there, 0.9)).toMatchObject({ recall: 1 / 6, threshold: 0.9 });
    expect(recallAtPrecision(points.slice(1), there, 0.9)).toEqual({
      precision: 0.9,
      recall: null,
      recall_interval: null,
      threshold: null,
      answers: null,
    });
  });

  it("is empty when nobody is to be found", () => {
    expect(precisionRecallCurve([lead("1", 0.9, "")])).toEqual([]);
    expect(bestF1([])).toBeNull();
  });
});

function right(npi: number): ScoredLead {
  return lead(String(npi), 0.7, String(npi));
}

describe("calibration", () => {
  it("measures how far confidence is from being right", () => {
    const { leads: named, ece, brier, reliability } = calibrationFigures(leads);
    expect(named).toBe(4);
    expect(reliability.map((bin) => bin.leads)).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 3]);
    expect(ece).toBeCloseTo((0.4 + 3 * (0.97 - 1 / 3)) / 4);
    expect(brier).toBeCloseTo((0.01 ** 2 + 0.96 ** 2 + 0.96 ** 2 + 0.4 ** 2) / 4);
  });

  it("puts 1 into the last bin, and every tenth into the one it opens", () => {
    const tenths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((p) => lead("1", p, ""));
    expect(calibrationFigures(tenths).reliability.map((bin) => bin.leads)).toEqual([
      ...new Array(9).fill(1),
      2,
    ]);
  });

  it("says null for nobody", () => {
    expect(calibrationFigures([lead("", 0, "1")])).toMatchObject({ ece: null, brier: null });
  });
});

describe("by status", () => {
  it("counts every lead once", () => {
    const figures = statusFigures([...leads, lead("", 0, "7")]);
    expect(figures.map(({ status }) => status)).toEqual(["matched", "ambiguous", "no_match"]);
    expect(figures[0]).toMatchObject({ leads: 3, right: 1, wrong_person: 1, nobody_there: 1 });
    expect(figures[2]).toMatchObject({ leads: 2, missed: 1, rightly_none: 1 });
  });
});

describe("by a column's values", () => {
  const group = (cells: string[]) => ({ column: "c", file: "truth" as const, cells });
  const valuesOf = (cells: string[]) =>
    columnFigures(
      cells.map(() => lead("1", 1, "1")),
      group(cells),
    ).values.map(({ value, leads: count }) => `${value}:${count}`);

  test.each<[string, string[], string[]]>([
    [
      "tags",
      ["nickname moved_city", "nickname", "typo;nickname"],
      ["nickname:3", "moved_city:1", "typo:1"],
    ],
    ["tags joined by +", ["a+b", "b"], ["b:2", "a:1"]],
    [
      "words that belong together",
      ["SAN ANTONIO", "san antonio"],
      ["SAN ANTONIO:1", "san antonio:1"],
    ],
    ["several at semicolons", ["TX; OK", "TX"], ["TX:2", "OK:1"]],
    ["numbers", ["512 555 0100", "7"], ["512 555 0100:1", "7:1"]],
    ["one twice in a cell", ["a a", "a;a"], ["a:2"]],
    ["blanks", ["", " ", "TX"], [":2", "TX:1"]],
    ["names of an object's own", ["constructor", "__proto__"], ["__proto__:1", "constructor:1"]],
  ])("%s", (_, cells, expected) => {
    expect(valuesOf(cells)).toEqual(expected);
  });

  it("measures each value by its own leads", () => {
    const { values } = columnFigures(leads, group(["x", "x", "y", "y", "y"]));
    expect(values).toMatchObject([
      { value: "y", leads: 3, with_answer: 1, matched: 1, precision: 0, false_match_rate: 1 / 2 },
      {
        value: "x",
        leads: 2,
        with_answer: 2,
        precision: 1 / 2,
        recall: 1 / 2,
        recall_at_90: 1 / 2,
      },
    ]);
    expect(values[1]?.false_match_rate).toBeNull();
  });

  it("shows the 30 commonest and counts the leads of the rest once", () => {
    const cells = Array.from({ length: 32 }, (_, i) => `V${String(i).padStart(2, "0")}`);
    cells.push(...cells.slice(0, 30), "V30;V31");
    const many = cells.map(() => lead("1", 1, "1"));
    const { values, other_values } = columnFigures(many, group(cells));
    expect(values.map(({ value }) => value)).toEqual(cells.slice(0, 30));
    expect(other_values).toMatchObject({ values: 2, leads: 3 });
    expect(columnFigures(many.slice(0, 30), group(cells.slice(0, 30))).other_values).toBeNull();
  });
});

describe("all figures", () => {
  const npi = fc.constantFrom("", "1", "2", "3");
  const anyLead = fc.record({
    status: fc.constantFrom(...statuses),
    npi,
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    truth: npi,
  });

  it("do not depend on the order of the leads", () => {
    fc.assert(
      fc.property(fc.array(anyLead, { maxLength: 40 }), fc.nat(40), (some, at) => {
        const turned = [...some.slice(at), ...some.slice(0, at)].reverse();
        const by = (list: ScoredLead[]) => [
          { column: "s", file: "list" as const, cells: list.map(({ status }) => status) },
        ];
        expect(measure(turned, by(turned))).toEqual(measure(some, by(some)));
      }),
    );
  });

  it("agree with each other", () => {
    fc.assert(
      fc.property(fc.array(anyLead, { maxLength: 40 }), (some) => {
        const all = measure(some, []);
        expect(all.with_answer + all.without_answer).toBe(some.length);
        expect(all.by_status.reduce((sum, one) => sum + one.leads, 0)).toBe(some.length);
        for (const one of all.by_status) {
          const { right: r, wrong_person, nobody_there, missed, rightly_none } = one;
          expect(r + wrong_person + nobody_there + missed + rightly_none).toBe(one.leads);
        }
        const recalls = all.recall_at_precision.map(({ recall }) => recall ?? 0);
        expect(recalls).toEqual([...recalls].sort((a, b) => b - a));
        for (const one of all.thresholds)
          expect(one.f1 ?? 0).toBeLessThanOrEqual(all.best_f1?.f1 ?? 0);
      }),
    );
  });
});
