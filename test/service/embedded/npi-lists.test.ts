import fc from "fast-check";
import { expect, test } from "vitest";
import { intersect, unite, without } from "../../../src/service/embedded/search/npi-lists.ts";

/** Short and long lists, so that both ways of going through them are taken. */
const list = fc
  .tuple(fc.constantFrom(3, 40, 400), fc.nat(400))
  .chain(([most, from]) =>
    fc.uniqueArray(fc.integer({ min: from, max: from + 900 }), { maxLength: most }),
  )
  .map((npis) => Uint32Array.from(npis).sort());

test("lists are intersected, united and subtracted as sets are", () => {
  fc.assert(
    fc.property(list, list, list, (a, b, c) => {
      const [inA, inB, inC] = [new Set(a), new Set(b), new Set(c)];
      expect([...intersect(a, b)]).toEqual([...a].filter((npi) => inB.has(npi)));
      expect([...without(a, b)]).toEqual([...a].filter((npi) => !inB.has(npi)));
      const all = [...new Set([...inA, ...inB, ...inC])].sort((x, y) => x - y);
      expect([...unite([a, b, c])]).toEqual(all);
    }),
  );
  expect(unite([])).toHaveLength(0);
});
