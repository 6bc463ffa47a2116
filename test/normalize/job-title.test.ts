import { expect, test } from "vitest";
import type { Taxonomy } from "../../src/model/profile.ts";
import { jobTitle } from "../../src/normalize/names/job-title.ts";
import { timeZone } from "../../src/normalize/places/time-zone.ts";
import { primaryTaxonomy } from "../../src/normalize/specialties/primary-taxonomy.ts";

/** Codes in order; `*` marks the primary one. */
function slots(codes: string): Taxonomy[] {
  return codes
    .split(" ")
    .filter((code) => code !== "")
    .map((code) => ({ code: code.replace("*", ""), primary: code.endsWith("*") }));
}

test.each([
  ["208000000X 207Q00000X*", "207Q00000X", "the marked one"],
  ["208000000X 207Q00000X", "208000000X", "without a mark the first"],
  ["390200000X* 207Q00000X", "207Q00000X", "training says nothing, marked or not"],
  ["390200000X* 208000000X 207Q00000X*", "207Q00000X", "two marks, one that says something"],
  ["390200000X 174400000X*", "174400000X", "none says anything: the marked one"],
  ["261QP2300X*", "261QP2300X", "an organization's"],
  ["", undefined, "none"],
])("of %j the primary one is %s: %s", (codes, expected, _why) => {
  expect(primaryTaxonomy(slots(codes))?.code).toBe(expected);
});

test.each([
  ["363LF0000X*", "FNP-C", "Family Nurse Practitioner"],
  ["207RC0000X*", "M.D.", "Cardiology Physician"],
  ["207RC0000X*", "PA-C", "Physician Assistant"],
  ["163W00000X*", "APRN, FNP-BC", "Nurse Practitioner"],
  ["363LF0000X*", "RN", "Family Nurse Practitioner"],
  ["163W00000X*", "RN, BSN", "Registered Nurse"],
  ["390200000X*", "D.O.", "Physician"],
  ["", "CRNA", "Nurse Anesthetist"],
  ["1041C0700X*", "LCSW", "Clinical Social Worker"],
  ["390200000X*", undefined, ""],
  ["", undefined, ""],
])("the job of %j with %s is %j", (codes, credential, title) => {
  expect(jobTitle(slots(codes), credential)).toBe(title);
});

test.each([
  ["10001", "NY", "America/New_York"],
  ["787011234", "TX", "America/Chicago"],
  ["79901", "TX", "America/Denver"],
  ["85001", "AZ", "America/Phoenix"],
  ["96813", "HI", "Pacific/Honolulu"],
  ["00901", "PR", "America/Puerto_Rico"],
  ["96910", "GU", "Pacific/Guam"],
  ["00000", "CA", "America/Los_Angeles"],
  ["", "TX", ""],
  ["", "", ""],
])("ZIP %j in %j keeps %j", (zip, state, zone) => {
  expect(timeZone(zip, state)).toBe(zone);
});
