import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContactKind, ContactValue, Outcome } from "../../../src/model/contact.ts";
import { rankContacts, type SourcedValues } from "../../../src/normalize/contacts/rank-contacts.ts";
import type { SourcedOutcome } from "../../../src/normalize/contacts/standing-outcome.ts";
import { runs } from "../../helpers/property-runs.ts";

const npi = "1000000004";

/** A value of a source: `name`, what differs from an ordinary one. */
interface Given extends Partial<ContactValue> {
  source?: string;
  priority?: number;
}

function rank(given: readonly Given[], outcomes: readonly SourcedOutcome[] = []) {
  const sourced = given.map(({ source = "acme", priority = 0, ...value }): SourcedValues => {
    const ordinary = { kind: "email" as const, value: "", as_of: "2026-01-01", confidence: 1 };
    return { source: { name: source, priority }, values: [{ ...ordinary, ...value }] };
  });
  return rankContacts(npi, sourced, outcomes);
}

function outcome(value: string, what: Outcome, date = "2026-02-01", of?: string): SourcedOutcome {
  return { value, outcome: what, date, source: "mail", ...(of === undefined ? {} : { npi: of }) };
}

/** Rule (as docs/contacts.md names it) → the better and the worse of two e-mail addresses. */
const better = "z@example.com";
const worse = "a@example.com";
const rules: [rule: string, good: Given, bad: Given, outcomes?: SourcedOutcome[]][] = [
  ["dead", {}, { priority: 9 }, [outcome(worse, "hard_bounce")]],
  ["reached", {}, { priority: 9 }, [outcome(better, "reached")]],
  ["soft_bounce", {}, { priority: 9 }, [outcome(worse, "soft_bounce")]],
  ["personal", {}, { type: "role", priority: 9 }],
  ["priority", { priority: 1, confidence: 0.5 }, { confidence: 1 }],
  ["confidence", { confidence: 0.9, as_of: "2020-01-01" }, { confidence: 0.8 }],
  ["as_of", { as_of: "2026-01-02", confidence: 0.95 }, { as_of: "2026-01-01" }],
  ["as_of", { confidence: 0.96 }, { confidence: 0.95 }],
];

test.each(rules)("rule %s tells two values of a kind apart", (rule, good, bad, outcomes) => {
  const both = [
    { ...good, value: better },
    { ...bad, value: worse },
  ];
  for (const given of [both, both.toReversed()]) {
    expect(rank(given, outcomes).map(({ value }) => value)).toEqual([better, worse]);
  }
  expect(readFileSync("docs/contacts.md", "utf8")).toContain(`\`${rule}\``);
});

test("rule sources: what more of them give comes first; rule value: else the alphabet", () => {
  const twice = [
    { value: better, source: "acme" },
    { value: better, source: "bolt" },
    { value: worse, source: "acme" },
  ];
  expect(rank(twice).map(({ value, sources }) => [value, sources])).toEqual([
    [better, 2],
    [worse, 1],
  ]);
  expect(rank([{ value: better }, { value: worse }]).map(({ value }) => value)).toEqual([
    worse,
    better,
  ]);
});

/** Conflict → what two sources say of one value, and what stands in the end. */
const conflicts: [conflict: string, a: Given, b: Given, expected: object][] = [
  [
    "the more important source is believed",
    { source: "acme", priority: 1, confidence: 0.7 },
    { source: "bolt", confidence: 1 },
    { source: "acme", confidence: 0.7, sources: 2 },
  ],
  [
    "of equal ones the surer",
    { source: "acme", confidence: 0.8, as_of: "2026-03-01" },
    { source: "bolt", confidence: 0.9 },
    { source: "bolt", confidence: 0.9, sources: 2 },
  ],
  [
    "then the later",
    { source: "acme", as_of: "2026-03-01" },
    { source: "bolt", as_of: "2026-01-01" },
    { source: "acme", as_of: "2026-03-01", sources: 2 },
  ],
  ["then the name", { source: "bolt" }, { source: "acme" }, { source: "acme", sources: 2 }],
  [
    "a number is a mobile where equal sources differ",
    { kind: "phone", value: "2125557890", source: "acme" },
    { kind: "mobile", value: "2125557890", source: "bolt" },
    { kind: "mobile", source: "bolt", sources: 2 },
  ],
  [
    "a number is what the more important source calls it",
    { kind: "phone", value: "2125557890", source: "acme", priority: 1 },
    { kind: "mobile", value: "2125557890", source: "bolt" },
    { kind: "phone", source: "acme", sources: 2 },
  ],
  [
    "a company is one however it is written",
    { kind: "company", value: "Acme Health, Inc.", source: "acme" },
    { kind: "company", value: "ACME HEALTH INC", source: "bolt" },
    { value: "Acme Health, Inc.", sources: 2 },
  ],
];

test.each(conflicts)("conflict: %s", (_, a, b, expected) => {
  const given = [a, b].map((one) => ({ value: "jane@example.com", ...one }));
  for (const one of [given, given.toReversed()]) {
    expect(rank(one)).toEqual([expect.objectContaining(expected)]);
  }
});

const outcomeTable: [what: string, outcomes: SourcedOutcome[], standing: string | undefined][] = [
  [
    "the latest counts",
    [outcome(worse, "hard_bounce"), outcome(worse, "reached", "2026-03-01")],
    "reached",
  ],
  [
    "of one day the worst",
    [outcome(worse, "reached"), outcome(worse, "wrong_person")],
    "wrong_person",
  ],
  [
    "what reaches nobody reaches nobody",
    [outcome(worse, "hard_bounce", "2026-02-01", "1000000012")],
    "hard_bounce",
  ],
  [
    "wrong for another person says nothing",
    [outcome(worse, "wrong_person", "2026-02-01", "1000000012")],
    undefined,
  ],
  [
    "right for another person says nothing",
    [outcome(worse, "reached", "2026-02-01", "1000000012")],
    undefined,
  ],
  ["wrong for this one", [outcome(worse, "wrong_person", "2026-02-01", npi)], "wrong_person"],
  ["of another value", [outcome(better, "hard_bounce")], undefined],
];

test.each(outcomeTable)("outcome: %s", (_, outcomes, standing) => {
  const dead = ["hard_bounce", "disconnected", "wrong_person"].includes(standing ?? "");
  for (const given of [outcomes, outcomes.toReversed()]) {
    const [point] = rank([{ value: worse }], given);
    expect(point?.outcome?.outcome).toBe(standing);
    expect(point?.withheld).toBe(dead ? "dead" : undefined);
  }
});

test("the order in which sources come never matters, and every value comes out once", () => {
  const value = fc.record({
    source: fc.constantFrom("acme", "bolt", "core"),
    kind: fc.constantFrom<ContactKind>("email", "phone", "mobile", "title"),
    value: fc.constantFrom("a", "b", "c"),
    as_of: fc.constantFrom("2026-01-01", "2026-02-01"),
    confidence: fc.constantFrom(0.5, 1),
  });
  const byName = { acme: 0, bolt: 1, core: 1 };
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (all, order) => {
      // A source says a thing once.
      const once = new Map(all.map((one) => [`${one.source} ${one.kind} ${one.value}`, one]));
      const given = [...once.values()].map((one) => ({ ...one, priority: byName[one.source] }));
      const shuffled = given
        .map((one) => ({ one, at: order.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const ranked = rank(given);
      expect(rank(shuffled)).toEqual(ranked);
      const number = (kind: string) => (kind === "mobile" ? "phone" : kind);
      const distinct = new Set(given.map((one) => `${number(one.kind)} ${one.value}`));
      expect(ranked.map((one) => `${number(one.kind)} ${one.value}`).sort()).toEqual(
        [...distinct].sort(),
      );
    }),
    { numRuns: runs(200) },
  );
});
