import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCity, toState, toZip5 } from "../../src/normalize/places/place.ts";

test.each([
  ["TX", "TX"],
  ["tx", "TX"],
  ["Texas", "TX"],
  ["N. Carolina", "NC"],
  ["D.C.", "DC"],
  ["District of Columbia", "DC"],
  ["PUERTO RICO", "PR"],
  ["GEORGIA", "GA"],
  ["AE", "AE"],
  ["Mass.", "MA"],
  ["TX - Texas", "TX"],
  ["Texas (TX)", "TX"],
  ["US-CA", "CA"],
  ["ONTARIO", ""],
  ["KANAGAWA", ""],
  ["XX", ""],
  ["", ""],
])("toState(%s) is %s", (text, state) => {
  expect(toState(text)).toBe(state);
});

describe("toZip5", () => {
  test.each([
    ["02139", undefined, "02139"],
    ["021393712", undefined, "02139"],
    ["02139-3712", undefined, "02139"],
    ["02139 3712", undefined, "02139"],
    ["02139-", undefined, "02139"],
    ["77001.0", undefined, "77001"],
    ["2139", undefined, "02139"],
    ["2139.0", "MA", "02139"],
    ["2139-3712", "Massachusetts", "02139"],
    ["21393712", "MA", "02139"],
    ["2139", "TX", ""],
    ["2139", "", "02139"],
    ["88203947", "NM", "88203"],
    ["88203947", "NJ", "08820"],
    ["601", "PR", "00601"],
    ["601", undefined, ""],
    ["6012345", "PR", "00601"],
    ["00000", undefined, ""],
    ["99999", undefined, ""],
    ["K1A 0B1", undefined, ""],
    ["12", undefined, ""],
    ["123456", undefined, ""],
    ["", "MA", ""],
  ])("%s in %s is %s", (text, state, zip) => {
    expect(toZip5(text, state)).toBe(zip);
  });

  test("gives five digits or nothing for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 .-]{2,11}$/)), (text) => {
        expect(toZip5(text)).toMatch(/^(?:\d{5})?$/);
      }),
    );
  });
});

test.each([
  ["St. Louis", "SAINTLOUIS"],
  ["SAINT LOUIS", "SAINTLOUIS"],
  ["E. St. Louis, IL", "EASTSAINTLOUIS"],
  ["Ft Worth", "FORTWORTH"],
  ["Mt. Vernon NY", "MOUNTVERNON"],
  ["N Las Vegas", "NORTHLASVEGAS"],
  ["Port St Lucie", "PORTSAINTLUCIE"],
  ["Washington, D.C.", "WASHINGTON"],
  ["WASHINGTON DC", "WASHINGTON"],
  ["NYC", "NEWYORK"],
  ["New York", "NEWYORK"],
  ["Kansas City", "KANSASCITY"],
  ["O'Fallon", "OFALLON"],
  ["Winston-Salem", "WINSTONSALEM"],
  ["Boston 02115", "BOSTON"],
  ["", ""],
])("toCity(%s) is %s", (text, city) => {
  expect(toCity(text)).toBe(city);
});
