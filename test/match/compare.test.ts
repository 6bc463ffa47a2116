import { describe, expect, test } from "vitest";
import { compareName } from "../../src/match/compare-name.ts";
import { comparePlace } from "../../src/match/compare-place.ts";
import { comparePractice } from "../../src/match/compare-practice.ts";
import { createFrequencies } from "../../src/match/frequencies.ts";
import { type Lead, toLead } from "../../src/match/lead.ts";
import type { MatchRequest } from "../../src/model/contract.ts";
import type { OtherName } from "../../src/model/profile.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { npiOf, person } from "../helpers/profiles.ts";

/** A million people; every term is carried by a thousand, but for the ones named here. */
const counts = new Map([
  ["L:ZWICKMERE", 3],
  ["S:IL", 40_000],
  ["C:SPRINGFIELD:IL", 2_000],
  ["Z:62701", 150],
  ["Z:62711", 15],
  ["Z:62791", 30_000],
]);
const frequencies = createFrequencies({
  individuals: 1_000_000,
  term: (text) => counts.get(text) ?? 1000,
  joint: () => 1,
  phoneHolders: () => 1,
});

function leadOf(request: Omit<MatchRequest, "id">): Lead {
  return toLead({ id: 1, ...request }, { name_order: "first_last", prior: 0.8 });
}

describe("compareName", () => {
  const former: OtherName = { kind: "former", first: "AGATHA", last: "ZWICKMERE" };
  const cases: [string, Parameters<typeof person>[0], string, string][] = [
    ["Agatha Zwickmere", { npi: "", first: "AGATHA", last: "ZWICKMERE" }, "name", "exact"],
    [
      "Agatha Zwickmre",
      { npi: "", first: "AGATHA", last: "ZWICKMERE" },
      "last_name",
      "one letter off",
    ],
    ["A Zwickmere", { npi: "", first: "AGATHA", last: "ZWICKMERE" }, "first_name", "initial"],
    ["Bob Zwickmere", { npi: "", first: "ROBERT", last: "ZWICKMERE" }, "first_name", "nickname"],
    [
      "Maryann Zwickmere",
      { npi: "", first: "MARY", middle: "ANN", last: "ZWICKMERE" },
      "first_name",
      "joined",
    ],
    [
      "Robert Zwickmere",
      { npi: "", first: "JULIUS", middle: "ROBERT", last: "ZWICKMERE" },
      "first_name",
      "middle name",
    ],
    [
      "Agatha Muntz",
      { npi: "", first: "AGATHA", last: "ZWICKMERE-MUNTZ" },
      "last_name",
      "part of a double name",
    ],
    [
      "Agatha Zwickmere",
      { npi: "", first: "AGATHA", last: "PLUMB", otherNames: [former] },
      "name_on_file",
      "former name",
    ],
    [
      "Agatha Plumb",
      { npi: "", first: "AGATHA", middle: "PLUMB", last: "ZWICKMERE" },
      "last_name",
      "middle name on file",
    ],
    [
      "Agatha Qwickmere",
      { npi: "", first: "AGATHA", last: "ZWICKMERE" },
      "last_name",
      "one letter off",
    ],
    [
      "Agatha Q Zwickmere",
      { npi: "", first: "AGATHA", middle: "BETH", last: "ZWICKMERE" },
      "middle_name",
      "differs",
    ],
    [
      "Agatha Zwickmere Jr",
      { npi: "", first: "AGATHA", last: "ZWICKMERE", suffix: "SR." },
      "suffix",
      "differs",
    ],
  ];

  test.each(cases)("%s against %o: %s is %s", (full, profile, field, level) => {
    const record = toMatchRecord(person({ ...profile, npi: npiOf(1) }));
    const found = compareName(leadOf({ name: { full } }).hypotheses, record, frequencies);
    const evidence = found?.evidence.find((item) => item.field === field);
    expect(evidence?.level).toContain(level);
  });

  test("agreement on a rare surname is worth more than on a common one", () => {
    const bits = (last: string) => {
      const record = toMatchRecord(person({ npi: npiOf(1), first: "AGATHA", last }));
      const lead = leadOf({ name: { first: "A", last } });
      return compareName(lead.hypotheses, record, frequencies)?.bits ?? 0;
    };
    expect(bits("ZWICKMERE")).toBeGreaterThan(bits("PLUMB") + 8);
  });

  test("the maiden name may be the middle name of the list", () => {
    const record = toMatchRecord(person({ npi: npiOf(1), first: "AGATHA", last: "ZWICKMERE" }));
    const lead = leadOf({ name: { first: "Agatha", middle: "Zwickmere", last: "Plumb" } });
    const found = compareName(lead.hypotheses, record, frequencies);
    expect(found?.evidence).toContainEqual(
      expect.objectContaining({ field: "last_name", level: "middle name given" }),
    );
    expect(found?.evidence.some(({ field }) => field === "middle_name")).toBe(false);
  });

  test("a crossed maiden name is likelier in a woman", () => {
    const bits = (sex: "F" | "M") => {
      const profile = { npi: npiOf(1), first: "AGATHA", middle: "PLUMB", last: "ZWICKMERE", sex };
      const record = toMatchRecord(person(profile));
      return compareName(leadOf({ name: { full: "Agatha Plumb" } }).hypotheses, record, frequencies)
        ?.bits as number;
    };
    expect(bits("F")).toBeGreaterThan(bits("M") + 2);
  });

  test("another name altogether speaks clearly against a profile", () => {
    const record = toMatchRecord(person({ npi: npiOf(1), first: "AGATHA", last: "ZWICKMERE" }));
    const lead = leadOf({ name: { full: "Ignatius Plumb" } });
    expect(compareName(lead.hypotheses, record, frequencies)?.bits).toBeLessThan(-3);
  });
});

describe("comparePlace", () => {
  const record = toMatchRecord(person({ npi: npiOf(1), first: "AGATHA", last: "PLUMB" }));
  test.each([
    [{ zip: "62701" }, "zip"],
    [{ zip: "62711", state: "IL" }, "zip nearly"],
    [{ zip: "62799", state: "IL" }, "state"],
    // So many people have this ZIP that being nearly right is no merit: the state says more.
    [{ zip: "62791", state: "IL" }, "state"],
    [{ zip: "62701", city: "Peoria", state: "IL" }, "zip"],
    [{ zip: "62701", city: "Dayton", state: "OH" }, "zip"],
    [{ city: "Springfield", state: "IL" }, "city"],
    [{ city: "Sprngfield", state: "IL" }, "city nearly"],
    [{ city: "Peoria", state: "Illinois" }, "state"],
    [{ state: "IL" }, "state"],
    [{ city: "Springfield", state: "OH" }, "other state"],
  ])("%o → %s", (place, level) => {
    expect(comparePlace(leadOf(place), record, frequencies)?.level).toBe(level);
  });

  test.each([
    ["a suburb", 10, "near"],
    ["a town within reach, whatever its state", 60, "around"],
    ["a place far away", 300, "other state"],
    ["a place that is not on the map", undefined, "other state"],
  ])("%s", (_, kilometers, level) => {
    const area = { kilometersTo: () => kilometers, near: ["627"], around: ["627", "628"] };
    const lead = { ...leadOf({ city: "Muntzville", state: "MO" }), area };
    expect(comparePlace(lead, record, frequencies)?.level).toBe(level);
  });

  test("a near place says less where many people live", () => {
    const bits = (near: string[]) => {
      const area = { kilometersTo: () => 5, near, around: near };
      const lead = { ...leadOf({ city: "Muntzville", state: "IL" }), area };
      return comparePlace(lead, record, frequencies)?.bits as number;
    };
    expect(bits(["627"])).toBeGreaterThan(bits(["627", "628", "629", "620"]) + 1.5);
  });

  test("nothing given is no evidence", () => {
    expect(comparePlace(leadOf({}), record, frequencies)).toBeUndefined();
  });

  test("the more exact the level, the more it is worth", () => {
    const bits = (place: Omit<MatchRequest, "id">) =>
      comparePlace(leadOf(place), record, frequencies)?.bits ?? 0;
    const zip = bits({ zip: "62701" });
    const city = bits({ city: "Springfield", state: "IL" });
    const state = bits({ city: "Peoria", state: "IL" });
    const other = bits({ city: "Dayton", state: "OH" });
    expect(zip).toBeGreaterThan(city);
    expect(city).toBeGreaterThan(state);
    expect(state).toBeGreaterThan(other);
    expect(other).toBeLessThan(0);
  });
});

describe("comparePractice", () => {
  const record = toMatchRecord(
    person({ npi: npiOf(1), first: "AGATHA", last: "PLUMB", credential: "MD" }),
  );

  test("credential and specialty together count little more than the specialty alone", () => {
    const both = comparePractice(
      leadOf({ specialty: "family medicine", credential: "MD" }),
      record,
      frequencies,
    );
    const specialty = both.find(({ field }) => field === "specialty");
    const sum = both.reduce((total, { bits }) => total + bits, 0);
    expect(specialty?.level).toBe("same");
    expect(sum).toBeLessThanOrEqual((specialty?.bits ?? 0) + 1);
  });

  test("a clashing credential speaks against", () => {
    const [credential] = comparePractice(leadOf({ credential: "DDS" }), record, frequencies);
    expect(credential).toMatchObject({ field: "credential", level: "differs" });
    expect(credential?.bits).toBeLessThan(0);
  });
});
