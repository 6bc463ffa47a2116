import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasOtherScript, nameWords, toLetters } from "../../src/normalize/cells/letters.ts";

describe("toLetters", () => {
  test.each([
    ["O'Brien", "OBRIEN"],
    ["O’Brien", "OBRIEN"],
    ["Mary Ann", "MARYANN"],
    ["GARCIA-LOPEZ", "GARCIALOPEZ"],
    ["Núñez", "NUNEZ"],
    ["Großmann", "GROSSMANN"],
    ["Bjørn Łukasz", "BJORNLUKASZ"],
    ["Æsa Œdipe", "AESAOEDIPE"],
    ["Đặng Þór", "DANGTHOR"],
    ["ﬁnn", "FINN"],
    ["Ｊｏｈｎ", "JOHN"],
    ["St. John 3rd", "STJOHNRD"],
    ["", ""],
    ["Иван", ""],
  ])("%s → %s", (text, letters) => {
    expect(toLetters(text)).toBe(letters);
  });

  test("gives A–Z only and changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const letters = toLetters(text);
        expect(letters).toMatch(/^[A-Z]*$/);
        expect(toLetters(letters)).toBe(letters);
        expect(nameWords(text).join("")).toMatch(/^[A-Z]*$/);
      }),
    );
  });
});

test.each([
  ["Mary-Ann O'Brien", ["MARY", "ANN", "OBRIEN"]],
  ["St. John", ["ST", "JOHN"]],
  ["Smith/Jones, M.D.", ["SMITH", "JONES", "MD"]],
  ["  ", []],
])("nameWords(%s)", (text, words) => {
  expect(nameWords(text)).toEqual(words);
});

test.each([
  ["José Nuñez", false],
  ["Иван Петров", true],
  ["王小明", true],
  ["John Smith (Джон)", true],
  ["Kaʻiulani", false],
  ["120 µg ½", false],
])("hasOtherScript(%s) is %s", (text, other) => {
  expect(hasOtherScript(text)).toBe(other);
});
