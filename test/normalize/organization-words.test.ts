import { expect, test } from "vitest";
import { nameWords } from "../../src/normalize/cells/letters.ts";
import {
  comparedOrganizationWords,
  isCommonOrganizationWord,
} from "../../src/normalize/names/organization-words.ts";

test.each([
  ["Larkmoor Family Clinic, LLC", "LARKMOOR FAMILY CLINIC"],
  ["The Associates of Larkmoor P.C.", "ASSOCIATE LARKMOOR"],
  ["St. Mary's Hospital", "MARY HOSPITAL"],
  ["PLUMB & SONS M.D., P.A.", "PLUMB SON"],
  ["Compass Wellness", "COMPASS WELLNESS"],
  ["LARKMOOR LARKMOOR", "LARKMOOR"],
  ["24/7", ""],
  ["", ""],
])("%s is compared by %s", (name, words) => {
  expect(comparedOrganizationWords(nameWords(name)).join(" ")).toBe(words);
});

test.each(["CLINIC", "ASSOCIATE", "HEALTH", "PEDIATRIC", "PHYSICIAN"])(
  "%s tells no organization from another",
  (word) => {
    expect(isCommonOrganizationWord(word)).toBe(true);
  },
);

test.each(["LARKMOOR", "MERCY", "PLUMB"])("%s does", (word) => {
  expect(isCommonOrganizationWord(word)).toBe(false);
});
