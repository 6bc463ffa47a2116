import { describe, expect, it } from "vitest";
import { isDateText } from "../../src/normalize/cells/eaten-date.ts";
import { readScientific } from "../../src/normalize/cells/scientific-number.ts";
import { toPhone } from "../../src/normalize/phone.ts";
import { toZip5 } from "../../src/normalize/places/place.ts";

describe("readScientific", () => {
  it.each([
    ["1.234567893E+09", "1234567893"],
    ["1.234567893e9", "1234567893"],
    ["1,234567893E+09", "1234567893"],
    ["1.2345678930E+09", "1234567893"],
    ["2.139E+03", "2139"],
    ["5E+00", "5"],
    ["1.23457E+09", "lost"],
    ["1.23E+09", "lost"],
    ["1E+09", "lost"],
    ["1.2345678931E+09", "lost"],
    ["1234567893", undefined],
    ["1.5", undefined],
    ["E+09", undefined],
    ["", undefined],
  ])("%s is %s", (text, digits) => {
    expect(readScientific(text)).toBe(digits);
  });
});

describe("isDateText", () => {
  it.each([
    "4-Mar",
    "31-Dec",
    "Mar-04",
    "Sep-58",
    "4-Mar-24",
    "04-Mar-2024",
    "2024-03-04",
    "2024-03-04 00:00:00",
    "2024-03-04T00:00:00.000",
    "3/4/2024",
    "12/31/1999",
    "31.12.1999",
    "3/4/2024 0:00",
  ])("takes %s for a date", (text) => expect(isDateText(text)).toBe(true));

  it.each([
    ["3-4", "nothing is eaten yet"],
    ["MAR-04", "capitals: a license"],
    ["MD-2024", "a license"],
    ["12-34567", "a license"],
    ["2024-13-04", "no month"],
    ["2024-00-00", "no day"],
    ["13/32/2024", "neither a month nor a day"],
    ["May", "a name"],
    ["June-Ann", "a name"],
    ["Mar-Lou", "a name"],
    ["2024", "a year"],
    ["2024-03-04 09:30", "a time of day says that a date was meant"],
    ["617-555-0142", "a telephone number"],
    ["02139-0001", "a ZIP"],
    ["1234567893", "an NPI"],
    ["", "nothing"],
  ])("leaves %s alone: %s", (text) => expect(isDateText(text)).toBe(false));
});

describe("numbers that were saved as decimals or in scientific notation", () => {
  it.each([
    ["2175550142.0", "2175550142"],
    ["2175550142.00", "2175550142"],
    ["2.175550142E+09", "2175550142"],
    ["1.2175550142e10", "2175550142"],
    ["2.17556E+09", ""],
  ])("telephone %s is %s", (text, phone) => expect(toPhone(text)).toBe(phone));

  it.each([
    ["2139", "MA", "02139"],
    ["2139", "", "02139"],
    ["2139.0", "MA", "02139"],
    ["02139.0", "MA", "02139"],
    ["90210.0", "CA", "90210"],
    ["21390001", "MA", "02139"],
    ["21390001.0", "MA", "02139"],
    ["902101234.0", "CA", "90210"],
    ["2139-0001", "MA", "02139"],
    ["601", "PR", "00601"],
    ["2.139E+03", "MA", "02139"],
    ["9.0210E+04", "CA", "90210"],
    ["2139", "CA", ""],
    ["601", "", ""],
    ["2.1E+03", "MA", ""],
  ])("ZIP %s in %s is %s", (text, state, zip) => expect(toZip5(text, state)).toBe(zip));
});
