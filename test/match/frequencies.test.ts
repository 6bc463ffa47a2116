import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrequencies } from "../../src/match/frequencies.ts";

const individuals = 1_000_000;

/** Counts that include the one profile compared. */
function frequenciesOf(last: number, first: number, both: number) {
  return createFrequencies({
    individuals,
    term: (text) => (text.startsWith("L:") ? last : first),
    joint: () => both,
    phoneHolders: () => 1,
  });
}

const jointOf = (last: number, first: number, both: number) =>
  frequenciesOf(last, first, both).joint("PLUMB", "AGATHA");

describe("how often a full name occurs by accident", () => {
  test("a name carried by nobody else is far rarer than one in all", () => {
    expect(jointOf(1, 1, 1)).toBeLessThan(0.01 / individuals);
  });

  test("others who carry it count as they are", () => {
    expect(jointOf(5000, 5000, 101)).toBeCloseTo(100 / individuals, 10);
  });

  test("a name that its parts promise is reckoned with before anybody has it", () => {
    const share = jointOf(8000, 20_000, 1);
    expect(share).toBeGreaterThan(1.5 * 0.008 * 0.02);
    expect(share).toBeLessThan(3 * 0.008 * 0.02);
  });

  test("a rare first name keeps closer company with its surname than a common one", () => {
    const factor = (first: number) =>
      jointOf(1000, first, 1) / ((1000 / individuals) * (first / individuals));
    expect(factor(20)).toBeGreaterThan(4 * factor(10_000));
  });

  test("more carriers never make a name rarer, and every share is one", () => {
    const count = fc.integer({ min: 0, max: individuals });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.integer({ min: 1, max: 1000 }),
        (last, first, both, n) => {
          const share = jointOf(last, first, both);
          expect(share).toBeGreaterThan(0);
          expect(jointOf(last, first, both + n)).toBeGreaterThanOrEqual(share);
          expect(jointOf(last + n, first, both)).toBeGreaterThanOrEqual(share);
        },
      ),
    );
  });
});

test("a value's share counts the others, never less than half a person", () => {
  const frequencies = frequenciesOf(1, 11, 1);
  expect(frequencies.share("L:PLUMB")).toBe(0.5 / individuals);
  expect(frequencies.share("F:AGATHA")).toBe(10.5 / individuals);
});
