import fc from "fast-check";
import { expect, it } from "vitest";
import { createPeopleMet } from "../../src/enrich/dedupe/people-met.ts";
import { createSurvivors } from "../../src/enrich/dedupe/survivors.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";

const npi = fc.oneof(
  fc.integer({ min: 1_000_000_000, max: 1_000_000_400 }),
  fc.integer({ min: 1_000_000_000, max: 2_999_999_999 }),
);

/** The same as a map, which takes far more room. */
function modelOfPeople() {
  const model = new Map<number, number>();
  return {
    meet(met: number, place: number): number | undefined {
      const before = model.get(met);
      if (before === undefined) model.set(met, place);
      return before;
    },
    forgetFrom(place: number): void {
      for (const [met, at] of model) if (at >= place) model.delete(met);
    },
    size: () => model.size,
  };
}

it("remembers as a map does, whatever comes and is forgotten", () => {
  const step = fc.oneof(
    { weight: 20, arbitrary: fc.array(npi, { maxLength: 60 }) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const both = [createPeopleMet(), modelOfPeople()];
      let place = 0;
      for (const one of steps) {
        if (typeof one === "number") {
          for (const people of both) people.forgetFrom(Math.floor(one * place) + 1);
          continue;
        }
        for (const met of one) {
          place++;
          const [found, expected] = both.map((people) => people.meet(met, place));
          expect(found).toBe(expected);
        }
      }
      expect(both[0]?.size()).toBe(both[1]?.size());
    }),
    { numRuns: runs(60) },
  );
});

it("names survivors by list and row, and nobody of a list that came to nothing", () => {
  const survivors = createSurvivors();
  const first = survivors.begin("a.csv");
  expect(first.meet(npiOf(1), 3)).toBeUndefined();
  expect(first.meet(npiOf(1), 5)).toEqual({ list: "a.csv", row: 3, isElsewhere: false });
  expect(first.meet("1234567890", 6), "fails its check digit").toBeUndefined();
  expect(first.meet("1234567890", 7)).toBeUndefined();
  first.finish("aa");

  const lost = survivors.begin("b.csv");
  expect(lost.meet(npiOf(2), 1)).toBeUndefined();
  expect(lost.meet(npiOf(1), 2)).toEqual({ list: "a.csv", row: 3, isElsewhere: true });
  lost.forget();

  const last = survivors.begin("c.csv");
  expect(last.seenBefore).toEqual([{ name: "a.csv", sha256: "aa" }]);
  expect(last.meet(npiOf(2), 9)).toBeUndefined();
  expect(last.meet(npiOf(2), 10)).toEqual({ list: "c.csv", row: 9, isElsewhere: false });
});
