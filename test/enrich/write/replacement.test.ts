import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Replacement,
  readReplacements,
  replacementsText,
} from "../../../src/enrich/write/replacement.ts";
import { defuseFormula } from "../../../src/table/text/defuse-formula.ts";

const text = fc.string({ unit: fc.constantFrom(...'=+-@＝" ,;\t\r\n\\a\0é'), maxLength: 12 });
const replacement: fc.Arbitrary<Replacement> = fc.record(
  {
    column: fc.integer({ min: 1, max: 99 }),
    name: text,
    was: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    format: text,
    date: fc.constant(true as const),
    is: text,
  },
  { requiredKeys: ["column", "name", "was", "is"] },
);

describe("the cell of hb_replaced", () => {
  it("is read as it was written, and no spreadsheet finds a formula in it", () => {
    fc.assert(
      fc.property(fc.array(replacement, { maxLength: 3 }), (replaced) => {
        const cell = replacementsText(replaced);
        expect(readReplacements(cell)).toEqual(replaced);
        expect(defuseFormula(cell)).toBe(cell);
      }),
    );
  });

  it.each(["", "x", "[1]", '{"column":1}', '[{"column":0,"name":"a","was":"","is":""}]', "[{"])(
    "says nothing where somebody has written %j",
    (cell) => expect(readReplacements(cell)).toEqual([]),
  );
});
