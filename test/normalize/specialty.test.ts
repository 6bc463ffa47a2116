import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { specialtyCodes, taxonomyGroup, taxonomyWords } from "../../src/normalize/specialty.ts";
import { clinicianSpecialties } from "../../src/normalize/specialty-clinicians.ts";
import { physicianSpecialties } from "../../src/normalize/specialty-physicians.ts";

describe("specialtyCodes", () => {
  test.each([
    ["207Q00000X", "207Q00000X", "physician"],
    ["cardio", "207RC0000X", "physician"],
    ["Cardiologist", "207RC0000X", "physician"],
    ["CARDIOVASCULAR DISEASE (CARDIOLOGY)", "207RC0000X", "physician"],
    ["Cardiology, Interventional", "207RI0011X", "physician"],
    ["FP", "207Q00000X", "physician"],
    ["Family Practice", "207Q00000X", "physician"],
    ["Orthopaedic Surgeon", "207X00000X", "physician"],
    ["OB/GYN", "207V00000X", "physician"],
    ["Hospitalists", "208M00000X", "physician"],
    ["DIAGNOSTIC RADIOLOGY", "2085R0202X", "physician"],
    ["peds NP", "363LP0200X", "pa_np"],
    ["psych NP", "363LP0808X", "pa_np"],
    ["NURSE PRACTITIONER", "363LF0000X", "pa_np"],
    ["Physician Assistant", "363AM0700X", "pa_np"],
    ["CERTIFIED REGISTERED NURSE ANESTHETIST (CRNA)", "367500000X", "pa_np"],
    ["PHYSICAL THERAPIST IN PRIVATE PRACTICE", "225100000X", "therapy"],
    ["physical therapy", "225100000X", "therapy"],
    ["CLINICAL SOCIAL WORKER", "1041C0700X", "behavioral"],
    ["QUALIFIED SPEECH LANGUAGE PATHOLOGIST", "235Z00000X", "speech"],
    ["Dentist", "1223G0001X", "dental"],
    ["Optometry", "152W00000X", "eye"],
    ["resident", "390200000X", "student"],
    ["Allopathic & Osteopathic Physicians|Internal Medicine", "207R00000X", "physician"],
  ])("%s means %s", (text, code, group) => {
    const reading = specialtyCodes(text);
    expect(reading.codes).toContain(code);
    expect(reading.groups).toEqual([group]);
  });

  test("a narrow name means one code, a general one the family", () => {
    expect(specialtyCodes("interventional cardiology").codes).toEqual(["207RI0011X"]);
    expect(specialtyCodes("nurse practitioner").codes.length).toBeGreaterThan(5);
    expect(specialtyCodes("internal medicine").codes).toEqual(["207R00000X"]);
  });

  test.each(["", "unknown", "zebra keeper", "12345", "constructor"])("%s means nothing", (text) => {
    expect(specialtyCodes(text)).toEqual({ codes: [], groups: [] });
  });

  test("a grouping alone has no codes", () => {
    expect(specialtyCodes("Physician")).toEqual({ codes: [], groups: ["physician"] });
  });

  test("takes any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(Array.isArray(specialtyCodes(text).codes)).toBe(true);
      }),
    );
  });
});

describe("the table", () => {
  const rows = `${physicianSpecialties}${clinicianSpecialties}`
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("|"));

  test("names every code once, and its words lead back to it", () => {
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
    for (const [code = "", words = ""] of rows) {
      expect(code).toMatch(/^[0-9A-Z]{9}X$/);
      expect(taxonomyWords(code)).toBe(words);
      expect(specialtyCodes(words).codes, words).toContain(code);
      expect(taxonomyGroup(code), code).not.toBe("organization");
    }
  });
});

test.each([
  ["207RC0000X", "physician"],
  ["208D00000X", "physician"],
  ["207ZZ9999X", "physician"],
  ["363LF0000X", "pa_np"],
  ["163WX9999X", "nursing"],
  ["261QP2300X", "organization"],
  ["", "organization"],
])("taxonomyGroup(%s) is %s", (code, group) => {
  expect(taxonomyGroup(code)).toBe(group);
});

test("a code outside the table has no words of ours", () => {
  expect(taxonomyWords("261QP2300X")).toBeUndefined();
});
