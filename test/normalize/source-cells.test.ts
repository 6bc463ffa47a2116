import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asOfFromName, asOfFromTitle, rangeDays } from "../../src/import/source-name.ts";
import {
  toIsoDate,
  toPhoneText,
  toStateText,
  toText,
  toWhole,
  toZipText,
} from "../../src/normalize/cells/source-cells.ts";

describe("cells of NPPES files", () => {
  it.each([
    ["  QUILLFEATHER ", "QUILLFEATHER"],
    ["o'Sample", "o'Sample"],
    ["<UNAVAIL>", ""],
    ["<unavail>", ""],
    ["--", ""],
    ["$$$$$$$$$", ""],
    ["=========", ""],
    ["_________", ""],
    ["*", ""],
    ["0000000000", ""],
    ["00000000", ""],
    ["0012345", "0012345"],
    ["#12-3", "#12-3"],
    ["6.03E+11", "6.03E+11"],
    ["   ", ""],
  ])("text %j is %j", (cell, text) => {
    expect(toText(cell)).toBe(text);
  });

  it.each([
    ["1.0", "1"],
    ["688482168.0", "688482168"],
    ["0012345", "0012345"],
    ["A1.0", "A1.0"],
    ["1.02203E+12", "1.02203E+12"],
    ["0000000000.0", ""],
  ])("number %j is %j", (cell, text) => {
    expect(toWhole(cell)).toBe(text);
  });

  it.each([
    ["07/08/2020", "2020-07-08"],
    ["6/1/26", "2026-06-01"],
    ["12/31/05", "2005-12-31"],
    ["1/2/99", "1999-01-02"],
    ["6/1/2026", "2026-06-01"],
    ["2020-07-08", "2020-07-08"],
    ["2020-07-08T00:00:00", "2020-07-08"],
    ["2/29/2024", "2024-02-29"],
    ["2/29/2023", ""],
    ["13/01/2020", ""],
    ["00/00/0000", ""],
    ["yesterday", ""],
    ["", ""],
  ])("date %j is %j", (cell, date) => {
    expect(toIsoDate(cell)).toBe(date);
  });

  it.each([
    ["GEORGIA", "US", "GA"],
    ["PUERTO RICO", "", "PR"],
    ["tx", "US", "TX"],
    ["ONTARIO", "CA", "ONTARIO"],
    ["GEORGIA", "GE", "GEORGIA"],
    ["KANAGAWA", "US", "KANAGAWA"],
  ])("state %j in %j is %j", (cell, country, state) => {
    expect(toStateText(cell, country)).toBe(state);
  });

  it.each([
    ["041023134", "ME", "US", "041023134"],
    ["04102-3134", "ME", "US", "041023134"],
    ["41023134", "ME", "US", "041023134"],
    ["4416", "ME", "US", "04416"],
    ["41023134.0", "ME", "", "041023134"],
    ["9012345", "PR", "US", "009012345"],
    ["4416", "TX", "US", "4416"],
    ["4416", "", "US", "4416"],
    ["88203947", "NM", "US", "88203947"],
    ["88203947", "NJ", "US", "088203947"],
    ["M5V 2T6", "ONTARIO", "CA", "M5V 2T6"],
    ["4416", "ME", "CA", "4416"],
  ])("ZIP %j in %j %j is %j", (cell, state, country, zip) => {
    expect(toZipText(cell, state, country)).toBe(zip);
  });

  it.each([
    ["6145550123", "US", "6145550123"],
    ["614-555-0123", "", "6145550123"],
    ["3088652512.0", "US", "3088652512"],
    ["0000000000", "US", ""],
    ["1", "US", ""],
    ["44 20 7946 0000", "GB", "44 20 7946 0000"],
  ])("telephone %j in %j is %j", (cell, country, phone) => {
    expect(toPhoneText(cell, country)).toBe(phone);
  });

  it("gives an ISO date or nothing for any text", () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        expect(toIsoDate(cell)).toMatch(/^(\d{4}-\d{2}-\d{2})?$/);
      }),
    );
  });

  it("reads back every day in both American forms", () => {
    const min = new Date("1970-01-01");
    const max = new Date("2069-12-31");
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (day) => {
        const iso = day.toISOString().slice(0, 10);
        const [year = "", month = "", date = ""] = iso.split("-");
        expect(toIsoDate(`${month}/${date}/${year}`)).toBe(iso);
        expect(toIsoDate(`${Number(month)}/${Number(date)}/${year.slice(2)}`)).toBe(iso);
      }),
    );
  });
});

describe("names of files", () => {
  it.each([
    ["npidata_pfile_20050523-20260809.csv", "2026-08-09"],
    ["NPPES_Data_Dissemination_010124_010724_Weekly_V2.zip", "2024-01-07"],
    ["NPPES_Deactivated_NPI_Report_100923_V2.zip", "2023-10-09"],
    ["NPPES Deactivated NPI Report 20231009.xlsx", "2023-10-09"],
    ["npidata_pfile_20240101-20241399.csv", undefined],
    ["nucc_taxonomy_251.csv", undefined],
    ["leads-2.csv", undefined],
  ])("%s is as of %s", (name, date) => {
    expect(asOfFromName(name)).toBe(date);
  });

  it("tells how many days a file covers", () => {
    expect(rangeDays("npidata_pfile_20240101-20240107.csv")).toBe(6);
    expect(rangeDays("npidata_pfile_20050523-20260809.csv")).toBe(7748);
    expect(rangeDays("npidata.csv")).toBeUndefined();
  });

  it("reads the report's title", () => {
    expect(asOfFromTitle("NPPES Deactivated Records as of Oct 09 2023")).toBe("2023-10-09");
    expect(asOfFromTitle("as of October 9, 2023")).toBe("2023-10-09");
    expect(asOfFromTitle("NPPES Deactivated Records")).toBeUndefined();
  });
});
