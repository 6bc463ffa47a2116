import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type WorkbookParts, workbookOf } from "../../helpers/workbook.ts";
import { readList, tempFolder } from "../temp-list.ts";

const path = join(await tempFolder(), "leads.xlsx");

/** Reads a workbook of one column, `Name`, with one cell below it (`A2`). */
async function readCell(cell: string, parts: Omit<WorkbookParts, "sheets"> = {}) {
  const header = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>';
  const sheets = { Leads: `${header}<row r="2">${cell}</row>` };
  const { rows } = await readList(path, workbookOf({ sheets, ...parts }));
  expect(rows).toHaveLength(1);
  const [row] = rows;
  return { text: row?.cells[0], value: row?.values?.[0], problems: row?.cellProblems };
}

const shared = (inner: string) => ({ strings: `<si>${inner}</si>` });
const first = '<c r="A2" t="s"><v>0</v></c>';
const number = (value: string) => `<c r="A2"><v>${value}</v></c>`;
const styled = (value: string) => `<c r="A2" s="1"><v>${value}</v></c>`;

describe("cells are read as they are meant", () => {
  test.each<[what: string, cell: string, text: string, parts?: Omit<WorkbookParts, "sheets">]>([
    ["an NPI as a number", number("1234567893"), "1234567893"],
    ["an NPI in scientific notation", number("1.234567893E9"), "1234567893"],
    ["a fraction", number("0.1"), "0.1"],
    ["a tiny number", number("1.5E-7"), "1.5e-7"],
    ["a negative number", number("-42"), "-42"],
    ["minus zero", number("-0"), "0"],
    ["more digits than a number keeps", number("12345678901234567890"), "12345678901234567890"],
    ["such a number as Excel keeps it", number("1.2345678901234567E19"), "12345678901234567000"],
    ["a ZIP whose zeros are a format", styled("2139"), "02139", { formats: ["00000"] }],
    ["a ZIP+4", styled("21390001"), "02139-0001", { formats: ["00000-0000"] }],
    [
      "a ZIP+4 as Excel writes the format",
      styled("21390001"),
      "02139-0001",
      { formats: ["00000\\-0000"] },
    ],
    [
      "a quoted hyphen, a locale",
      styled("21390001"),
      "02139-0001",
      { formats: ['[$-409]00000"-"0000;@'] },
    ],
    ["more digits than zeros", styled("123456789"), "123456789", { formats: ["00000"] }],
    ["a fraction under zeros", styled("2.5"), "2.5", { formats: ["00000"] }],
    ["a negative under zeros", styled("-5"), "-5", { formats: ["00000"] }],
    ["money", styled("1234.5"), "1234.5", { formats: ['"$"#,##0.00'] }],
    ["a percentage", styled("0.25"), "0.25", { formats: ["0.00%"] }],
    ["a unit in quotes is no date", styled("5"), "5", { formats: ['0 "days"'] }],
    ["a color is no date", styled("5"), "5", { formats: ["[Red]0.0"] }],
    ["a date", styled("45352"), "2024-03-01", { formats: ["m/d/yyyy"] }],
    [
      "a date in words",
      styled("45352"),
      "2024-03-01",
      { formats: ["[$-F800]dddd, mmmm dd, yyyy"] },
    ],
    [
      "a date and time",
      styled("45352.395833333336"),
      "2024-03-01T09:30:00",
      { formats: ["m/d/yy h:mm"] },
    ],
    ["a month", styled("45352"), "2024-03-01", { formats: ["mmm"] }],
    ["a time alone", styled("0.39583333333333331"), "09:30:00", { formats: ["h:mm AM/PM"] }],
    ["minutes and seconds", styled("0.39583333333333331"), "09:30:00", { formats: ["mm:ss.0"] }],
    ["hours beyond a day", styled("1.09375"), "26:15:00", { formats: ["[h]:mm"] }],
    ["a time that hides its day", styled("45352.5"), "2024-03-01T12:00:00", { formats: ["h:mm"] }],
    ["Excel's day that never was", styled("60"), "1900-02-29", { formats: ["yyyy-mm-dd"] }],
    ["a day before it", styled("59"), "1900-02-28", { formats: ["yyyy-mm-dd"] }],
    ["the first day of 1900", styled("1"), "1900-01-01", { formats: ["yyyy-mm-dd"] }],
    ["the first sound day", styled("61"), "1900-03-01", { formats: ["yyyy-mm-dd"] }],
    ["the last day", styled("2958465"), "9999-12-31", { formats: ["yyyy-mm-dd"] }],
    ["beyond it", styled("2958466"), "2958466", { formats: ["yyyy-mm-dd"] }],
    ["a negative date", styled("-1"), "-1", { formats: ["yyyy-mm-dd"] }],
    [
      "days from 1904",
      styled("43890"),
      "2024-03-01",
      { formats: ["yyyy-mm-dd"], properties: '<workbookPr date1904="1"/>' },
    ],
    [
      "the first day of 1904",
      styled("0"),
      "1904-01-01",
      { formats: ["yyyy-mm-dd"], properties: '<workbookPr date1904="true"/>' },
    ],
    ["an ISO date", '<c r="A2" t="d"><v>2024-03-01</v></c>', "2024-03-01"],
    [
      "an ISO date and time",
      '<c r="A2" t="d"><v>2024-03-01T09:30:00Z</v></c>',
      "2024-03-01T09:30:00",
    ],
    ["true", '<c r="A2" t="b"><v>1</v></c>', "TRUE"],
    ["false", '<c r="A2" t="b"><v>0</v></c>', "FALSE"],
    ["a formula with a number", '<c r="A2"><f>B2*2</f><v>14</v></c>', "14"],
    ["a formula with a text", '<c r="A2" t="str"><f>B2</f><v>Jane Doe</v></c>', "Jane Doe"],
    [
      "a formula with an empty text",
      '<c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c>',
      "",
    ],
    ["a shared formula", '<c r="A2"><f t="shared" si="0"/><v>7</v></c>', "7"],
    ["a formula that padded", '<c r="A2" t="str"><f>TEXT(B2,"00000")</f><v>02139</v></c>', "02139"],
    ["a shared string", first, "Jane Doe", shared("<t>Jane Doe</t>")],
    ["spaces around it", first, "  Jane ", shared('<t xml:space="preserve">  Jane </t>')],
    [
      "rich text",
      first,
      "Jane Doe, MD",
      shared("<r><rPr><b/></rPr><t>Jane </t></r><r><t>Doe</t></r><r><t>, MD</t></r>"),
    ],
    [
      "a phonetic reading beside it",
      first,
      "東京",
      shared('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>'),
    ],
    [
      "rich text in the cell",
      '<c r="A2" t="inlineStr"><is><r><t>a </t></r><r><rPr><b/></rPr><t>b</t></r></is></c>',
      "a b",
    ],
    [
      "CDATA",
      '<c r="A2" t="inlineStr"><is><t><![CDATA[Smith & Sons <MD>]]></t></is></c>',
      "Smith & Sons <MD>",
    ],
    ["entities", first, "O'Hara & Co é", shared("<t>O&apos;Hara &amp; Co &#xE9;</t>")],
    ["an escaped return", first, "a\r\nb", shared("<t>a_x000D_&#10;b</t>")],
    ["an escape that is none", first, "_x000D_", shared("<t>_x005F_x000D_</t>")],
    ["an escape is decoded once", first, "_x005F_", shared("<t>_x005F_x005F_</t>")],
    ["what only looks like one", first, "_x00_ _xZZZZ_", shared("<t>_x00_ _xZZZZ_</t>")],
    ["an escape in a result", '<c r="A2" t="str"><f>B2</f><v>a_x0009_b</v></c>', "a\tb"],
    ["letters beyond the BMP", first, "👩‍⚕️ Ĳ é", shared("<t>👩‍⚕️ Ĳ é</t>")],
    ["spaces in front of a number", number(" 42 "), "42"],
  ])("%s", async (_what, cell, text, parts) => {
    expect((await readCell(cell, parts)).text).toBe(text);
  });

  test("the stored value goes along with its format", async () => {
    const zip = await readCell(styled("2139"), { formats: ["00000"] });
    expect(zip.value).toEqual({ value: 2139, format: "00000" });
    const date = await readCell(styled("45352.25"), { formats: ["m/d/yy h:mm"] });
    expect(date.value).toEqual({ value: new Date("2024-03-01T06:00:00Z"), format: "m/d/yy h:mm" });
    const result = await readCell('<c r="A2"><f>B2</f><v>14</v></c>');
    expect(result.value).toEqual({ value: 14 });
    expect((await readCell('<c r="A2" t="b"><v>1</v></c>')).value).toEqual({ value: true });
  });
});

describe("cells whose value cannot be had are named", () => {
  test.each<[string, string, string, string?]>([
    ["a formula nobody calculated", '<c r="A2"><f>B2*2</f></c>', "uncalculated_formula"],
    ["as openpyxl writes it", '<c r="A2"><f>B2*2</f><v></v></c>', "uncalculated_formula"],
    [
      "as xlsxwriter writes it",
      '<c r="A2"><f>B2*2</f><v>0</v></c>',
      "uncalculated_formula",
      '<calcPr calcId="124519" fullCalcOnLoad="1"/>',
    ],
    ["an error", '<c r="A2" t="e"><v>#N/A</v></c>', "formula_error"],
    ["a formula's error", '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "formula_error"],
  ])("%s", async (_what, cell, problem, properties = "") => {
    const read = await readCell(cell, { properties });
    expect(read).toMatchObject({ text: "", problems: [{ column: 0, problem }] });
  });

  test("a 0 that was calculated is a 0", async () => {
    expect(await readCell('<c r="A2"><f>B2*2</f><v>0</v></c>')).toMatchObject({ text: "0" });
  });
});

describe("what is not surely right is refused by name", () => {
  test.each<[string, string, string, Omit<WorkbookParts, "sheets">?]>([
    ["a shared string that is missing", '<c r="A2" t="s"><v>1</v></c>', "xlsx_damaged", shared("")],
    ["a shared string without number", '<c r="A2" t="s"><v>x</v></c>', "xlsx_damaged", shared("")],
    ["shared strings that are missing", first, "xlsx_damaged"],
    ["a format that is missing", '<c r="A2" s="7"><v>1</v></c>', "xlsx_damaged"],
    ["a number that is none", number("12O4"), "xlsx_unsupported"],
    ["a number without bounds", number("1e999"), "xlsx_unsupported"],
    ["a hexadecimal number", number("0x1F"), "xlsx_unsupported"],
    ["a date that is none", '<c r="A2" t="d"><v>2024-02-30</v></c>', "xlsx_unsupported"],
    ["an unknown type", '<c r="A2" t="zz"><v>1</v></c>', "xlsx_unsupported"],
    ["a truth value that is none", '<c r="A2" t="b"><v>2</v></c>', "xlsx_unsupported"],
    ["two values", '<c r="A2"><v>1</v><v>2</v></c>', "xlsx_damaged"],
    ["an unknown element", '<c r="A2"><w>1</w></c>', "xlsx_unsupported"],
    ["an unknown element in a text", first, "xlsx_unsupported", shared("<t>a</t><ruby>b</ruby>")],
    ["a cell of another row", '<c r="A3"><v>1</v></c>', "xlsx_damaged"],
    ["a cell twice", '<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>', "xlsx_damaged"],
    ["cells out of order", '<c r="B2"><v>1</v></c><c r="A2"><v>2</v></c>', "xlsx_damaged"],
    ["a cell that no sheet has", '<c r="XFE2"><v>1</v></c>', "xlsx_damaged"],
    ["a list too wide", '<c r="XFD2"><v>1</v></c>', "xlsx_too_large"],
    ["a cell too long", `<c r="A2" t="str"><v>${"x".repeat(2_000_000)}</v></c>`, "xlsx_too_large"],
  ])("%s", async (_what, cell, code, parts) => {
    await expect(readCell(cell, parts)).rejects.toMatchObject({
      code,
      exitCode: 3,
      hint: expect.stringMatching(/Save|save|Split/),
    });
  });
});
