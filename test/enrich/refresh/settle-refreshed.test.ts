import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/enrich/finding.ts";
import { settleRefreshed } from "../../../src/enrich/refresh/settle-refreshed.ts";
import { npiOf, person } from "../../helpers/profiles.ts";

const [old, other] = [npiOf(1), npiOf(2)];
const nothing = { matchedOn: "", npi: "", candidates: [], cells: [] };

const matched = (npi: string, more: Partial<Finding> = {}): Finding => ({
  ...nothing,
  status: "matched",
  reason: "name_zip: first and last name exact, ZIP agrees",
  confidence: 0.97,
  matchedOn: "name+zip",
  npi,
  ...more,
});
const byNpi = { matchedOn: "npi", reason: "npi_name: NPI agrees", confidence: 0.9999 };
const conflict: Finding = {
  ...nothing,
  status: "conflict",
  reason: "npi_name_conflict: the NPI belongs to somebody with another name",
  confidence: 0,
  candidates: [{ npi: old, confidence: 0, matched_on: "npi" }],
};
const nobody: Finding = { ...nothing, status: "no_match", reason: "nobody: no profile fits" };
const moved: Finding = {
  ...nothing,
  status: "conflict",
  reason: "identity_moved: the row was matched to another NPI before",
  confidence: 0.97,
  candidates: [
    { npi: old, confidence: 0.97 },
    { npi: other, confidence: 0.97 },
  ],
};

async function settled(
  before: Finding | undefined,
  now: Finding,
  asked: { npiBefore?: string; given?: string; deactivated?: boolean } = {},
): Promise<Finding | undefined> {
  const { npiBefore, given = npiBefore, deactivated = false } = asked;
  const request = given === undefined ? { id: 1 } : { id: 1, npi: given };
  const profile = person({ npi: old, first: "ARABELLA", last: "PROBST", active: !deactivated });
  const service = { profiles: async (npis: readonly string[]) => npis.map(() => profile) };
  const answer = before && { finding: before, duplicateOf: 0 };
  const [finding] = await settleRefreshed([{ request, before: answer, npiBefore }], [now], service);
  return finding;
}

describe("an answer held against the one before", () => {
  it("stays as it is where nothing was found before", async () => {
    for (const before of [undefined, nobody, conflict]) {
      expect(await settled(before, matched(other))).toEqual(matched(other));
    }
  });

  it("is as sure as before where the row was asked about by our own NPI", async () => {
    const before = matched(old);
    const now = matched(old, { ...byNpi, cells: ["new"] });
    expect(await settled(before, now, { npiBefore: old })).toEqual({ ...before, cells: ["new"] });
  });

  it("is as sure as the list's own NPI makes it", async () => {
    const now = matched(old, byNpi);
    expect(await settled(matched(old), now)).toEqual(now);
  });

  it.each<[string, Finding, string | undefined]>([
    ["the NPI belongs to another name now", conflict, old],
    ["the row means somebody else now", matched(other), undefined],
    ["the old NPI is gone and another one fits by name", matched(other), old],
  ])("is an alarm where %s", async (_, now, npiBefore) => {
    const found = await settled(matched(old), now, npiBefore === undefined ? {} : { npiBefore });
    expect(found).toMatchObject({ status: "conflict", npi: "", cells: [], keys: { npi: old } });
    expect(found?.reason).toMatch(/^identity_moved: /);
    expect(found?.candidates[0]).toEqual({ npi: old, confidence: 0.97 });
    expect(found?.candidates.map(({ npi }) => npi)).toEqual(
      now.status === "matched" ? [old, other] : [old],
    );
  });

  it("stays an alarm until the old NPI fits again", async () => {
    for (const now of [matched(other), conflict, nobody]) {
      const found = await settled(moved, now);
      expect(found?.reason).toBe(moved.reason);
      expect(found?.candidates[0]).toEqual(moved.candidates[0]);
    }
    expect(await settled(moved, matched(old))).toEqual(matched(old));
  });

  it("takes what a person decided", async () => {
    const decided = matched(other, { matchedOn: "decision", reason: "decided: by a person" });
    const none: Finding = { ...nobody, reason: "decided: none of them" };
    for (const before of [matched(old), moved]) {
      expect(await settled(before, decided)).toEqual(decided);
      expect(await settled(before, none)).toEqual(none);
    }
  });

  it("follows the NPI that CMS gave instead", async () => {
    const found = await settled(matched(old), matched(other, byNpi), { npiBefore: old });
    expect(found).toMatchObject({ status: "matched", npi: other, confidence: 0.97 });
    const now = matched(other, byNpi);
    expect(await settled(matched(old), now, { given: old })).toEqual(now);
  });

  it("is an alarm where the list itself gives another NPI now", async () => {
    const found = await settled(matched(old), matched(other, byNpi), { given: other });
    expect(found?.reason).toMatch(/^identity_moved: /);
  });

  it("says so where the NPI was switched off and the release has nothing else of it", async () => {
    const found = await settled(matched(old), nobody, { npiBefore: old, deactivated: true });
    expect(found?.status).toBe("no_match");
    expect(found?.reason).toMatch(/^npi_deactivated: /);
    expect(await settled(matched(old), nobody, { npiBefore: old })).toEqual(nobody);
  });

  it("leaves what is withheld or not answered", async () => {
    for (const status of ["suppressed", "error", "not_attempted"] as const) {
      const now: Finding = { ...nothing, status, reason: "withheld: nothing" };
      expect(await settled(matched(old), now)).toEqual(now);
      expect(await settled(moved, now)).toEqual(now);
    }
  });
});
