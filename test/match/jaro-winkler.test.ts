import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOneEditApart, jaroWinkler } from "../../src/match/jaro-winkler.ts";

describe("jaroWinkler", () => {
  test.each([
    ["MARTHA", "MARHTA", 0.9611, "one swap"],
    ["DWAYNE", "DUANE", 0.84, "textbook pair"],
    ["DIXON", "DICKSONX", 0.8133, "textbook pair"],
    ["SMITH", "SMITH", 1, "equal"],
    ["SMITH", "", 0, "nothing to compare"],
    ["ABC", "XYZ", 0, "nothing shared"],
  ])("%s and %s are %d alike (%s)", (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3);
  });

  test("stays within 0..1 and says 1 only of equal names", () => {
    const name = fc.string({ unit: fc.constantFrom(..."ABCDE"), maxLength: 40 });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const similarity = jaroWinkler(a, b);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        if (similarity === 1 && a.length < 32) expect(a).toBe(b);
      }),
    );
  });
});

describe("isOneEditApart", () => {
  test.each([
    ["02139", "02138", true, "substitution"],
    ["02139", "20139", true, "swap of neighbours"],
    ["02139", "0219", true, "deletion"],
    ["02139", "021399", true, "insertion"],
    ["02139", "02139", false, "equal"],
    ["02139", "12138", false, "two substitutions"],
    ["02139", "0213", true, "last digit lost"],
  ])("%s and %s: %s (%s)", (a, b, expected) => {
    expect(isOneEditApart(a, b)).toBe(expected);
  });
});
