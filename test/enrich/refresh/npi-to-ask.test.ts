import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/enrich/finding.ts";
import { apart, npiToAsk } from "../../../src/enrich/refresh/npi-to-ask.ts";
import { npiOf } from "../../helpers/profiles.ts";

const [old, other] = [npiOf(1), npiOf(2)];
const matched: Finding = {
  ...{ status: "matched", reason: "name_zip: the name with a ZIP code", matchedOn: "name+zip" },
  ...{ npi: old, candidates: [], cells: [] },
};

describe("the NPI that a row is asked about by", () => {
  it.each<[string, Finding | undefined, string | undefined, string | undefined]>([
    ["is the one that it was matched to", matched, undefined, old],
    ["is that also where the list's own is none", matched, "1000000001", old],
    ["is the list's own where it has one", matched, other, undefined],
    ["is the list's own also where that is the same", matched, old, undefined],
    [
      "is none where it was not matched",
      { ...matched, status: "ambiguous", npi: "" },
      undefined,
      undefined,
    ],
    ["is none where a person decided", { ...matched, matchedOn: "decision" }, undefined, undefined],
    [
      "is none where somebody wrote something else there",
      { ...matched, npi: "old" },
      undefined,
      undefined,
    ],
    ["is none of a list that was never enriched", undefined, undefined, undefined],
  ])("%s", (_, before, given, expected) => {
    expect(npiToAsk(before, given === undefined ? {} : { npi: given })).toBe(expected);
  });
});

describe("rows that ask the same", () => {
  it("are told apart by whom they were matched to, and by whose the NPI is", () => {
    const texts = [
      apart(undefined, undefined),
      apart(matched, undefined),
      apart(matched, old),
      apart({ ...matched, npi: other }, other),
      apart({ ...matched, status: "ambiguous", npi: "" }, undefined),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });
});
