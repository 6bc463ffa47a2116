import { describe, expect, it } from "vitest";
import { createFirstRanked } from "../../src/registry/sample-rank.ts";

const npis = Array.from({ length: 5000 }, (_, n) => 1_000_000_000 + n * 13);

function first(count: number, from: readonly number[]): number[] {
  const ranked = createFirstRanked(count);
  for (const npi of from) ranked.add(npi);
  return ranked.npis();
}

describe("the order of sampling", () => {
  it("stays what it is: a sample, and with it a release id, hangs on it", () => {
    expect(first(4, npis)).toEqual([1000030368, 1000025909, 1000062192, 1000014313]);
  });

  it("is the same whatever order they come in", () => {
    expect(first(100, npis.toReversed())).toEqual(first(100, npis));
  });

  it("is one order: fewer are the first of more", () => {
    expect(first(5000, npis).slice(0, 100)).toEqual(first(100, npis));
    expect(new Set(first(9999, npis))).toEqual(new Set(npis));
  });

  it("does not go by size", () => {
    const sampled = first(1000, npis);
    const early = sampled.filter((npi) => npi < (npis[2500] as number)).length;
    expect(early).toBeGreaterThan(450);
    expect(early).toBeLessThan(550);
  });

  it("takes none of none", () => {
    expect(first(0, npis)).toEqual([]);
    expect(first(3, [])).toEqual([]);
  });
});
