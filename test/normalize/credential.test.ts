import { describe, expect, test } from "vitest";
import {
  credentialGroups,
  isCredential,
  isCredentialOrName,
} from "../../src/normalize/names/credential.ts";

describe("credentialGroups", () => {
  test.each([
    ["MD", ["MD"]],
    ["M.D.", ["MD"]],
    ["M. D.", ["MD"]],
    ["M.D., FACS", ["MD"]],
    ["MD/PhD", ["MD", "PHD"]],
    ["D.O.", ["DO"]],
    ["PA-C", ["PA"]],
    ["PA C", ["PA"]],
    ["FNP-BC", ["NP"]],
    ["APRN, FNP-C", ["NP"]],
    ["APRN-CNP", ["NP"]],
    ["DNP, CRNA", ["NP", "CRNA"]],
    ["DDS", ["DENTAL"]],
    ["DMD", ["DENTAL"]],
    ["PsyD", ["PHD"]],
    ["Nurse Practitioner", ["NP"]],
    ["Licensed Clinical Social Worker", ["SW"]],
    ["OTR/L", ["OT"]],
    ["BCBA 1-21-52688", ["BCBA"]],
    ["MBBS", ["MD"]],
    ["MS, CCC-SLP", ["SLP"]],
    ["FACP", []],
    ["--", []],
    ["", []],
    ["zebra", []],
  ])("%s → %j", (text, groups) => {
    expect(credentialGroups(text)).toEqual(groups);
  });

  test("keeps MD and DO apart", () => {
    expect(credentialGroups("MD")).not.toEqual(credentialGroups("DO"));
  });
});

test.each(["MD", "PAC", "FNPBC", "APRNCNP", "APRNFNPC", "MSNRN", "FACS", "PHARMD", "LCSW", "MA"])(
  "%s is a credential",
  (token) => {
    expect(isCredential(token)).toBe(true);
  },
);

test.each([
  "SMITH",
  "DORN",
  "MARN",
  "CENA",
  "CHESS",
  "MATHIS",
  "CAPALDO",
  "NG",
  "LI",
  "AN",
  "JR",
  "",
])("%s is no credential", (token) => {
  expect(isCredential(token)).toBe(false);
});

test("some tokens may be either", () => {
  for (const token of ["DO", "MA", "PA", "LI", "AN", "CHE"]) {
    expect(isCredentialOrName(token)).toBe(true);
  }
  for (const token of ["MD", "LCSW", "SMITH"]) expect(isCredentialOrName(token)).toBe(false);
});
