import { describe, expect, it } from "vitest";
import { isFormulaCell } from "../../src/table/formula-cell.ts";

describe("isFormulaCell", () => {
  it.each([
    "=1+1",
    '=HYPERLINK("https://example.org")',
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "  =1+1",
    "\u0000=1+1",
    "\ufeff=1+1",
    '"=1+1',
    "\tSUM(A1)",
    "\rSUM(A1)",
    "\t=1+1",
    "＝1+1",
    "＋A1",
    "－A1",
    "＠A1",
    "- Probst",
    "-",
    "+1 617 555 0142 =1",
  ])("would run %j", (text) => expect(isFormulaCell(text)).toBe(true));

  it.each([
    "+1 617 555 0142",
    "+1 (617) 555-0142",
    "+16175550142 x12",
    "-1.5",
    "+3",
    "-1,234.50",
    "-1.5E+03",
    "-12%",
    "1-2",
    "a=b",
    "Probst",
    "O'Brien",
    "'=1+1",
    " ",
    "",
  ])("leaves %j alone", (text) => expect(isFormulaCell(text)).toBe(false));
});
