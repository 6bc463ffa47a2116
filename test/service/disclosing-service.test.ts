import { describe, expect, it } from "vitest";
import type { MatchResult } from "../../src/model/contract.ts";
import type { FieldSet } from "../../src/model/disclosures.ts";
import type { SearchAnswer } from "../../src/model/search.ts";
import { disclosing } from "../../src/service/disclosing-service.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { fakeService } from "../helpers/service.ts";

const [ada, ben, cyd] = [1, 2, 3].map((n) => npiOf(n)) as [string, string, string];
const told = { confidence: 1, reason: "exact: as it stands" };
const candidates = [ada, ben].map((npi) => ({ npi, confidence: 0.5 }));
const { signal } = new AbortController();

const personOf = (npi: string) => person({ npi, first: "ARABELLA", last: "EXEMPLAR" });

function recorder() {
  const recorded: [string, FieldSet, ...string[]][] = [];
  return {
    recorded,
    record(recipient: string, fields: FieldSet, npis: readonly string[]) {
      if (npis.length > 0) recorded.push([recipient, fields, ...npis]);
    },
  };
}

async function recordedOf(results: MatchResult[]) {
  const { recorded, record } = recorder();
  const inner = { ...fakeService(), match: async () => ({ release: "r", results }) };
  const service = disclosing(inner, { record }, "k1");
  const batch = {
    context: { name_order: "mixed", prior: 0.8 },
    min_confidence: 0.95,
    with_profile: true,
    requests: [],
  } as const;
  expect((await service.match(batch, { signal })).results).toBe(results);
  return recorded;
}

describe("who is told about", () => {
  const profile = personOf(ada);
  const explanation = { candidates: [{ npi: ben }, { npi: cyd }] } as MatchResult["explanation"];
  const rows: [string, MatchResult[], unknown[]][] = [
    ["nobody", [{ id: 1, status: "no_match", ...told }], []],
    [
      "a profile",
      [{ id: 1, status: "matched", npi: ada, profile, ...told }],
      [["k1", "profile", ada]],
    ],
    ["a number alone", [{ id: 1, status: "matched", npi: ada, ...told }], [["k1", "npi", ada]]],
    [
      "candidates",
      [{ id: 1, status: "ambiguous", candidates, ...told }],
      [["k1", "npi", ada, ben]],
    ],
    [
      "everybody whom an explanation weighs, once",
      [{ id: 1, status: "matched", npi: ben, candidates, explanation, ...told }],
      [["k1", "npi", ben, ada, cyd]],
    ],
    [
      "the same in two rows, twice",
      [1, 2].map((id) => ({ id, status: "matched", npi: ada, profile, ...told })),
      [["k1", "profile", ada, ada]],
    ],
  ];
  it.each(rows)("by a match: %s", async (_, results, recorded) => {
    expect(await recordedOf(results)).toEqual(recorded);
  });

  it("by profiles: those that are known", async () => {
    const { recorded, record } = recorder();
    const inner = { ...fakeService(), profiles: async () => [personOf(ada), undefined] };
    await disclosing(inner, { record }, "k1").profiles([ada, ben]);
    expect(recorded).toEqual([["k1", "profile", ada]]);
  });

  it("by a search: everybody on the page", async () => {
    const { recorded, record } = recorder();
    const results = [ada, ben].map((npi) => ({ npi, profile: personOf(npi) }));
    const answer: SearchAnswer = { release: "r", count: 9, results };
    const inner = { ...fakeService(), search: async () => answer };
    expect(await disclosing(inner, { record }, "k1").search?.({}, { signal })).toBe(answer);
    expect(recorded).toEqual([["k1", "profile", ada, ben]]);
    expect(disclosing(fakeService(), { record }, "k1").search).toBeUndefined();
  });

  it("is given to nobody when it cannot be recorded", async () => {
    const record = () => {
      throw new Error("disk");
    };
    const service = disclosing(fakeService(), { record }, "k1");
    await expect(service.profiles([ada])).rejects.toThrow("disk");
  });
});
