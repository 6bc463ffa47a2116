import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { licenseKeys, toLicenseNumber } from "../../src/normalize/license.ts";
import { toSuffix } from "../../src/normalize/names/suffix.ts";
import { toPhone } from "../../src/normalize/phone.ts";

describe("toPhone", () => {
  test.each([
    ["2075550123", "2075550123"],
    ["(207) 555-0123", "2075550123"],
    ["+1 207.555.0123", "2075550123"],
    ["1-207-555-0123", "2075550123"],
    ["207-555-0123 x45", "2075550123"],
    ["207-555-0123 ext. 4567", "2075550123"],
    ["2075550123.0", "2075550123"],
    ["207-555-0123 / 207-555-0199", "2075550123"],
    ["none; 207-555-0123", "2075550123"],
    ["555-0123", ""],
    ["0000000000", ""],
    ["2222222222", ""],
    ["2070000000", ""],
    ["2079999999", ""],
    ["1075550123", ""],
    ["2071550123", ""],
    ["2.07555E+09", ""],
    ["", ""],
  ])("%s → %s", (text, phone) => {
    expect(toPhone(text)).toBe(phone);
  });

  test("gives ten digits or nothing, and keeps what it gave", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-0-9() .x+]{7,18}$/)), (text) => {
        const phone = toPhone(text);
        expect(phone).toMatch(/^(?:[2-9]\d{2}[2-9]\d{6})?$/);
        expect(toPhone(phone)).toBe(phone);
      }),
    );
  });
});

describe("toLicenseNumber", () => {
  test.each([
    ["MD0012345", "MD0012345"],
    ["md-12345", "MD12345"],
    ["0012345", "12345"],
    ["036.123456", "036123456".slice(1)],
    ["Lic# 12345", "12345"],
    ["12345.0", "12345"],
    ["$$$$$$$$$", ""],
    ["=========", ""],
    ["NA", ""],
    ["None", ""],
    ["PENDING", ""],
    ["000000", ""],
    ["99999", ""],
    ["12", ""],
    ["6.03E+11", ""],
    ["", ""],
  ])("%s → %s", (text, number) => {
    expect(toLicenseNumber(text)).toBe(number);
  });
});

describe("licenseKeys", () => {
  test.each([
    ["MD0012345", "Texas", ["TX:MD0012345", "TX:12345"]],
    ["12345", "TX", ["TX:12345"]],
    ["PHYS12345", "tx", ["TX:PHYS12345", "TX:12345"]],
    ["ABCDE12345", "TX", ["TX:ABCDE12345"]],
    ["MD123", "TX", ["TX:MD123"]],
    ["12345", "", []],
    ["12345", "Ontario", []],
    ["NONE", "TX", []],
  ])("%s in %s", (number, state, keys) => {
    expect(licenseKeys(number, state)).toEqual(keys);
  });

  test("meets with and without the profession prefix", () => {
    const [, bare] = licenseKeys("RN-0456789", "OH");
    expect(licenseKeys("456789", "Ohio")).toContain(bare);
  });
});

test.each([
  ["Jr.", "JR"],
  ["junior", "JR"],
  ["SR", "SR"],
  ["2nd", "II"],
  ["iii", "III"],
  ["IV", "IV"],
  ["V", "V"],
  ["I", ""],
  ["MD", ""],
  ["--", ""],
  ["", ""],
])("toSuffix(%s) is %s", (text, suffix) => {
  expect(toSuffix(text)).toBe(suffix);
});
