import { describe, expect, it } from "vitest";
import type { MatchResult } from "../../src/model/contract.ts";
import { toldBy } from "../../src/service/told-by.ts";
import { npiOf, person } from "../helpers/profiles.ts";

const [ada, ben, cyd] = [1, 2, 3].map((n) => npiOf(n)) as [string, string, string];
const told = { confidence: 1, reason: "exact: as it stands" };
const candidates = [ada, ben].map((npi) => ({ npi, confidence: 0.5 }));

describe("who is told about", () => {
  const profile = person({ npi: ada, first: "ARABELLA", last: "EXEMPLAR" });
  const explanation = { candidates: [{ npi: ben }, { npi: cyd }] } as MatchResult["explanation"];
  const rows: [string, MatchResult[], { profile?: string[]; npi?: string[] }][] = [
    ["nobody", [{ id: 1, status: "no_match", ...told }], {}],
    ["a profile", [{ id: 1, status: "matched", npi: ada, profile, ...told }], { profile: [ada] }],
    ["a number alone", [{ id: 1, status: "matched", npi: ada, ...told }], { npi: [ada] }],
    ["candidates", [{ id: 1, status: "ambiguous", candidates, ...told }], { npi: [ada, ben] }],
    [
      "everybody whom an explanation weighs, once",
      [{ id: 1, status: "matched", npi: ben, candidates, explanation, ...told }],
      { npi: [ben, ada, cyd] },
    ],
    [
      "the same in two rows, twice",
      [1, 2].map((id) => ({ id, status: "matched", npi: ada, profile, ...told })),
      { profile: [ada, ada] },
    ],
  ];
  it.each(rows)("by results: %s", (_, results, { profile: whole = [], npi = [] }) => {
    expect(toldBy(results)).toEqual({ profile: whole, npi });
  });
});
