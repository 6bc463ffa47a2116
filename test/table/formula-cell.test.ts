import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { defuseFormula } from "../../src/table/text/defuse-formula.ts";
import { isFormulaCell } from "../../src/table/text/formula-cell.ts";

describe("a formula", () => {
  test.each([
    ["=1+1", "an equals sign"],
    ["=cmd|' /C calc'!A0", "DDE"],
    ["+cmd|' /C calc'!A0", "a plus and no number"],
    ["-2+3+cmd|' /C calc'!A0", "begins like a number"],
    ["@SUM(1+1)*cmd|' /C calc'!A0", "an at sign"],
    ["-foo", "a name behind a minus"],
    ["- ICU Nights", "words behind a minus"],
    [" =1+1", "behind a blank"],
    ["\u00a0=1+1", "behind a no-break space"],
    ["\0=1+1", "behind NUL"],
    ["\ufeff=1+1", "behind a BOM"],
    ["\u200b=1+1", "behind a zero-width space"],
    ["\t=1+1", "behind TAB"],
    ["\r\n=1+1", "behind a line break"],
    ["＝1+1", "full width ="],
    ["＋a", "full width +"],
    ["－a", "full width -"],
    ["＠a", "full width @"],
    ["=", "an equals sign alone"],
    [`+${"1".repeat(60)}`, "too long for a number"],
    ["+1 617 555 0100=1", "a telephone number with more"],
    ["-1\n=2", "a number with a line break"],
  ])("%j: %s", (text) => expect(isFormulaCell(text)).toBe(true));

  test.each([
    ["", "nothing"],
    ["Doe", "a word"],
    ["Doe-Roe", "a minus within"],
    ["jane@example.com", "an address"],
    ["'=1+1", "made inert"],
    ["-1.5", "a number"],
    ["+5", "a number with plus"],
    ["-.5", "a number without its zero"],
    ["-1,234.50", "thousands"],
    ["-5%", "percent"],
    ["-$12", "money"],
    ["-1.2E+05", "scientific"],
    [" -3 ", "a number between blanks"],
    ["+1 617 555 0100", "a telephone number"],
    ["+1 (617) 555-0100", "with parentheses"],
    ["+1.617.555.0100 x12", "with an extension"],
    ["+44 20/7946 0000", "of another country"],
    ["-", "nothing, as lists write it"],
    ["--", "the same"],
    ["+/-", "signs only"],
    ["@", "an at sign alone"],
    ["02139", "a ZIP code"],
  ])("none: %j: %s", (text) => expect(isFormulaCell(text)).toBe(false));

  it("is settled in a moment, however long the cell", () => {
    const long = 1 << 20;
    const hostile = [`-${"1".repeat(long)}x`, `-1${" ".repeat(long)}x`, `${" ".repeat(long)}x`];
    const more = [`+1${"-".repeat(long)}x`, `${"-".repeat(long)}x`, `-${"1,".repeat(long)}x`];
    const found = [...hostile, ...more].map(isFormulaCell);
    expect(found).toEqual([true, true, false, true, true, true]);
  });
});

describe("our cells in a text file", () => {
  test.each([
    ["=1+1", "'=1+1"],
    [" =1+1", "' =1+1"],
    ["\tDoe", "'\tDoe"],
    ["\rDoe", "'\rDoe"],
    ["\0Doe", "'\0Doe"],
    ["Doe; =1+1", "Doe; '=1+1"],
    ["Doe,=1+1,@x", "Doe,'=1+1,'@x"],
    ["Doe\t+a", "Doe\t'+a"],
    ["Doe|-a", "Doe|'-a"],
    ['"=1+1"', '"\'=1+1"'],
    ['Doe;"=1"', 'Doe;"\'=1"'],
    ["Doe\n=1+1", "Doe\n'=1+1"],
    ["=1;=2", "'=1;'=2"],
    ["-1.5", "-1.5"],
    ["a; -1.5; +1 617 555 0100", "a; -1.5; +1 617 555 0100"],
    ["+1 617 555 0100", "+1 617 555 0100"],
    ["1000777775:0.9999; 1000244875:0.4000", "1000777775:0.9999; 1000244875:0.4000"],
    ["O'Neill - Smith, Jr.", "O'Neill - Smith, Jr."],
    ["", ""],
  ])("%j becomes %j", (text, expected) => expect(defuseFormula(text)).toBe(expected));

  it("run as a formula in no dialect, and lose nothing but what was added", () => {
    const piece = fc.oneof(
      fc.constantFrom("=", "+", "-", "@", "＝", "1", "a", " ", "'", "\t", "\r", "\0", "\ufeff"),
      fc.constantFrom(",", ";", "|", '"', "\n"),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (cell) => {
        const inert = defuseFormula(cell);
        for (const part of inert.split(/[,;|\t\r\n"]/)) expect(isFormulaCell(part)).toBe(false);
        expect(isFormulaCell(inert)).toBe(false);
        expect(inert.replaceAll("'", "")).toBe(cell.replaceAll("'", ""));
      }),
    );
  });
});
