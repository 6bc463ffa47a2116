import { describe, expect, test } from "vitest";
import { toPosterior } from "../../src/match/posterior.ts";
import type { ScoredCandidate } from "../../src/match/score.ts";
import type { MatchRecord } from "../../src/model/match-record.ts";

const nobodyHidden = { profiles: 0, bits: 0 };

function candidate(npi: number, bits: number): ScoredCandidate {
  const record = { npi } as MatchRecord;
  return { record, bits, nameBits: bits, exactName: true, evidence: [] };
}

describe("toPosterior", () => {
  test("equal evidence gives equal shares, ordered by NPI", () => {
    const { ranked } = toPosterior(
      [candidate(20, 30), candidate(10, 30)],
      nobodyHidden,
      1_000_000,
      0.8,
    );
    expect(ranked.map((entry) => entry.candidate.record.npi)).toEqual([10, 20]);
    expect(ranked[0]?.p).toBe(ranked[1]?.p);
    expect(ranked[0]?.p).toBeLessThan(0.5);
  });

  test("all shares, the unlisted and nobody add up to one", () => {
    const { ranked, nobody, unlisted } = toPosterior(
      [candidate(1, 20), candidate(2, 12)],
      { profiles: 500, bits: 11 },
      1_000_000,
      0.8,
    );
    const sum = ranked.reduce((total, { p }) => total + p, 0) + nobody + unlisted;
    expect(sum).toBeCloseTo(1, 12);
    expect(unlisted).toBeGreaterThan(0);
  });

  test("unlisted namesakes keep the best candidate from being sure", () => {
    const alone = toPosterior([candidate(1, 30)], nobodyHidden, 1_000_000, 0.8);
    const crowded = toPosterior([candidate(1, 30)], { profiles: 1, bits: 30 }, 1_000_000, 0.8);
    expect(alone.ranked[0]?.p).toBeGreaterThan(0.95);
    expect(crowded.ranked[0]?.p).toBeLessThan(0.5);
  });

  test("the larger the registry, the more evidence it takes", () => {
    const small = toPosterior([candidate(1, 18)], nobodyHidden, 2_000, 0.8);
    const large = toPosterior([candidate(1, 18)], nobodyHidden, 7_400_000, 0.8);
    expect(small.ranked[0]?.p).toBeGreaterThan(0.99);
    expect(large.ranked[0]?.p).toBeLessThan(0.5);
  });
});
