import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inlineCell, rowOf, textRows, workbookOf, workbookParts } from "../../helpers/workbook.ts";
import { zipOf } from "../../helpers/zip.ts";
import { readList, tempFolder } from "../temp-list.ts";

const path = join(await tempFolder(), "leads.xlsx");
const people = textRows([
  ["NPI", "Last Name"],
  ["1000777775", "Harlowe"],
]);
const parts = workbookParts({ sheets: { Leads: people } });
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** Numbers in an order that does not compress to nothing. */
function noise(count: number, of: (n: number) => string): string {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return of(state);
  }).join("");
}

/** The same, again and again: a ZIP looks back no farther than 32 kB, and one of it is longer. */
function muchNoise(megabytes: number, of: (n: number) => string): string {
  const some = noise(4000, of);
  return some.repeat(Math.ceil((megabytes << 20) / some.length));
}

describe("workbooks made to fill the memory or the disk", () => {
  test.each<[what: string, bytes: () => Buffer, code: string]>([
    [
      "a text of 5 MB",
      () =>
        workbookOf({
          sheets: { Leads: people },
          strings: `<si><t>${muchNoise(5, String)}</t></si>`,
        }),
      "xlsx_too_large",
    ],
    [
      "one in runs",
      () =>
        workbookOf({
          sheets: { Leads: people },
          strings: `<si>${noise(20_000, (n) => `<r><t>${n}</t></r>`)}</si>`,
        }),
      "xlsx_too_large",
    ],
    [
      "a comment of 5 MB",
      () => workbookOf({ sheets: { Leads: `<!--${muchNoise(5, String)}-->${people}` } }),
      "xlsx_too_large",
    ],
    [
      "a row of many long texts",
      () =>
        workbookOf({
          sheets: {
            Leads: rowOf(
              1,
              Array.from({ length: 60 }, () => '<c t="s"><v>0</v></c>'),
            ),
          },
          strings: `<si><t>${noise(5000, String)}</t></si>`,
        }),
      "xlsx_too_large",
    ],
    [
      "elements without end",
      () => workbookOf({ sheets: { Leads: `${people}<row r="3"><extLst>${"<a>".repeat(200)}` } }),
      "xlsx_damaged",
    ],
    [
      "relations without end",
      () =>
        zipOf({
          ...parts,
          "xl/_rels/workbook.xml.rels": `<a>${muchNoise(33, (n) => `<b>${n}</b>`)}</a>`,
        }),
      "xlsx_too_large",
    ],
    [
      "entities in entities",
      () =>
        zipOf({
          ...parts,
          "xl/sharedStrings.xml": "",
          "xl/worksheets/sheet1.xml": `<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet xmlns="${main}"><sheetData>${people}</sheetData></worksheet>`,
        }),
      "xlsx_unsupported",
    ],
  ])("%s", async (_what, bytes, code) => {
    await expect(readList(path, bytes())).rejects.toMatchObject({ code, exitCode: 3 });
  });

  test("long texts named by many cells come in small batches", async () => {
    const rows = Array.from({ length: 200 }, (_, i) =>
      rowOf(i + 2, [inlineCell(`A${i + 2}`, String(i)), `<c r="B${i + 2}" t="s"><v>0</v></c>`]),
    );
    const strings = `<si><t>${"x".repeat(99_000)}</t></si>`;
    const sheets = { Leads: textRows([["NPI", "Last Name"]]) + rows.join("") };
    const { table } = await readList(path, workbookOf({ sheets, strings }));
    expect(table.columns).toEqual(["NPI", "Last Name"]);
  });
});
