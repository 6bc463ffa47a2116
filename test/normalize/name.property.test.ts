import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NameOrder } from "../../src/model/contract.ts";
import { nameWords } from "../../src/normalize/cells/letters.ts";
import { isCredential, isCredentialOrName } from "../../src/normalize/names/credential.ts";
import { type NameHypothesis, type NameInput, parseName } from "../../src/normalize/names/name.ts";
import { isNoteText } from "../../src/normalize/names/name-notes.ts";
import { toSuffix } from "../../src/normalize/names/suffix.ts";
import { isSurnameParticle } from "../../src/normalize/names/surname-parts.ts";
import { runs } from "../helpers/property-runs.ts";

const order = fc.constantFrom<NameOrder>("first_last", "last_first", "mixed");
const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        ..."SMITH,John,MD,M.D.,DO,de,la,Van,(Bill),\",',nee,aka,Jr.,V,I,A.,-,O',LLC,RN,PA-C,née,Иван,3rd,Dr.,&,/".split(
          ",",
        ),
        ",",
      ),
      { maxLength: 9 },
    )
    .map((words) => words.join(" ")),
);
/** Words that can only be names. */
const plainName = fc
  .stringMatching(/^[B-DF-HJ-NP-TV-Z][AEIOU][A-Z]{2,6}$/)
  .filter((name) => !isSurnameParticle(name) && !isCredential(name) && !isCredentialOrName(name))
  .filter((name) => !isNoteText(name))
  .filter((name) => parseName({ full: `${name} XABEL` }, "first_last").kind === "person")
  .filter((name) => topOf({ full: `${name} XABEL` })?.first === name)
  .filter((name) => topOf({ full: `XABEL ${name}` })?.last === name);

function topOf(input: NameInput, nameOrder: NameOrder = "first_last"): NameHypothesis | undefined {
  const parsed = parseName(input, nameOrder);
  return parsed.kind === "person" ? parsed.hypotheses[0] : undefined;
}

describe("any input", () => {
  const input = fc.oneof(
    anything.map((full): NameInput => ({ full })),
    fc.record({ first: anything, middle: anything, last: anything, suffix: anything }),
  );

  test("gives at most eight distinct hypotheses in A–Z, likeliest first, the best at 1", () => {
    fc.assert(
      fc.property(input, order, (name, nameOrder) => {
        const parsed = parseName(name, nameOrder);
        if (parsed.kind !== "person") return;
        const { hypotheses } = parsed;
        expect(hypotheses.length).toBeGreaterThan(0);
        expect(hypotheses.length).toBeLessThanOrEqual(8);
        expect(hypotheses[0]?.weight).toBe(1);
        const seen = new Set<string>();
        let weight = 1;
        for (const hypothesis of hypotheses) {
          const { first, middle, last, nick, alias, suffix } = hypothesis;
          expect(`${first}${middle}${last}${nick}${alias}`).toMatch(/^[A-Z]*$/);
          expect(first + last).not.toBe("");
          expect(hypothesis.weight).toBeGreaterThan(0);
          expect(hypothesis.weight).toBeLessThanOrEqual(weight);
          weight = hypothesis.weight;
          if (hypothesis.lastParts.length > 0) {
            // The Y of `GARCIA Y VEGA` belongs to neither part.
            const joined = new RegExp(`^${hypothesis.lastParts.join("[EY]?")}$`);
            expect(last).toMatch(joined);
          }
          const identity = [first, middle, last, suffix, alias, hypothesis.lastParts].join("|");
          expect(seen.has(identity)).toBe(false);
          seen.add(identity);
        }
      }),
      { numRuns: runs(1000) },
    );
  });

  test("gives the same answer every time", () => {
    fc.assert(
      fc.property(input, order, (name, nameOrder) => {
        expect(parseName(name, nameOrder)).toEqual(parseName(name, nameOrder));
      }),
    );
  });

  test("does not care about case in a name of one case, nor about spaces around", () => {
    fc.assert(
      fc.property(
        fc.array(plainName, { minLength: 1, maxLength: 4 }),
        order,
        (words, nameOrder) => {
          const text = words.join(" ");
          const parsed = parseName({ full: text }, nameOrder);
          expect(parseName({ full: `  ${text.toLowerCase()} ` }, nameOrder)).toEqual(parsed);
        },
      ),
    );
  });
});

describe("what a list may hold", () => {
  const given = "JOHN MARY ANN JOSE VAN AL ABDUL TJ J A E O D Y MD LI MIN".split(" ");
  const surnames =
    "SMITH DOE GARCIA VEGA DO MA OTA NURSE O'BRIEN O BRIEN DE LA CRUZ VON ST NG".split(" ");
  const tails =
    "JR SR III V 2ND MD M.D. DO PA-C APRN-CNP RN/BSN MDPHD LCSW DR MRS CARDIOLOGIST SURGEON TX RETIRED TEST".split(
      " ",
    );
  const marks = [",", ",", "-", "&", "and", "/", ";", '"', "'", "(", ")", "née", "aka", "*"];
  const piece = fc.oneof(
    { arbitrary: fc.constantFrom(...given), weight: 4 },
    { arbitrary: fc.constantFrom(...surnames), weight: 4 },
    { arbitrary: fc.constantFrom(...tails), weight: 2 },
    { arbitrary: fc.constantFrom(...marks), weight: 1 },
  );
  const name = fc
    .tuple(fc.array(piece, { minLength: 1, maxLength: 7 }), fc.boolean())
    .map(([pieces, lower]) => (lower ? pieces.join(" ").toLowerCase() : pieces.join(" ")));

  test("is read again as it was understood", () => {
    fc.assert(
      fc.property(fc.oneof(name, anything), order, (full, nameOrder) => {
        const top = topOf({ full }, nameOrder);
        if (top === undefined || top.first === "" || top.last === "") return;
        const { first, middle, last, suffix } = top;
        const known = [first, last].some((word) => isNoteText(word) || word.length === 1);
        if (known || [first, last].some((word) => nobody.has(word) || joiners.has(word))) return;
        const again = topOf({ full: `${last}, ${first} ${middle}`, suffix }, nameOrder);
        expect([again?.first, again?.last], full).toEqual([first, last]);
      }),
      { numRuns: runs(3000) },
    );
  });

  test("loses no word: each is in the best reading, or is known to be no name", () => {
    fc.assert(
      fc.property(name, order, (full, nameOrder) => {
        const parsed = parseName({ full }, nameOrder);
        if (parsed.kind !== "person") return;
        const top = parsed.hypotheses[0] as NameHypothesis;
        const found = [
          ...[top.first, top.middle, top.last, top.suffix, top.nick, top.alias],
          // The other one of two people.
          ...parsed.hypotheses.flatMap((other) => [other.first, other.middle, other.last]),
          ...parsed.dropped.flatMap(({ text }) => nameWords(text)),
        ].join("|");
        for (const [at, word] of nameWords(full).entries()) {
          const before = nameWords(full)[at - 1] ?? "";
          if (!isKnown(word, before)) expect(found, full).toContain(word);
        }
      }),
      { numRuns: runs(3000) },
    );
  });
});

/** Whether a word needs no reading; `D Min` behind a name is a doctor of ministry. */
function isKnown(word: string, before: string): boolean {
  if (word.length === 1 || joiners.has(word) || isNoteText(word)) return true;
  return toSuffix(word) !== "" || isCredential(before + word);
}

/** What a cell may not hold alone. */
const nobody: ReadonlySet<string> = new Set(["NONE", "NULL", "NAN", "NA", "UNKNOWN", "UNDEFINED"]);

/** Words that join or announce names, and the letters that credentials are made of. */
const joiners: ReadonlySet<string> = new Set("AND NEE AKA CNP RN BSN C".split(" "));

describe("plain names", () => {
  test("lose no token", () => {
    const text = fc.tuple(
      plainName,
      fc.option(plainName),
      plainName,
      fc.constantFrom("", "Jr", "MD"),
    );
    fc.assert(
      fc.property(text, order, ([first, middle, last, tail], nameOrder) => {
        const full = [first, middle, last, tail].filter((word) => word !== null).join(" ");
        const top = topOf({ full }, nameOrder);
        const found = `${top?.first}|${top?.middle}|${top?.last}|${top?.suffix}|${top?.credentials}`;
        for (const word of nameWords(full)) expect(found).toContain(word);
      }),
    );
  });

  test("are read again as they were rendered", () => {
    const parts = fc.record({
      first: plainName,
      middle: fc.oneof(fc.constant(""), fc.constantFrom("A", "K", "R"), plainName),
      last: plainName,
      suffix: fc.constantFrom("", "JR", "III"),
    });
    fc.assert(
      fc.property(parts, order, ({ first, middle, last, suffix }, nameOrder) => {
        const renderings: NameInput[] = [
          { full: `${last} ${suffix}, ${first} ${middle}` },
          { full: `${last}, ${first} ${middle} ${suffix}, MD` },
          { first, middle, last, suffix },
        ];
        if (nameOrder === "first_last") {
          renderings.push({ full: `Dr. ${first} ${middle} ${last} ${suffix}` });
        }
        for (const rendering of renderings) {
          expect(topOf(rendering, nameOrder)).toMatchObject({ first, middle, last, suffix });
        }
      }),
    );
  });
});
