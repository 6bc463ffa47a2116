import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanCell } from "../../src/normalize/cells/clean-cell.ts";

describe("cleanCell", () => {
  it.each([
    ["  Probst ", "Probst", "spaces around"],
    ["\u00a0Mary\u00a0Ann\t Probst\r\n", "Mary Ann Probst", "no-break spaces and line breaks"],
    ["Mary\u2003Ann", "Mary Ann", "a wide space"],
    ["Mary_x000D_\nAnn", "Mary Ann", "an escaped line break"],
    ["Mary_x000a_Ann_x0009_", "Mary Ann", "escapes in small letters"],
    ["_x005F_x000D_", "_x000D_", "an escaped underscore"],
    ["mary_x1234_ann@example.org", "mary_x1234_ann@example.org", "no escape of a workbook"],
    ["Pro\u00adbst", "Probst", "a soft hyphen"],
    ["\u200bPro\u200bbst\u200d", "Probst", "zero-width characters"],
    ["\u202aProbst\u202c", "Probst", "direction marks"],
    ["\ufeffProbst", "Probst", "a byte order mark"],
    ["Pro\u0000bst\u001b", "Probst", "control characters"],
    ["Jos\u00c3\u00a9", "José", "UTF-8 read as Windows-1252"],
    ["Jos\u00c3\u0192\u00c2\u00a9", "José", "the same, twice"],
    ["Probst\u00c2\u00a0", "Probst", "a no-break space read so"],
    ["Jos\u00c3\u00a9\u00a0Luis", "José Luis", "misread letters beside a no-break space"],
    ["Zo\u00eb", "Zoë", "a letter with an accent"],
    ["'07060", "07060", "the mark of a text"],
    ["'+12175550142", "+12175550142", "the mark of a formula guard"],
    ["'Probst", "Probst", "a mark before letters"],
    ["'t Hooft", "'t Hooft", "a name that begins with an apostrophe"],
    ["'Bob' Probst", "'Bob' Probst", "a nickname in quotes"],
    ["O\u2019Brien", "O\u2019Brien", "a typographic apostrophe, read where names are"],
    ["N/A", "", "a word for nothing"],
    ["#N/A", "", "a formula's error"],
    ["#REF!", "", "a formula's error"],
    ["#DIV/0!", "", "a formula's error"],
    ["#NAME?", "", "a formula's error"],
    ["#VALUE!", "", "a formula's error"],
    ["#NUM!", "", "a formula's error"],
    ["#NULL!", "", "a formula's error"],
    ["Err:502", "", "LibreOffice's error"],
    ["########", "", "a column too narrow"],
    ["#12", "#12", "a number"],
    ["Ernest", "Ernest", "a name that begins like an error"],
    ["--", "", "a dash for nothing"],
    [".", "", "a period for nothing"],
    ["\ufeff ", "", "nothing that is seen"],
    ["None", "None", "a surname"],
    ["Na", "Na", "a surname"],
    ["J.", "J.", "an initial"],
  ])("%j is %j: %s", (cell, text) => {
    expect(cleanCell(cell)).toBe(text);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (cell) => {
        expect(cleanCell(cleanCell(cell))).toBe(cleanCell(cell));
      }),
    );
  });
});
