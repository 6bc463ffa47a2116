import { expect, it } from "vitest";
import { mergeCells } from "../../src/enrich/cells/merge-cells.ts";
import { toFinding } from "../../src/enrich/finding.ts";
import { withhold } from "../../src/enrich/withhold.ts";
import type { MatchResult } from "../../src/model/contract.ts";
import { npiOf } from "../helpers/profiles.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";

const [first, second, third] = [npiOf(1), npiOf(2), npiOf(3)] as const;

const conflict: MatchResult = {
  ...{ id: 1, status: "conflict", confidence: 0.9712 },
  reason: "npi_name_conflict: the NPI belongs to somebody with another name in TX",
  candidates: [
    { npi: first, confidence: 0.9712, matched_on: "name+zip" },
    { npi: third, confidence: 0, matched_on: "npi" },
  ],
};

const miss: MatchResult = {
  ...{ id: 1, status: "no_match", confidence: 0.3 },
  reason: "nearest_miss: nearest: first and last name exact, but another state",
  candidates: [
    { npi: first, confidence: 0.3, matched_on: "name" },
    { npi: second, confidence: 0.1, matched_on: "name" },
  ],
};

/** Confidence, reason and candidates of a row about which these people must not be named. */
async function cellsWithout(result: MatchResult, hidden: readonly string[]) {
  const suppressions = fakeSuppressions(({ npi }) => npi !== undefined && hidden.includes(npi));
  const [finding] = await withhold([toFinding(result)], [{}], suppressions);
  if (finding === undefined) throw new Error("a finding went missing");
  const [status, confidence, reason, , npi, candidates] = mergeCells(finding, 0, 0);
  return { status, confidence, reason, npi, candidates };
}

it("marks the holder of the NPI given among the candidates of a conflict", async () => {
  expect(await cellsWithout(conflict, [])).toMatchObject({
    npi: "",
    candidates: `${first}:0.9712; ${third}:0.0000:holder`,
  });
});

it("says nothing about a holder who is suppressed", async () => {
  expect(await cellsWithout(conflict, [third])).toEqual({
    status: "conflict",
    confidence: "0.9712",
    reason: "npi_name_conflict: the NPI given belongs to somebody whose name disagrees",
    npi: "",
    candidates: `${first}:0.9712`,
  });
});

it("lists the nearest misses, and fills no NPI in", async () => {
  expect(await cellsWithout(miss, [])).toEqual({
    ...{ status: "no_match", confidence: "0.3000", reason: miss.reason, npi: "" },
    candidates: `${first}:0.3000; ${second}:0.1000`,
  });
});

it("tells a suppressed nearest miss from nobody at all by nothing", async () => {
  const alone: MatchResult = { ...miss, candidates: miss.candidates?.slice(0, 1) ?? [] };
  expect(await cellsWithout(alone, [first])).toEqual({
    ...{ status: "no_match", confidence: "0.0000", npi: "", candidates: "" },
    reason: "nobody: no profile fits",
  });
  expect(await cellsWithout(miss, [first])).toMatchObject({
    ...{ confidence: "0.1000", candidates: `${second}:0.1000` },
    reason: "nobody: no profile fits",
  });
});

it("leaves a suppressed further miss out, and its words", async () => {
  expect(await cellsWithout(miss, [second])).toMatchObject({
    ...{ confidence: "0.3000", candidates: `${first}:0.3000` },
    reason: "nearest_miss: the nearest profile does not fit, and what speaks against it",
  });
});

it("does not say where a suppressed namesake is", async () => {
  const result: MatchResult = {
    ...{ id: 1, status: "ambiguous", confidence: 0.6 },
    reason: "several_candidates: 2 profiles fit, …; same name in TX and OH: add state",
    candidates: [
      { npi: first, confidence: 0.6 },
      { npi: second, confidence: 0.3 },
    ],
  };
  expect(await cellsWithout(result, [second])).toMatchObject({
    reason: "several_candidates: several profiles fit, and none well enough",
    candidates: `${first}:0.6000`,
  });
});
