import { describe, expect, it } from "vitest";
import { checkFieldCell, checkUnusedCell } from "../../../src/list/doctor/check-cells.ts";
import { isDateless } from "../../../src/list/doctor/check-columns.ts";
import type { LeadField } from "../../../src/table/columns/lead-field.ts";

describe("a cell of a field", () => {
  it.each<[LeadField, string, string[]]>([
    ["npi", "1234567893", []],
    ["npi", "1234567893.0", ["npi_decimal"]],
    ["npi", "1.23E+09", ["npi_lost_digits"]],
    ["npi", "1234567890", ["npi_check_digit"]],
    ["npi", "12345", ["npi_malformed"]],
    ["npi", "unknown", []],
    ["npi", "########", ["hash_marks"]],
    ["zip", "2139", ["zip_leading_zero"]],
    ["zip", "90210", []],
    ["zip", "213", ["zip_unreadable"]],
    ["zip", "9021", ["zip_unreadable"]],
    ["zip", "K1A 0B1", ["zip_unreadable"]],
    ["phone", "(217) 555-0142", []],
    ["phone", "+1 217 555 0142", []],
    ["phone", "555-0142", ["phone_malformed"]],
    ["phone", "2.17556E+09", ["phone_lost_digits"]],
    ["license_number", "1.2E+07", ["license_lost_digits"]],
    ["license_number", "K1234", []],
    ["license_number", "987-65-4320", ["ssn_cell"]],
    ["email", "e.probst@example.org", []],
    ["email", "e.probst@", ["email_malformed"]],
    ["email", "call first", ["email_malformed"]],
    ["last_name", "TRUE", ["truth_value"]],
    ["first_name", "False", ["truth_value"]],
    ["city", "TRUE", []],
    ["last_name", "Mu?oz", ["question_mark"]],
    ["full_name", "Probst?", []],
    ["full_name", "=1+1", ["formula_cell"]],
    ["full_name", "-", []],
    ["full_name", "#NAME?", ["error_value"]],
    ["suffix", "4-Mar", ["eaten_date"]],
    ["organization", "x".repeat(255), ["cut_text"]],
    ["organization", "x".repeat(254), []],
    ["organization", "x".repeat(32_767), ["cut_text"]],
    ["city", "  ", []],
  ])("%s %j: %j", (field, cell, kinds) => {
    expect(checkFieldCell(field, cell, "MA")).toEqual(kinds);
  });
});

describe("a cell of a column that is not used", () => {
  it.each<[string, boolean, string[]]>([
    ["a note", false, []],
    ["=1+1", false, ["formula_cell"]],
    ["+1 217 555 0142", false, []],
    ["987-65-4320", false, ["ssn_cell"]],
    ["Caf\u00c3\u00a9", false, ["misread_text"]],
    ["4-Mar", true, ["eaten_date"]],
    ["4-Mar", false, []],
    ["2139", false, []],
  ])("%j: %j %j", (cell, noDates, kinds) => {
    expect(checkUnusedCell(cell, noDates)).toEqual(kinds);
  });

  it("may hold a date, or may not", () => {
    const names = [
      "Street Address",
      "Suite",
      "Client ID",
      "LicenseNo",
      "Last Contact",
      "Hire Date",
    ];
    expect(names.filter(isDateless)).toEqual(names.slice(0, 4));
    expect(["License Issued", "ID Expires", "Notes", "DOB", ""].filter(isDateless)).toEqual([]);
  });
});
