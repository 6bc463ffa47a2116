import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameScore } from "../../src/match/name-score.ts";
import { searchedNameKeys } from "../../src/match/searched-name-keys.ts";
import type { Profile } from "../../src/model/profile.ts";
import { profileKeys } from "../../src/normalize/keys/keys.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { parseName } from "../../src/normalize/names/name.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";

type Named = Pick<
  Parameters<typeof person>[0],
  "first" | "last" | "middle" | "suffix" | "otherNames"
>;

function recordOf(name: Named) {
  return toMatchRecord(person({ npi: npiOf(1), ...name }) as Profile);
}

function readingsOf(text: string) {
  const name = parseName({ full: text }, "first_last");
  return name.kind === "person" ? name.hypotheses : [];
}

const robert: Named = { first: "ROBERT", middle: "LEE", last: "ZELLERBAUM" };
const inez: Named = { first: "INEZ", last: "CALDERWAY-MUNTZ" };

test.each<[asked: string, onFile: Named, score: number]>([
  ["Robert Zellerbaum", robert, 1],
  ["Zellerbaum, Robert Lee", robert, 1],
  ["Dr. Robert L. Zellerbaum, MD", robert, 0.99],
  ["Robert Q Zellerbaum", robert, 0.85],
  ["Bob Zellerbaum", robert, 0.92],
  ["R Zellerbaum", robert, 0.9],
  ["Clarence Zellerbaum", robert, 0],
  ["Lee Zellerbaum", robert, 0.8],
  ["Zellerbaum", robert, 1],
  ["Robert Zellerbaun", robert, 0.85],
  ["Bob Zellerbaun", robert, 0],
  ["Robert Zellarbaum", robert, 0.85],
  ["Bob Zellarbaum", robert, 0.85 * 0.92],
  ["Clarence Zellarbaum", robert, 0],
  ["Robert Woldenby", robert, 0],
  ["Zellarbaum", robert, 0],
  ["Robert Zellerbaum Jr", robert, 0.97],
  ["Robert Zellerbaum Jr", { ...robert, suffix: "III" }, 0.8],
  ["Robert Zellerbaum", { first: "R", last: "ZELLERBAUM" }, 0.88],
  ["Inez Calderway", inez, 0.9],
  ["Inez Muntz", inez, 0.9],
  ["Inez Calderway-Muntz", inez, 1],
  ["Muntz", inez, 0.9],
  ["Tabitha Brinkwood", { first: "TABITHA", middle: "BRINKWOOD", last: "OSTERVANG" }, 0.7],
  ["Tabitha Brinkwood Ostervang", { first: "TABITHA", last: "BRINKWOOD" }, 0.9],
  [
    "Tabitha Brinkwood",
    { first: "TABITHA", last: "OSTERVANG", otherNames: [{ kind: "former", last: "BRINKWOOD" }] },
    0.95,
  ],
])("%s for %o: %d", (asked, onFile, score) => {
  expect(nameScore(readingsOf(asked), recordOf(onFile))).toBeCloseTo(score, 4);
});

const letters = fc.stringMatching(/^[A-Z]{1,3}$/);
const stems =
  "ROBERT BOB MARYANN MARY ANN KATHERINE SMITH SMYTH GARCIA LOPEZ BRINKWOOD J QUILL".split(" ");

/** A name and how it may be misspelled: one letter more, less or other. */
const word = fc
  .tuple(fc.constantFrom(...stems), fc.nat(9), fc.constantFrom("", "A", "E", "N", "TH"), fc.nat(1))
  .map(([stem, at, put, cut]) => stem.slice(0, at) + put + stem.slice(at + cut))
  .filter((text) => text !== "");

describe("keys of a name that is searched", () => {
  test("hold everybody whom the score takes for the name", () => {
    let alike = 0;
    fc.assert(
      fc.property(word, word, word, word, fc.option(letters), fc.boolean(), (...drawn) => {
        const [first, last, otherFirst, otherLast, middle, isDouble] = drawn;
        const surname = isDouble ? `${otherLast}-${last}` : otherLast;
        const record = recordOf({ first: otherFirst, last: surname, middle: middle ?? last });
        for (const asked of [`${first} ${last}`, last, `${first} ${middle ?? "LEE"} ${last}`]) {
          const readings = readingsOf(asked);
          if (nameScore(readings, record) === 0) continue;
          alike += 1;
          const filed = profileKeys(record);
          expect(searchedNameKeys(readings).some((key) => filed.includes(key))).toBe(true);
        }
      }),
      { numRuns: runs(4000) },
    );
    expect(alike).toBeGreaterThan(300);
  });
});
