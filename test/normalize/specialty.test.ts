import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupOfCredential } from "../../src/normalize/names/credential-table.ts";
import {
  specialtyCodes,
  taxonomyGroup,
  taxonomyWords,
} from "../../src/normalize/specialties/specialty.ts";
import { clinicianSpecialties } from "../../src/normalize/specialties/specialty-clinicians.ts";
import {
  isUninformativeTaxonomy,
  type SpecialtyFamily,
  specialtyFamily,
} from "../../src/normalize/specialties/specialty-family.ts";
import { nurseSpecialties } from "../../src/normalize/specialties/specialty-nurses.ts";
import { specialtyPhrases } from "../../src/normalize/specialties/specialty-phrases.ts";
import { physicianSpecialties } from "../../src/normalize/specialties/specialty-physicians.ts";

const nothing = { codes: [], groups: [], families: [], credentials: [] };

/** How somebody on file with these codes compares with what a lead says. */
function compared(text: string, ...onFile: string[]): "same" | "related" | "family" | "differs" {
  const { codes, groups, families } = specialtyCodes(text);
  if (onFile.some((code) => codes.includes(code))) return "same";
  if (onFile.some((code) => groups.includes(taxonomyGroup(code)))) return "related";
  return onFile.some((code) => families.includes(specialtyFamily(code))) ? "family" : "differs";
}

describe("specialtyCodes", () => {
  /** Text, codes that must be among those found, the families found. */
  const cases: [text: string, codes: string, families: string][] = [
    // Codes themselves
    ["207RC0000X", "207RC0000X", "physician"],
    ["207rc0000x - Cardiovascular", "207RC0000X", "physician"],
    ["363LF0000X; 363LP0808X", "363LF0000X 363LP0808X", "advanced-practice"],
    // Medicare's names
    ["Internal Medicine", "207R00000X", "physician"],
    ["NURSE PRACTITIONER", "363L00000X 363LF0000X 363LP0808X", "advanced-practice"],
    ["PHYSICIAN ASSISTANT", "363A00000X 363AM0700X 363AS0400X", "physician-assistant"],
    ["CERTIFIED REGISTERED NURSE ANESTHETIST (CRNA)", "367500000X", "advanced-practice"],
    ["Certified Nurse Midwife (CNM)", "367A00000X", "advanced-practice"],
    ["Certified Clinical Nurse Specialist", "364S00000X 364SP0808X", "advanced-practice"],
    ["Anesthesiology Assistant", "367H00000X", "physician-assistant"],
    ["PHYSICAL THERAPIST IN PRIVATE PRACTICE", "225100000X 2251X0800X", "therapy"],
    ["Occupational Therapist in Private Practice", "225X00000X", "therapy"],
    ["QUALIFIED SPEECH LANGUAGE PATHOLOGIST", "235Z00000X", "therapy"],
    ["Qualified Audiologist", "231H00000X", "therapy"],
    ["Licensed Clinical Social Worker", "1041C0700X", "behavioral"],
    ["CLINICAL PSYCHOLOGIST", "103TC0700X 103T00000X", "behavioral"],
    ["Mental Health Counselor", "101YM0800X", "behavioral"],
    ["Marriage and Family Therapist", "106H00000X", "behavioral"],
    ["Hematology-Oncology", "207RH0003X", "physician"],
    ["HEMATOLOGY/ONCOLOGY", "207RH0003X", "physician"],
    ["Interventional Cardiology", "207RI0011X", "physician"],
    ["CARDIOVASCULAR DISEASE (CARDIOLOGY)", "207RC0000X", "physician"],
    ["Clinical Cardiac Electrophysiology", "207RC0001X", "physician"],
    ["Advanced Heart Failure and Transplant Cardiology", "207RA0001X", "physician"],
    ["Adult Congenital Heart Disease", "207RA0002X", "physician"],
    ["Hematopoietic Cell Transplantation and Cellular Therapy", "207RH0003X", "physician"],
    ["Obstetrics & Gynecology", "207V00000X 207VM0101X", "physician"],
    ["Gynecological Oncology", "207VX0201X", "physician"],
    ["Diagnostic Radiology", "2085R0202X", "physician"],
    ["Interventional Radiology", "2085R0204X", "physician"],
    ["Radiation Oncology", "2085R0001X", "physician"],
    ["Nuclear Medicine", "207U00000X", "physician"],
    ["General Practice", "208D00000X", "physician"],
    ["Family Practice", "207Q00000X", "physician"],
    ["Emergency Medicine", "207P00000X", "physician"],
    ["Hospitalist", "208M00000X", "physician"],
    ["Micrographic Dermatologic Surgery", "207ND0101X", "physician"],
    ["Sleep Medicine", "207RS0012X 2084S0012X", "physician"],
    ["Addiction Medicine", "207QA0401X 2083A0300X", "physician"],
    ["Pain Management", "208VP0000X 207LP2900X 2081P2900X", "physician"],
    ["Interventional Pain Management", "208VP0014X", "physician"],
    ["Geriatric Psychiatry", "2084P0805X", "physician"],
    ["Geriatric Medicine", "207RG0300X 207QG0300X", "physician"],
    ["Neuropsychiatry", "2084P0800X 2084N0400X", "physician"],
    ["Sports Medicine", "207QS0010X 207XX0005X", "physician"],
    ["Osteopathic Manipulative Medicine", "204D00000X", "physician"],
    ["Preventive Medicine", "2083P0901X", "physician"],
    ["Medical Toxicology", "207PT0002X", "physician"],
    ["Undersea and Hyperbaric Medicine", "207PE0005X 2083P0011X", "physician"],
    ["Medical Genetics and Genomics", "207SG0201X", "physician"],
    ["Peripheral Vascular Disease", "2086S0129X", "physician"],
    ["Critical Care (Intensivists)", "207RC0200X 2086S0102X", "physician"],
    ["HOSPICE/PALLIATIVE CARE", "207RH0002X 207QH0002X", "physician"],
    ["Colorectal Surgery (Proctology)", "208C00000X", "physician"],
    ["Thoracic Surgery", "208G00000X", "physician"],
    ["Cardiac Surgery", "208G00000X", "physician"],
    ["Hand Surgery", "207XS0106X 2086S0105X", "physician"],
    ["Plastic and Reconstructive Surgery", "208200000X", "physician"],
    ["PEDIATRIC MEDICINE", "208000000X", "physician"],
    ["Allergy/ Immunology", "207K00000X 207RA0201X", "physician"],
    ["Epileptologists", "2084E0001X", "physician"],
    ["Physical Medicine and Rehabilitation", "208100000X", "physician"],
    ["Maxillofacial Surgery", "1223S0112X 204E00000X", "dentist physician"],
    ["Oral Surgery (Dentist only)", "1223S0112X", "dentist"],
    ["Dentist", "122300000X 1223G0001X 1223X0400X", "dentist"],
    ["Dental Anesthesiology", "1223D0004X", "dentist"],
    ["Optometry", "152W00000X", "eye"],
    ["Podiatry", "213E00000X 213ES0103X", "podiatry"],
    ["Chiropractic", "111N00000X", "chiropractic"],
    ["Registered Dietitian or Nutrition Professional", "133V00000X", "other"],
    ["Individual Certified Orthotist", "222Z00000X", "therapy"],
    ["Student in an Organized Health Care Education/Training Program", "390200000X", "student"],
    ["Undefined Physician type", "", "physician"],
    ["Unknown Physician Specialty Code", "", "physician"],
    // Open Payments
    [
      "Allopathic & Osteopathic Physicians|Internal Medicine|Cardiovascular Disease",
      "207RC0000X",
      "physician",
    ],
    ["Allopathic & Osteopathic Physicians|Internal Medicine", "207R00000X", "physician"],
    ["Allopathic & Osteopathic Physicians|Surgery|Vascular Surgery", "2086S0129X", "physician"],
    [
      "Allopathic & Osteopathic Physicians|Thoracic Surgery (Cardiothoracic Vascular Surgery)",
      "208G00000X",
      "physician",
    ],
    [
      "Physician Assistants & Advanced Practice Nursing Providers|Physician Assistant|Medical",
      "363AM0700X",
      "physician-assistant",
    ],
    ["Eye and Vision Services Providers|Optometrist", "152W00000X", "eye"],
    ["Student, Health Care|Student in an Organized Program", "390200000X", "student"],
    // The exclusion list, which cuts after twenty characters
    ["NURSE/NURSES AIDE", "163W00000X 164W00000X 376K00000X", "technician nurse"],
    ["GENERAL PRACTICE/FP", "208D00000X", "physician"],
    ["PHYSICIAN (MD, DO)", "", "physician"],
    ["OSTEOPATH", "", "physician"],
    ["PHYSICIAN PRACTICE", "", "physician"],
    ["OBSTETRICS/GYNECOLOG", "207V00000X", "physician"],
    ["SPEECH/LANGUAGE THERA", "235Z00000X", "therapy"],
    ["RESPIRATORY THERAPIS", "227900000X", "therapy"],
    ["LICENSED PRACTICAL NU", "164W00000X", "nurse"],
    ["HEALTH CARE AIDE", "374U00000X", "technician"],
    ["SURGERY, ORTHOPEDICS", "207X00000X", "physician"],
    ["PHARMACIST", "183500000X", "pharmacy"],
    // What recruiters and hospitals write
    ["cardio", "207RC0000X", "physician"],
    ["Cardiology, Interventional", "207RI0011X", "physician"],
    ["peds cards", "2080P0202X", "physician"],
    ["peds GI", "2080P0206X", "physician"],
    ["peds NP", "363LP0200X", "advanced-practice"],
    ["FNP", "363LF0000X", "advanced-practice"],
    ["NP-C, family", "363LF0000X", "advanced-practice"],
    ["PMHNP", "363LP0808X", "advanced-practice"],
    ["psych NP", "363LP0808X", "advanced-practice"],
    ["AGACNP", "363LA2100X", "advanced-practice"],
    ["WHNP-BC", "363LW0102X", "advanced-practice"],
    ["ARNP", "363L00000X", "advanced-practice"],
    ["cardiology nurse practitioner", "363L00000X 363LA2100X", "advanced-practice"],
    ["NursePractitioner", "363L00000X", "advanced-practice"],
    ["nurse_practitioner", "363L00000X", "advanced-practice"],
    ["CRNA", "367500000X", "advanced-practice"],
    ["NP/PA", "363L00000X 363A00000X", "advanced-practice physician-assistant"],
    ["PA - ortho", "363A00000X 363AS0400X", "physician-assistant"],
    ["derm PA", "363A00000X", "physician-assistant"],
    ["P.A.-C", "363A00000X", "physician-assistant"],
    ["EM PA-C", "363A00000X", "physician-assistant"],
    ["ortho surgeon", "207X00000X", "physician"],
    ["Orthopaedic Surgeon", "207X00000X", "physician"],
    ["OB/GYN", "207V00000X", "physician"],
    ["OBGYN", "207V00000X", "physician"],
    ["L&D nurse", "163WX0003X", "nurse"],
    ["ICU RN", "163WC0200X", "nurse"],
    ["RN - ER", "163WE0003X", "nurse"],
    ["med-surg RN", "163WM0705X", "nurse"],
    ["Clinical Nurse II", "163W00000X", "nurse"],
    ["RN, BSN", "163W00000X", "nurse"],
    ["LPN/LVN", "164W00000X 164X00000X", "nurse"],
    ["CNA", "376K00000X", "technician"],
    ["medical assistant", "", "technician"],
    ["EM physician", "207P00000X", "physician"],
    ["ER doc", "207P00000X", "physician"],
    ["gas", "207L00000X", "physician"],
    ["anesthesia", "207L00000X", "physician"],
    ["rad tech", "247100000X", "technician"],
    ["MRI technologist", "2471M1202X", "technician"],
    ["scrub tech", "246ZS0410X", "technician"],
    ["PT", "225100000X", "therapy"],
    ["dr. of physical therapy", "225100000X", "therapy"],
    ["OTA", "224Z00000X", "therapy"],
    ["SLP", "235Z00000X", "therapy"],
    ["heme/onc", "207RH0003X", "physician"],
    ["rad onc", "2085R0001X", "physician"],
    ["gen surg", "208600000X", "physician"],
    ["IM", "207R00000X", "physician"],
    ["FM", "207Q00000X", "physician"],
    ["FP", "207Q00000X", "physician"],
    ["GI", "207RG0100X", "physician"],
    ["ENT", "207Y00000X", "physician"],
    ["PM&R", "208100000X", "physician"],
    ["Pulm/CC", "207RP1001X 207RC0200X", "physician"],
    ["neph", "207RN0300X", "physician"],
    ["endo", "207RE0101X", "physician"],
    ["ID", "207RI0200X", "physician"],
    ["rheum", "207RR0500X", "physician"],
    ["neuro", "2084N0400X", "physician"],
    ["NICU", "2080N0001X 363LN0000X 163WN0002X", "physician advanced-practice nurse"],
    ["med/peds", "207R00000X 208000000X", "physician"],
    ["urgent care", "207Q00000X 207P00000X", "physician advanced-practice physician-assistant"],
    ["Hospitalists", "208M00000X", "physician"],
    ["spine surgeon", "207T00000X 207XS0117X", "physician"],
    ["eye doctor", "152W00000X 207W00000X", "physician eye"],
    ["therapist", "101Y00000X", "behavioral therapy"],
    ["LCSW", "1041C0700X", "behavioral"],
    ["BCBA", "103K00000X", "behavioral"],
    ["oral surgeon", "1223S0112X 204E00000X", "dentist physician"],
    ["peds dentist", "1223P0221X", "dentist"],
    ["Endodontist", "1223E0200X", "dentist"],
    ["DPM", "213E00000X", "podiatry"],
    ["pharm tech", "183700000X", "pharmacy"],
    // Noise, spelling, several at once
    ["Dept. of Cardiology", "207RC0000X", "physician"],
    ["Board Certified Dermatologist, MD", "207N00000X", "physician"],
    ["Boston Family Practice Associates", "207Q00000X", "physician"],
    ["opthalmology", "207W00000X", "physician"],
    ["Opthamologist", "207W00000X", "physician"],
    ["anaesthesiology", "207L00000X", "physician"],
    ["gynaecologist", "207VG0400X", "physician"],
    ["Paediatrician", "208000000X", "physician"],
    ["Gastroentrology", "207RG0100X", "physician"],
    ["Cardiolgist", "207RC0000X", "physician"],
    ["Nurse Practioner", "363L00000X", "advanced-practice"],
    ["Physcian Assistant", "363A00000X", "physician-assistant"],
    ["Psychiatrist", "2084P0800X", "physician"],
    ["Cardiología", "207RC0000X", "physician"],
    ["Family Medicine; Geriatrics", "207Q00000X 207QG0300X 207RG0300X", "physician"],
    ["Cardiology, Internal Medicine", "207RC0000X 207R00000X", "physician"],
    ["Optometry; Ophthalmology", "152W00000X 207W00000X", "eye physician"],
    ["Dermatology\nPathology", "207N00000X 207ZP0102X", "physician"],
    ["PGY-2 internal medicine resident", "207R00000X 390200000X", "physician student"],
    ["medical student", "390200000X", "student"],
    ["MD", "", "physician"],
    ["Doctor of Medicine", "", "physician"],
  ];

  test.each(cases)("%s", (text, codes, families) => {
    const reading = specialtyCodes(text);
    expect(reading.codes).toEqual(expect.arrayContaining(codes.split(" ").filter(Boolean)));
    if (codes === "") expect(reading.codes).toEqual([]);
    expect(reading.families).toHaveLength(families.split(" ").length);
    expect(reading.families).toEqual(expect.arrayContaining(families.split(" ")));
  });

  test.each([
    ["interventional cardiology", "207RI0011X"],
    ["internal medicine", "207R00000X"],
    ["Internal Medicine - Cardiac Electrophysiology", "207RC0001X"],
    ["peds NP", "363LP0200X"],
    ["Allopathic & Osteopathic Physicians|Orthopaedic Surgery|Hand Surgery", "207XS0106X"],
    ["Allopathic & Osteopathic Physicians|Emergency Medicine|Sports Medicine", "207PS0010X"],
    ["Dental Providers|Dentist|General Practice", "1223G0001X"],
    ["Dental Providers|Dentist|Oral and Maxillofacial Surgery", "1223S0112X"],
    [
      "Physician Assistants & Advanced Practice Nursing Providers|Nurse Practitioner|Family",
      "363LF0000X",
    ],
  ])("%s means %s alone", (text, code) => {
    expect(specialtyCodes(text).codes).toEqual([code]);
  });

  test("a step of a path says which of two specialties is meant", () => {
    const { codes } = specialtyCodes(
      "Allopathic & Osteopathic Physicians|Psychiatry & Neurology|Neurology",
    );
    expect(codes).toContain("2084N0400X");
    expect(codes).not.toContain("2084P0800X");
  });

  test.each([
    "",
    " ",
    "-",
    "n/a",
    "unknown",
    "zebra keeper",
    "12345",
    "constructor",
    "John Smith",
    "Washington DC",
    "Family Law",
    "HVAC technician",
    "marketing manager",
    "Mass Immunizer Roster Biller",
    "Clinic or Group Practice",
    "OTHER BUSINESS",
    "Ambulatory Surgical Center",
    "Public Health or Welfare Agency",
    "Portable X-Ray Supplier",
    "Clinical Laboratory",
    "NURSING HOME",
    "Medicare Diabetes Preventive Program",
    "Кардиология",
  ])("%j names no clinician's specialty", (text) => {
    expect(specialtyCodes(text)).toEqual(nothing);
  });

  test.each([
    ["peds NP", "NP"],
    ["derm PA", "PA"],
    ["NURSE PRACTITIONER", "NP"],
    ["ICU RN", "RN"],
    ["CRNA", "CRNA"],
    ["Cardiology", "MD DO"],
    ["Physician", "MD DO"],
    ["M.D., Internal Medicine", "MD"],
    ["DO", "DO"],
    ["Dentist", "DENTAL"],
    ["Licensed Clinical Social Worker", "SW"],
    ["Physical Therapist", "PT"],
  ])("%s goes with the credentials %s", (text, credentials) => {
    expect(specialtyCodes(text).credentials).toEqual(credentials.split(" "));
  });

  test("takes any text and always reads it the same", () => {
    const words = fc.constantFrom(
      "NP",
      "peds",
      "cardiology",
      "|",
      ";",
      ", ",
      "&",
      "RN",
      "207R00000X",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.oneof(words, fc.string())).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const reading = specialtyCodes(text);
        for (const list of Object.values(reading)) expect(new Set(list).size).toBe(list.length);
        expect(specialtyCodes(text)).toEqual(reading);
        for (const code of reading.codes) {
          const general = reading.codes.includes(`${code.slice(0, 4)}00000X`);
          if (!general) expect(reading.groups).toContain(taxonomyGroup(code));
          expect(reading.families).toContain(specialtyFamily(code));
        }
      }),
    );
  });

  test("case and the order of words do not matter", () => {
    for (const [text] of cases) {
      // Only capitals part the words of this one.
      if (text === "NursePractitioner") continue;
      expect(specialtyCodes(` ${text.toLowerCase()} `), text).toEqual(
        specialtyCodes(text.toUpperCase()),
      );
    }
    const codes = (text: string) => [...specialtyCodes(text).codes].sort();
    expect(codes("Radiology, Diagnostic")).toEqual(codes("diagnostic radiology"));
    expect(codes("practitioner nurse, family")).toEqual(codes("Family Nurse Practitioner"));
  });
});

describe("a lead's words beside the codes on file", () => {
  test.each([
    ["Nurse Practitioner", "363LF0000X", "same"],
    ["Nurse Practitioner", "363L00000X", "same"],
    ["FNP", "363L00000X", "related"],
    ["Physician Assistant", "363AM0700X", "same"],
    ["PA - ortho", "363A00000X", "same"],
    ["Cardiology", "207RC0000X", "same"],
    ["Cardiology", "207RI0011X", "same"],
    ["Cardiology", "207R00000X", "related"],
    ["Cardiology", "2080P0202X", "related"],
    ["Cardiology", "207RG0100X", "family"],
    ["Interventional Cardiology", "207RC0000X", "related"],
    ["Internal Medicine", "207RC0000X", "related"],
    ["Internal Medicine", "208M00000X", "related"],
    ["Internal Medicine", "207X00000X", "family"],
    ["Hospitalist", "207R00000X", "related"],
    ["Hospitalist", "207Q00000X", "related"],
    ["General Practice", "207QA0505X", "related"],
    ["Pediatrics", "2080P0210X", "related"],
    ["Pediatrics", "207RN0300X", "family"],
    ["Pediatric Cardiology", "208000000X", "related"],
    ["Ophthalmology", "207WX0107X", "same"],
    ["Pain Management", "207L00000X", "related"],
    ["Anesthesiology", "208VP0014X", "related"],
    ["Vascular Surgery", "208600000X", "related"],
    ["General Surgery", "2086S0129X", "related"],
    ["Radiation Oncology", "2085R0202X", "family"],
    ["Psychiatry", "2084N0400X", "family"],
    ["Oral Surgery", "204E00000X", "same"],
    ["RN", "363LF0000X", "differs"],
    ["Cardiology", "363LF0000X", "differs"],
    ["Dentist", "1223X0400X", "same"],
    ["Psychologist", "1041C0700X", "family"],
    ["Physician", "207X00000X", "family"],
  ])("%s with %s on file: %s", (text, code, level) => {
    expect(compared(text, code)).toBe(level);
  });

  test("any of the codes on file will do", () => {
    expect(compared("Cardiology", "390200000X", "207RC0000X")).toBe("same");
  });
});

describe("the table", () => {
  const rows = `${physicianSpecialties}${nurseSpecialties}${clinicianSpecialties}`
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("|"));

  test("names every code once, and its words lead back to it", () => {
    expect(rows.length).toBeGreaterThanOrEqual(500);
    expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
    for (const [code = "", words = ""] of rows) {
      expect(code).toMatch(/^[0-9A-Z]{9}X$/);
      expect(taxonomyWords(code)).toBe(words);
      expect(specialtyCodes(words).codes, words).toContain(code);
      expect(taxonomyGroup(code), code).not.toBe("organization");
    }
  });

  test("every name leads to its code", () => {
    for (const [code = "", , names = ""] of rows) {
      for (const name of names.split(";").filter(Boolean)) {
        expect(specialtyCodes(name).codes, name).toContain(code);
      }
    }
  });

  test("every phrase has codes that exist", () => {
    const codes = rows.map(([code = ""]) => code);
    for (const line of specialtyPhrases.trim().split("\n")) {
      const [term = "", beginnings = ""] = line.split("|");
      for (const beginning of beginnings.split(" ")) {
        expect(
          codes.some((code) => code.startsWith(beginning)),
          `${term}: ${beginning}`,
        ).toBe(true);
      }
    }
  });

  test("credentials are groups that credentials are read as", () => {
    const groups = new Set(groupOfCredential.values());
    for (const [code = ""] of rows) {
      for (const group of specialtyCodes(code).credentials) expect(groups, code).toContain(group);
    }
  });
});

test.each([
  ["207RC0000X", "cardiology"],
  ["207R00000X", "207R"],
  ["208D00000X", "208D"],
  ["208VP0014X", "pain"],
  ["2081P2900X", "pain"],
  ["2080P0202X", "pediatric_cardiology"],
  ["207ZZ9999X", "207Z"],
  ["363LF0000X", "363L"],
  ["163WX9999X", "163W"],
  ["261QP2300X", "organization"],
  ["", "organization"],
])("taxonomyGroup(%s) is %s", (code, group) => {
  expect(taxonomyGroup(code)).toBe(group);
});

test.each<[string, SpecialtyFamily]>([
  ["207RC0000X", "physician"],
  ["204E00000X", "physician"],
  ["1223S0112X", "dentist"],
  ["124Q00000X", "technician"],
  ["163W00000X", "nurse"],
  ["164W00000X", "nurse"],
  ["363LF0000X", "advanced-practice"],
  ["364S00000X", "advanced-practice"],
  ["367500000X", "advanced-practice"],
  ["367A00000X", "advanced-practice"],
  ["363A00000X", "physician-assistant"],
  ["183500000X", "pharmacy"],
  ["225100000X", "therapy"],
  ["235Z00000X", "therapy"],
  ["103T00000X", "behavioral"],
  ["1041C0700X", "behavioral"],
  ["106H00000X", "behavioral"],
  ["152W00000X", "eye"],
  ["111N00000X", "chiropractic"],
  ["213E00000X", "podiatry"],
  ["2471S1302X", "technician"],
  ["390200000X", "student"],
  ["171100000X", "other"],
  ["261QP2300X", "other"],
  ["", "other"],
])("specialtyFamily(%s) is %s", (code, family) => {
  expect(specialtyFamily(code)).toBe(family);
});

test.each([
  ["390200000X", true],
  ["174400000X", true],
  ["171000000X", true],
  ["193200000X", true],
  ["261QP2300X", true],
  ["208D00000X", false],
  ["1710I1002X", false],
  ["207R00000X", false],
  ["363L00000X", false],
])("isUninformativeTaxonomy(%s) is %s", (code, uninformative) => {
  expect(isUninformativeTaxonomy(code)).toBe(uninformative);
});

test("a code outside the table has no words of ours", () => {
  expect(taxonomyWords("261QP2300X")).toBeUndefined();
});

describe("a technician of a physicians' field is no physician", () => {
  test.each(["GI Tech", "ER Tech", "Anesthesia Tech", "Neuro Technologist", "Med Tech"])(
    "%s",
    (text) => {
      expect(specialtyCodes(text)).toMatchObject({ codes: [], families: ["technician"] });
    },
  );

  test.each([
    ["Dialysis Tech", ["247200000X"]],
    ["Dental Tech", ["126800000X"]],
    ["CST", ["246ZS0410X"]],
    ["Mammo Tech", ["2471M2300X"]],
  ])("%s", (text, codes) => {
    expect(specialtyCodes(text).codes).toEqual(codes);
  });

  test("what we do not know stays unknown", () => {
    expect(specialtyCodes("Flubber Tech")).toEqual(nothing);
    expect(specialtyCodes("Information Technology")).toEqual(nothing);
  });
});

describe("units and posts of staffing lists", () => {
  test.each([
    ["MedSurg", ["nurse"]],
    ["MICU RN", ["nurse"]],
    ["MDS Coordinator", ["nurse"]],
    ["School Psych", ["behavioral"]],
    ["Colorectal", ["physician"]],
    ["Resp Therapist", ["therapy"]],
  ])("%s", (text, families) => {
    expect(specialtyCodes(text).families).toEqual(families);
  });

  test("a children's unit is none for adults", () => {
    expect(specialtyCodes("Peds ICU").codes).toEqual(specialtyCodes("PICU").codes);
  });

  test("a unit's name alone speaks for no physician", () => {
    for (const unit of ["Telemetry", "PCU", "Stepdown", "PACU", "Postpartum"]) {
      expect(specialtyCodes(unit).families, unit).not.toContain("physician");
      expect(specialtyCodes(unit).families, unit).toContain("nurse");
    }
  });
});
