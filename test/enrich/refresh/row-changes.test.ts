import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/enrich/finding.ts";
import { createRowChanges } from "../../../src/enrich/refresh/row-changes.ts";
import { npiOf } from "../../helpers/profiles.ts";

const fields = ["hb_last_name", "hb_active", "hb_practice_city", "hb_phone", "hb_licenses"];
const changesOf = createRowChanges([...fields, "hb_last_updated", "hb_phone_source"]);
const was = ["PROBST", "yes", "SPRINGFIELD", "2175550101", "IL:1", "2020-01-01", "nppes"];

const matched = (cells: readonly string[], more: Partial<Finding> = {}): Finding => ({
  status: "matched",
  reason: "npi: on file",
  confidence: 0.99,
  matchedOn: "npi",
  npi: npiOf(1),
  candidates: [],
  cells,
  ...more,
});

/** The cells before with one of them said otherwise. */
const having = (place: number, cell: string) => was.with(place, cell);

function changed(before: Finding, now: Finding): string[] {
  const lines = changesOf(7, { finding: before, duplicateOf: 0 }, now);
  return lines.map(({ row, field, old, new: is, kind }) => `${row} ${field} ${old}>${is} ${kind}`);
}

describe("what changed in a row", () => {
  it.each<[string, readonly string[], readonly string[], string[]]>([
    ["nothing", was, was, []],
    ["a name", was, having(0, "MUSTER"), ["7 hb_last_name PROBST>MUSTER changed"]],
    ["an NPI switched off", was, having(1, "no"), ["7 hb_active yes>no deactivated"]],
    ["and on again", having(1, "no"), was, ["7 hb_active no>yes reactivated"]],
    ["a place", was, having(2, "PEORIA"), ["7 hb_practice_city SPRINGFIELD>PEORIA moved"]],
    ["a number", was, having(3, "2175550199"), ["7 hb_phone 2175550101>2175550199 phone"]],
    ["a first number", having(3, ""), was, ["7 hb_phone >2175550101 added"]],
    ["a number that is gone", was, having(3, ""), ["7 hb_phone 2175550101> removed"]],
    ["a license", was, having(4, "IL:1; WI:2"), ["7 hb_licenses IL:1>IL:1; WI:2 license"]],
    ["the record's own day", was, having(5, "2026-01-01"), []],
    ["where a value is from", was, having(6, "crm"), []],
    ["a value that a text file holds defused", having(0, "'=PROBST"), having(0, "=PROBST"), []],
  ])("%s", (_, before, now, lines) => {
    expect(changed(matched(before), matched(now))).toEqual(lines);
  });

  it("tells the source and day of a new value", () => {
    const origins = fields.map(() => ({ source: "nppes", as_of: "2026-01-02", confidence: 1 }));
    const now = matched(having(3, "2175550199"), { origins });
    const [line] = changesOf(1, { finding: matched(was), duplicateOf: 0 }, now);
    expect(line).toMatchObject({ source: "nppes", date: "2026-01-02" });
  });

  it("tells of somebody withheld that they are, and nothing of what was known", () => {
    const now: Finding = { ...matched([]), status: "suppressed", npi: "" };
    expect(changed(matched(was), now)).toEqual(["7 hb_status >suppressed withheld"]);
    expect(changed(now, now)).toEqual([]);
  });

  it("tells an identity move by both NPIs, once", () => {
    const moved: Finding = {
      ...matched([]),
      status: "conflict",
      reason: "identity_moved: the row was matched to another NPI before",
      npi: "",
      candidates: [
        { npi: npiOf(1), confidence: 0.99 },
        { npi: npiOf(2), confidence: 0.98 },
      ],
    };
    expect(changed(matched(was), moved)).toEqual([
      `7 hb_npi ${npiOf(1)}>${npiOf(2)} identity_move`,
    ]);
    expect(changed(moved, moved)).toEqual([]);
  });

  it("tells a replaced NPI, and one that was switched off for good", () => {
    const gone: Finding = { ...matched([]), status: "no_match", npi: "", cells: [] };
    expect(changed(matched(was), matched(was, { npi: npiOf(2) }))).toEqual([
      `7 hb_npi ${npiOf(1)}>${npiOf(2)} replaced`,
    ]);
    const off = { ...gone, reason: "npi_deactivated: switched off" };
    expect(changed(matched(was), off).slice(0, 2)).toEqual([
      "7 hb_status matched>no_match status",
      `7 hb_npi ${npiOf(1)}> deactivated`,
    ]);
  });

  it("tells of a row found for the first time its status and its values", () => {
    const before: Finding = { ...matched([]), status: "no_match", npi: "", cells: [] };
    expect(changed(before, matched(was)).slice(0, 3)).toEqual([
      "7 hb_status no_match>matched status",
      `7 hb_npi >${npiOf(1)} status`,
      "7 hb_last_name >PROBST added",
    ]);
  });

  it("says that an NPI is off where the list has no column for it", () => {
    const changes = createRowChanges(["hb_last_name"]);
    const before = { finding: matched(["PROBST"]), duplicateOf: 0 };
    const lines = changes(1, before, matched(["PROBST"], { inactive: true }));
    expect(lines.map(({ field, kind }) => [field, kind])).toEqual([["hb_active", "deactivated"]]);
  });

  it("tells nothing of what stayed without an answer", () => {
    expect(changed(matched(was), matched(was, { kept: was, stale: "2026-01-02" }))).toEqual([]);
  });
});
