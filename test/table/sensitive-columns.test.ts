import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/model/errors.ts";
import { mapColumns } from "../../src/table/columns/map-columns.ts";
import {
  findSensitiveColumns,
  isSsnText,
  sensitiveName,
} from "../../src/table/columns/sensitive-columns.ts";

describe("sensitiveName", () => {
  it.each([
    ["ssn", ["SSN", "ssn", "SSN #", "Provider SSN", "Social Security Number", "SocSec", "SS#"]],
    ["ssn", ["Last 4 SSN", "last_four_ssn", "Soc Sec No", "ITIN"]],
    [
      "birth_date",
      ["DOB", "dob", "D.O.B.", "Date of Birth", "BirthDate", "birth_date", "Birthday"],
    ],
    ["birth_date", ["Provider Birth Date", "Year of Birth", "Born", "B-Day"]],
    ["patient", ["Patient Name", "PatientID", "Patient First Name", "MRN", "Medical Record #"]],
    ["patient", ["Diagnosis", "Dx Code", "ICD-10", "Chief Complaint", "Patient DOB"].slice(0, 4)],
    ["patient", ["Member ID", "Insurance Member ID", "Subscriber ID", "Beneficiary Number", "MBI"]],
  ])("%s: %j", (kind, headers) => {
    expect(headers.map(sensitiveName)).toEqual(headers.map(() => kind));
  });

  it.each([
    "NPI",
    "Name",
    "Provider ID",
    "Tax ID",
    "License Number",
    "Accepting New Patients",
    "Patients per Day",
    "PT Name",
    "PT License Number",
    "Member Name",
    "Hire Date",
    "Birth State",
    "Diagnostic Radiology",
    "Medicaid ID",
    "Policy",
    "Class",
    "Session",
    "",
  ])("leaves %j alone", (header) => expect(sensitiveName(header)).toBeUndefined());
});

describe("findSensitiveColumns", () => {
  const kindOf = (column: string, cells: readonly string[]) =>
    findSensitiveColumns(
      [column],
      cells.map((cell) => [cell]),
    )[0];

  it.each<[string, string, string, string[]]>([
    ["SSNs", "Ref", "ssn", ["219-09-9999"]],
    ["SSNs with gaps", "Tax ID", "ssn", ["219-09-9999", "", "078-05-1120", "pending"]],
    ["birth dates", "Date", "birth_date", ["1961-04-02", "1975-11-30", "1988-01-09"]],
    ["birth dates in words", "", "birth_date", ["4/2/1961", "11/30/1975", "1/9/1988"]],
  ])("finds %s under %j", (_, column, kind, cells) => {
    expect(kindOf(column, cells)).toEqual({ index: 0, column, kind, by: "content" });
  });

  it.each<[string, string, string[]]>([
    ["dates under a name that says which", "Hired", ["1961-04-02", "1975-11-30", "1988-01-09"]],
    ["dates too late to be births", "Date", ["2019-04-02", "2021-11-30", "2024-01-09"]],
    ["two dates", "Date", ["1961-04-02", "1975-11-30"]],
    ["ZIP+4", "Ref", ["02139-0001", "90210-1234"]],
    ["employers' numbers", "Tax ID", ["12-3456789", "98-7654321"]],
    ["numbers never issued", "Ref", ["000-12-3456", "666-12-3456", "123-00-4567", "123-45-0000"]],
    ["one such number among others", "Ref", ["219-09-9999", "A-1", "A-2"]],
  ])("leaves %s alone", (_, column, cells) => expect(kindOf(column, cells)).toBeUndefined());

  it("knows the number by its shape", () => {
    expect(["219-09-9999", "912-70-1234"].map(isSsnText)).toEqual([true, true]);
    expect(["219099999", "219-09-99990", "x219-09-9999"].map(isSsnText)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("mapColumns", () => {
  const tests = { license_number: { settles: (cell: string) => /\d/.test(cell) } };

  it("gives a sensitive column to no field, by name or by content", () => {
    const columns = ["License", "Patient Name", "Name"];
    const row = ["219-09-9999", "Euphemia Probst", "Desmond Vale"];
    const { mapping } = mapColumns(columns, [row, row, row], new Map(), tests);
    expect(Object.entries(mapping).map(([field, { column }]) => [field, column])).toEqual([
      ["full_name", "Name"],
    ]);
  });

  it.each([
    ["SSN", []],
    ["Ref", [["219-09-9999"]]],
  ])("refuses --map of %s", (column, sample) => {
    const map = () => mapColumns([column], sample, new Map([["license_number", column]]));
    expect(map).toThrow(UsageError);
    expect(map).toThrow("looks like Social Security numbers");
    expect(map).not.toThrow("219");
  });
});
