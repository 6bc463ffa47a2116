import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNpi, readNpi } from "../../src/normalize/npi.ts";

const npi = fc.integer({ min: 100_000_000, max: 299_999_999 }).map((head) => {
  for (let digit = 0; digit < 10; digit++) if (isNpi(`${head}${digit}`)) return `${head}${digit}`;
  throw new Error("no check digit fits");
});

describe("isNpi", () => {
  test.each([
    ["1234567893", true],
    ["1234567890", false],
    ["2000000002", true],
    ["3234567893", false],
    ["123456789", false],
    ["12345678930", false],
    ["", false],
  ])("%s is %s", (text, valid) => {
    expect(isNpi(text)).toBe(valid);
  });

  test("notices every single wrong digit", () => {
    fc.assert(
      fc.property(npi, fc.nat(9), fc.integer({ min: 1, max: 9 }), (good, at, step) => {
        const digit = (Number(good[at]) + step) % 10;
        expect(isNpi(`${good.slice(0, at)}${digit}${good.slice(at + 1)}`)).toBe(false);
      }),
    );
  });
});

describe("readNpi", () => {
  test.each([
    "1234567893",
    " 1234567893 ",
    "123-456-7893",
    "123 456 7893",
    "1234567893.0",
    "1,234,567,893",
    "1.234.567.893",
    "1.234567893E+09",
    "1.234567893e9",
    "1,234567893E+09",
    "'1234567893",
    '="1234567893"',
    "NPI: 1234567893",
    "NPI# 1234567893",
    "\u00a01234567893\u00a0",
    "\u200b1234567893",
    "١٢٣٤٥٦٧٨٩٣",
    "１２３４５６７８９３",
  ])("reads %s", (cell) => {
    expect(readNpi(cell)).toEqual({ kind: "valid", npi: "1234567893" });
  });

  test.each([
    ["1234567890", "check_digit"],
    ["1234567890.0", "check_digit"],
    ["12345", "malformed"],
    ["3234567893", "malformed"],
    ["12345678931", "malformed"],
    ["1234567893 or 1234567893", "malformed"],
    ["Smith", "malformed"],
    ["-1234567893x", "malformed"],
    ["1.23E+09", "scientific"],
    ["1.23456789E+09", "scientific"],
    ["1E9", "scientific"],
    ["", "empty"],
    ["  ", "empty"],
    ["-", "empty"],
    ["N/A", "empty"],
    ["0", "empty"],
    ["0000000000", "empty"],
  ])("%s is %s", (cell, kind) => {
    expect(readNpi(cell).kind).toBe(kind);
  });

  test("takes any text, and never names an NPI that fails its check digit", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[-0-9.,eE+ ']{0,16}$/),
    );
    fc.assert(
      fc.property(cell, (text) => {
        const reading = readNpi(text);
        if (reading.kind === "valid") expect(isNpi(reading.npi)).toBe(true);
      }),
    );
  });
});
