import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLeadRegister } from "../../src/enrich/rows/lead-register.ts";
import { createSmallest } from "../../src/enrich/rows/smallest.ts";

const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");

describe("createSmallest", () => {
  it("gives what sorting everything would, whatever the order and repetition", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 10 }),
        (numbers, count) => {
          const smallest = createSmallest<number>(count);
          for (const n of numbers) {
            const digest = digestOf(String(n));
            if (smallest.wants(digest)) smallest.add(digest, n);
          }
          const all = [...new Set(numbers)].sort((a, b) =>
            digestOf(String(a)) < digestOf(String(b)) ? -1 : 1,
          );
          expect(smallest.values()).toEqual(all.slice(0, count));
        },
      ),
    );
  });
});

describe("createLeadRegister", () => {
  it("finds what stands in several rows, and where first", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }), {
          maxLength: 60,
        }),
        (hashes) => {
          const register = createLeadRegister();
          const rows = new Map<number, number[]>();
          hashes.forEach((hash, i) => {
            if (hash === undefined) return;
            register.add(i + 1, hash);
            rows.set(hash, [...(rows.get(hash) ?? []), i + 1]);
          });
          const repeated = [...rows].filter(([, at]) => at.length > 1);
          const found = register.close();
          expect(found.distinct).toBe(rows.size);
          expect(found.repeated).toEqual(new Map(repeated.map(([hash, at]) => [hash, at[0]])));
        },
      ),
    );
  });

  it("grows past its first size", () => {
    const register = createLeadRegister();
    for (let row = 1; row <= 5000; row++) register.add(row, row === 4999 ? 7 : row);
    expect(register.close().repeated).toEqual(new Map([[7, 7]]));
  });
});
