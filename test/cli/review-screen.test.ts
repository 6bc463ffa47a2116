import fc from "fast-check";
import { expect, it } from "vitest";
import { type ReviewView, reviewLines } from "../../src/cli/review/review-screen.ts";
import { createPaint } from "../../src/cli/screen/output.ts";
import type { ReviewItem } from "../../src/list/review/review-item.ts";
import { beginReview } from "../../src/list/review/review-state.ts";
import { npiOf, person } from "../helpers/profiles.ts";

const plain = createPaint(
  { stderr: {}, env: {} } as Parameters<typeof createPaint>[0],
  true,
  {} as never,
);

/** Cells and records hold anything, also what would steer a terminal. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "\u001b[2J\u001b[31mred",
    "a\r\nb\tc",
    "\u202Eright to left",
    "x".repeat(300),
    "",
  ),
);

const view: fc.Arbitrary<ReviewView> = fc
  .record({
    cells: fc.record({ full: text, city: text, specialty: text }),
    people: fc.array(fc.record({ first: text, last: text, city: text, credential: text }), {
      maxLength: 9,
    }),
    ...{ evidence: fc.boolean(), help: fc.boolean(), from: fc.nat(12), scroll: fc.nat(40) },
    ...{ typing: fc.option(text, { nil: undefined }), file: text, reason: text },
  })
  .map(({ cells, people, reason, ...rest }) => {
    const item: ReviewItem = {
      ...{ rows: [7, 9], status: "ambiguous", reason: "x: y", candidates: [], shared: false },
      ...{ lead: "a".repeat(64), detail: "b".repeat(64), before: undefined },
      request: { id: 7, name: { full: cells.full }, city: cells.city, specialty: cells.specialty },
    };
    const candidates = people.map((one, i) => ({
      profile: person({ npi: npiOf(i + 1), ...one }),
      confidence: i % 2 === 0 ? 0.5 : undefined,
      evidence: [
        { field: "name", level: "exact", bits: 9 },
        { field: "specialty", level: "differs", bits: -3 },
      ],
    }));
    return {
      ...rest,
      review: beginReview([item], [], ""),
      asked: { kind: "asked", reason, candidates },
      specialties: new Map(),
    };
  });

it("fits every terminal, and nothing of a list steers it", () => {
  fc.assert(
    fc.property(
      view,
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 60 }),
      (one, columns, rows) => {
        const lines = reviewLines(one, { columns, rows }, plain);
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(columns);
          expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        }
      },
    ),
  );
});
