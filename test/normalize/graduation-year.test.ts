import fc from "fast-check";
import { expect, test } from "vitest";
import { toGraduationYear } from "../../src/normalize/graduation-year.ts";

test.each([
  ["2012", 2012],
  [" 2012 ", 2012],
  ["'2012", 2012],
  ["2012.0", 2012],
  ["05/2012", 2012],
  ["5/15/2012", 2012],
  ["2012-05-15", 2012],
  ["2008-2012", 2012],
  ["Class of 1987", 1987],
  ["'12", 2012],
  ["\u201998", 1998],
  ["２０１２", 2012],
  ["12", 0],
  ["05/12", 0],
  ["'38", 0],
  ["1939", 0],
  ["2036", 0],
  ["41061", 0],
  ["20120515", 0],
  ["unknown", 0],
  ["", 0],
])("%s → %i", (text, year) => {
  expect(toGraduationYear(text)).toBe(year);
});

test("any text gives no year or one within a working life", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const year = toGraduationYear(text);
      expect(year === 0 || (year >= 1940 && year <= 2035)).toBe(true);
    }),
  );
});
