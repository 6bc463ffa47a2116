import { describe, expect, it } from "vitest";
import { cellDamage, textDamage } from "../../src/enrich/rows/cell-damage.ts";
import type { LeadField } from "../../src/table/columns/lead-field.ts";

describe("textDamage", () => {
  it.each([
    ["Mary_x000D_ Ann", ["escaped_characters"]],
    ["Pro\u200bbst", ["invisible_characters"]],
    ["Pro\u00adbst", ["invisible_characters"]],
    ["\ufeffProbst", ["invisible_characters"]],
    ["Mary\u00a0Ann", ["odd_spaces"]],
    ["O\u2019Brien", ["curly_quotes"]],
    ["\u201cBob\u201d Probst", ["curly_quotes"]],
    ["Jos\u00c3\u00a9", ["misread_text"]],
    ["O\u00e2\u20ac\u2122Brien", ["misread_text", "curly_quotes"]],
    ["'07060", ["leading_apostrophe"]],
    ["#N/A", ["error_value"]],
    ["#REF!", ["error_value"]],
    ["########", ["hash_marks"]],
    ["Jos\ufffd", ["lost_characters"]],
    ["Jos\u00ef\u00bf\u00bd", ["misread_text", "lost_characters"]],
    ["'t Hooft", []],
    ["Zo\u00eb Fairwether", []],
    ["12 Elm St, #4", []],
    ["two\nlines", []],
    ["", []],
  ])("%j shows %j", (cell, kinds) => expect(textDamage(cell)).toEqual(kinds));
});

describe("cellDamage", () => {
  it.each<[LeadField, string, string, string[]]>([
    ["npi", "1234567893", "", []],
    ["npi", "1234567893.0", "", ["npi_decimal"]],
    ["npi", "1.234567893E+09", "", ["npi_exponent"]],
    ["npi", "1,234,567,893", "", ["npi_grouped"]],
    ["npi", "1.23E+09", "", []],
    ["npi", "4-Mar", "", ["eaten_date"]],
    ["npi", "'1234567893", "", ["leading_apostrophe"]],
    ["zip", "02139", "MA", []],
    ["zip", "2139", "MA", ["zip_leading_zero"]],
    ["zip", "2139.0", "MA", ["zip_decimal", "zip_leading_zero"]],
    ["zip", "90210.0", "CA", ["zip_decimal"]],
    ["zip", "21390001", "MA", ["zip_leading_zero"]],
    ["zip", "2139-0001", "MA", ["zip_leading_zero"]],
    ["zip", "90210-123", "CA", []],
    ["zip", "2139", "CA", []],
    ["phone", "2175550142.0", "", ["phone_decimal"]],
    ["phone", "2.175550142E+09", "", ["phone_exponent"]],
    ["phone", "2.17556E+09", "", []],
    ["phone", "(217) 555-0142", "", []],
    ["license_number", "12345.0", "", ["license_decimal"]],
    ["license_number", "Mar-04", "", ["eaten_date"]],
    ["suffix", "4-Mar", "", ["eaten_date"]],
    ["last_name", "2024-03-04", "", ["eaten_date"]],
    ["graduation_year", "2012-05-20", "", []],
    ["city", "San Jos\u00c3\u00a9\u00a0", "", ["misread_text"]],
  ])("%s %j in %j shows %j", (field, cell, state, kinds) =>
    expect(cellDamage(field, cell, state)).toEqual(kinds),
  );
});
