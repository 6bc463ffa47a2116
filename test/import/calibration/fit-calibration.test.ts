import { describe, expect, it } from "vitest";
import { calibrationError } from "../../../src/import/calibration/calibration-error.ts";
import { fitCalibration } from "../../../src/import/calibration/fit-calibration.ts";
import type { Observation } from "../../../src/import/calibration/observation.ts";
import { createRandom } from "../../../src/import/calibration/seeded-random.ts";
import { shippedCalibration } from "../../../src/match/shipped-calibration.ts";
import type { EvidenceClass } from "../../../src/model/calibration.ts";

/** Answers whose posteriors are off by `shift` in log-odds. */
function observe(evidenceClass: EvidenceClass, count: number, shift: number): Observation[] {
  const random = createRandom(count);
  return Array.from({ length: count }, (_, person) => {
    const logit = random.next() * 9 - 3;
    const p = 1 / (1 + Math.exp(-logit));
    const right = random.chance(1 / (1 + Math.exp(-logit - shift)));
    return { p, nobody: 1 - p, evidenceClass, canMatch: p > 0.5, right, weight: 1, person };
  });
}

describe("fitCalibration", () => {
  it("mends what is off, and proves it on people it was not fitted on", () => {
    const { calibration, classes, error } = fitCalibration(observe("name", 6000, -1.2), 6000);
    expect(calibration.leads).toBe(6000);
    expect(calibration.curves.name.intercept).toBeLessThan(-1);
    const name = classes.find(({ evidenceClass }) => evidenceClass === "name");
    expect(name).toMatchObject({ from: "fitted", leads: 6000 });
    expect(name?.error.before).toBeGreaterThan(0.08);
    expect(name?.error.after).toBeLessThan(0.02);
    expect(error).toEqual(name?.error);
  });

  it("keeps the shipped curve where there is nothing to go by, or nothing to mend", () => {
    const { calibration, classes } = fitCalibration(observe("state", 6000, 0), 6000);
    expect(calibration.curves).toEqual(shippedCalibration.curves);
    expect(classes.map(({ from }) => from)).toEqual(["shipped", "shipped", "shipped", "shipped"]);
  });

  it("stores four decimals, so that the last bit of a sum changes no release id", () => {
    const { calibration } = fitCalibration(
      (["identifier", "place", "state", "name"] as const).flatMap((one) => observe(one, 2000, 1)),
      2000,
    );
    expect(JSON.stringify(calibration)).not.toMatch(/\.\d{5}/);
    expect(JSON.stringify(calibration)).not.toContain("e-");
  });
});

describe("calibrationError", () => {
  it.each<[string, number, [confidence: number, right: boolean][]]>([
    ["nothing", 0, []],
    ["sure and right", 0, [[1, true]]],
    ["sure and wrong", 1, [[1, false]]],
    [
      "even, and half of them right",
      0,
      [
        [0.5, true],
        [0.5, false],
      ],
    ],
    [
      "errors of two bins do not cancel out",
      0.4,
      [
        [0.6, true],
        [0.4, false],
      ],
    ],
  ])("%s", (_, expected, outcomes) => {
    const weighed = outcomes.map(([confidence, right]) => ({ confidence, right, weight: 0.8 }));
    expect(calibrationError(weighed)).toBeCloseTo(expected, 10);
  });
});
