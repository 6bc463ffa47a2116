import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openTable } from "../../../src/table/open-table.ts";
import type { TableRow } from "../../../src/table/table.ts";
import { inlineCell, rowOf, textRows, workbookOf, workbookParts } from "../../helpers/workbook.ts";
import { zipOf } from "../../helpers/zip.ts";
import { joined, readList, signal, tempFolder } from "../temp-list.ts";

const path = join(await tempFolder(), "leads.xlsx");
const people = textRows([
  ["NPI", "Last Name"],
  ["1000777775", "Harlowe"],
]);
const notes = textRows([["Numbers are of May."]]);

/** Rows as text, and what stands around them. */
async function read(bytes: Buffer, options: { sheet?: string; headerRow?: number } = {}) {
  const list = await readList(path, bytes, options);
  const { table, rows } = list;
  return {
    ...list,
    columns: table.columns,
    cells: rows.map((row) => row.cells),
    sheet: table.sheet,
  };
}

describe("which sheet", () => {
  test("the only one", async () => {
    const { sheet, cells, table } = await read(workbookOf({ sheets: { "Q3 & Q4": people } }));
    expect({ sheet, cells }).toEqual({ sheet: "Q3 & Q4", cells: [["1000777775", "Harlowe"]] });
    expect(table).toMatchObject({
      format: "xlsx",
      dialect: { delimiter: ",", encoding: "utf-8", bom: true, line_ending: "\r\n" },
      header: { ending: "\r\n" },
    });
  });

  test("the only one with data, whatever is empty or hidden around it", async () => {
    const sheets = { Empty: "", Old: notes, Leads: people, Blank: rowOf(1, ['<c r="A1" s="0"/>']) };
    const { sheet } = await read(workbookOf({ sheets, states: { Old: "hidden" } }));
    expect(sheet).toBe("Leads");
  });

  test("several with data: none is guessed, all are listed with their rows", async () => {
    const sheets = { Notes: notes, Leads: people, Old: people, Deep: people };
    const states = { Old: "hidden", Deep: "veryHidden" };
    await expect(read(workbookOf({ sheets, states }))).rejects.toMatchObject({
      code: "sheet_unclear",
      exitCode: 2,
      message: `${path} has 2 sheets with data: "Notes" (1 row), "Leads" (2 rows).`,
      hint: 'Say which one is the list: --sheet "Notes"',
    });
  });

  test("a named one, hidden too; exactly, else whatever the case", async () => {
    const sheets = { Leads: people, LEADS: notes, Old: people };
    const bytes = workbookOf({ sheets, states: { Old: "veryHidden" } });
    expect((await read(bytes, { sheet: "Leads" })).sheet).toBe("Leads");
    expect((await read(bytes, { sheet: " old " })).sheet).toBe("Old");
    await expect(read(bytes, { sheet: "leads" })).rejects.toMatchObject({ code: "sheet_unknown" });
  });

  test("an unknown one lists what there is", async () => {
    const bytes = workbookOf({ sheets: { Leads: people, Old: notes }, states: { Old: "hidden" } });
    await expect(read(bytes, { sheet: "Lead" })).rejects.toMatchObject({
      code: "sheet_unknown",
      exitCode: 2,
      hint: 'Its sheets: "Leads", "Old" (hidden).',
    });
  });

  test("our own notes are no list, unless they are named", async () => {
    const bytes = workbookOf({ sheets: { Leads: people, heartbeat: notes } });
    expect((await read(bytes)).sheet).toBe("Leads");
    await expect(read(bytes, { sheet: "heartbeat" })).rejects.toMatchObject({
      code: "input_header_only",
    });
  });

  test("only hidden ones", async () => {
    const bytes = workbookOf({ sheets: { Empty: "", Old: people }, states: { Old: "hidden" } });
    await expect(read(bytes)).rejects.toMatchObject({ code: "input_empty", exitCode: 3 });
    const two = workbookOf({
      sheets: { Empty: "", Blank: "", Old: people },
      states: { Old: "hidden" },
    });
    await expect(read(two)).rejects.toMatchObject({ hint: expect.stringContaining('"Old"') });
  });
});

describe("workbooks of every make", () => {
  test.each<[string, () => Buffer]>([
    [
      "with prefixes, as .NET writes them",
      () =>
        workbookOf({
          prefix: "x:",
          sheets: {
            Leads: people.replace(/<(\/?)/g, "<$1x:"),
          },
        }),
    ],
    [
      "strict",
      () => {
        const parts = workbookParts({ sheets: { Leads: people } });
        const strict = Object.entries(parts).map(([name, xml]) => [
          name,
          String(xml)
            .replaceAll(
              "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              "http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            .replaceAll(
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
              "http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        ]);
        return zipOf(Object.fromEntries(strict));
      },
    ],
    [
      "without a place in any cell or row",
      () => workbookOf({ sheets: { Leads: people.replace(/ r="\w+"/g, "") } }),
    ],
    [
      "parts in another order",
      () =>
        zipOf(
          Object.fromEntries(
            Object.entries(workbookParts({ sheets: { Leads: people } })).reverse(),
          ),
        ),
    ],
    [
      "odd names of parts, absolute targets",
      () => {
        const parts = workbookParts({ sheets: { Leads: people } });
        const rels = String(parts["xl/_rels/workbook.xml.rels"]);
        const { "xl/worksheets/sheet1.xml": sheet = "", ...others } = parts;
        return zipOf({
          ...others,
          "xl/Tables/Sheet0.XML": sheet,
          "xl/_rels/workbook.xml.rels": rels.replace(
            "worksheets/sheet1.xml",
            "/xl/tables/./x/../sheet0.xml",
          ),
        });
      },
    ],
    [
      "backslashes in the ZIP",
      () => {
        const parts = Object.entries(workbookParts({ sheets: { Leads: people } }));
        return zipOf(
          Object.fromEntries(parts.map(([name, xml]) => [name.replaceAll("/", "\\"), xml])),
        );
      },
    ],
    [
      "UTF-16",
      () => {
        const parts = workbookParts({ sheets: { Leads: people } });
        const xml = String(parts["xl/worksheets/sheet1.xml"]).replace("UTF-8", "UTF-16");
        return zipOf({
          ...parts,
          "xl/worksheets/sheet1.xml": Buffer.from(`\uFEFF${xml}`, "utf16le"),
        });
      },
    ],
    [
      "without styles",
      () =>
        workbookOf({
          sheets: { Leads: people },
          without: ["xl/styles.xml"],
          parts: {
            "xl/_rels/workbook.xml.rels": String(
              workbookParts({ sheets: { Leads: people } })["xl/_rels/workbook.xml.rels"],
            ).replace(/<Relationship Id="rId902"[^>]*>/, ""),
          },
        }),
    ],
    [
      "with drawings, merges, links and extensions around the cells",
      () =>
        workbookOf({
          sheets: {
            Leads: `<sheetData>${people}</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><hyperlinks><hyperlink ref="A2" r:id="rId1" xmlns:r="urn:x"/></hyperlinks><drawing/><extLst><ext><x14:y xmlns:x14="urn:y"/></ext></extLst>`,
          },
          parts: { "xl/vbaProject.bin": "macros are never run" },
        }),
    ],
  ])("%s", async (_what, bytes) => {
    expect(await read(bytes())).toMatchObject({
      sheet: "Leads",
      columns: ["NPI", "Last Name"],
      cells: [["1000777775", "Harlowe"]],
    });
  });
});

describe("header and rows", () => {
  test("the first row with two known names is the header; what stands above is kept", async () => {
    const rows = textRows([
      ["Export, of May"],
      [],
      ["Owner", "Somebody"],
      ["NPI", "", "Last Name"],
      ["1000777775", "x", "Harlowe"],
    ]);
    const list = await read(workbookOf({ sheets: { Leads: rows } }));
    expect(list.columns).toEqual(["NPI", "", "Last Name"]);
    expect(list.rows).toMatchObject([{ number: 1, line: 5, kind: "record" }]);
    expect(joined(list)).toBe(
      '"Export, of May"\r\n\r\nOwner,Somebody\r\nNPI,,Last Name\r\n1000777775,x,Harlowe\r\n',
    );
    expect(list.table.header.values?.before).toEqual([
      [{ value: "Export, of May" }],
      [],
      [{ value: "Owner" }, { value: "Somebody" }],
    ]);
    expect(list.table.header.values?.header).toEqual([
      { value: "NPI" },
      { value: null },
      { value: "Last Name" },
    ]);
  });

  test("without known names the first row with data, from any row and column on", async () => {
    const rows =
      rowOf(7, [inlineCell("C7", "alpha"), inlineCell("D7", "beta")]) +
      rowOf(8, [inlineCell("C8", "1")]);
    const list = await read(workbookOf({ sheets: { Leads: rows } }));
    expect(list.columns).toEqual(["", "", "alpha", "beta"]);
    expect(list.cells).toEqual([["", "", "1", ""]]);
    expect(list.table.header.values?.before).toHaveLength(6);
  });

  test.each([
    ["below a title", [["Records as of May"], ["NPI", "Deactivated"], ["1000777775", "x"]], 2],
    ["alone with its column", [["NPI"], ["1000777775"], ["Name"]], 1],
    ["above a row with more cells", [["NPI"], ["State", "x"], ["1000777775"]], 1],
  ])("one known name is the header, %s", async (_, rows, line) => {
    const list = await read(workbookOf({ sheets: { Leads: textRows(rows) } }));
    expect(list.columns[0]).toBe("NPI");
    expect(list.table.header.values?.before).toHaveLength(line - 1);
  });

  test("a header far down is not looked for, but may be named", async () => {
    const filling = Array.from({ length: 20 }, (_, i) => [`line ${i}`]);
    const bytes = workbookOf({
      sheets: { Leads: textRows([...filling, ["NPI", "Last Name"], ["1000777775", "Harlowe"]]) },
    });
    expect((await read(bytes)).columns).toEqual(["line 0", ""]);
    const named = await read(bytes, { headerRow: 21 });
    expect(named.columns).toEqual(["NPI", "Last Name"]);
    expect(named.cells).toEqual([["1000777775", "Harlowe"]]);
  });

  test("a named header row that is blank, or beyond the sheet, is refused", async () => {
    const bytes = workbookOf({ sheets: { Leads: people + rowOf(9, [inlineCell("A9", "x")]) } });
    for (const headerRow of [5, 99]) {
      await expect(read(bytes, { headerRow })).rejects.toMatchObject({
        code: "input_header_missing",
        exitCode: 3,
      });
    }
  });

  test("blank rows inside are kept, those behind are not; styled ones are blank", async () => {
    const rows =
      people +
      rowOf(4, ['<c r="A4" s="0"/>']) +
      rowOf(5, [inlineCell("A5", "1000777783")]) +
      rowOf(6, [inlineCell("A6", " \u00a0")]) +
      rowOf(7, [inlineCell("B7", "Ashgrove")]) +
      rowOf(8, [inlineCell("A8", "  ")]) +
      Array.from({ length: 300 }, (_, i) => rowOf(i + 9, [`<c r="A${i + 9}" s="0"/>`])).join("");
    const list = await read(workbookOf({ sheets: { Leads: rows } }));
    expect(list.rows.map(({ kind, number, line }) => [kind, number, line])).toEqual([
      ["record", 1, 2],
      ["blank_line", 0, 3],
      ["blank_line", 0, 4],
      ["record", 2, 5],
      ["blank_line", 0, 6],
      ["record", 3, 7],
    ]);
    expect(list.rows[4]?.values).toEqual([{ value: " \u00a0" }]);
  });

  test("rows wider than the header get columns without a name", async () => {
    const bytes = workbookOf({
      sheets: { Leads: textRows([["NPI", "Zip"], ["1"], ["1", "2", "3", "4"]]) },
    });
    const list = await read(bytes);
    expect(list.columns).toEqual(["NPI", "Zip", "", ""]);
    expect(list.cells).toEqual([
      ["1", "", "", ""],
      ["1", "2", "3", "4"],
    ]);
    expect(list.rows[0]?.values).toHaveLength(4);
    expect(list.rows[0]?.raw.toString()).toBe("1,,,");
  });

  test("a row of the sheet is a record of CSV, quoted where it must be", async () => {
    const list = await read(
      workbookOf({
        sheets: {
          Leads: textRows([
            ["NPI", "Last Name"],
            ['say "x"', "a,b\nc"],
          ]),
        },
      }),
    );
    expect(list.rows[0]?.raw.toString()).toBe('"say ""x""","a,b\nc"');
  });

  test("duplicate headers and formulas in the header", async () => {
    const rows =
      rowOf(1, [inlineCell("A1", "State"), inlineCell("B1", "State"), '<c r="C1"><f>X1</f></c>']) +
      textRows([[], ["MA", "TX", "z"]]).slice(textRows([[]]).length);
    expect((await read(workbookOf({ sheets: { Leads: rows } }))).columns).toEqual([
      "State",
      "State",
      "",
    ]);
  });

  test.each<[string, string, string]>([
    ["no cell at all", "", "input_empty"],
    ["spaces only", textRows([["  "], [" "]]), "input_empty"],
    ["a header only", textRows([["NPI", "Last Name"]]), "input_header_only"],
    [
      "a header and blank rows",
      `${textRows([
        ["NPI", "Last Name"],
        ["", " "],
      ])}`,
      "input_header_only",
    ],
  ])("%s: refused", async (_what, rows, code) => {
    await expect(read(workbookOf({ sheets: { Leads: rows } }))).rejects.toMatchObject({
      code,
      exitCode: 3,
    });
  });

  test("100 columns and more stay apart, the last row of a sheet too", async () => {
    const cells = [inlineCell("A1", "NPI"), inlineCell("CV1", "Last Name")];
    const rows = rowOf(1, cells) + rowOf(1_048_576, [inlineCell("CV1048576", "Harlowe")]);
    await writeFile(path, workbookOf({ sheets: { Leads: rows } }));
    const table = await openTable(path, { tempDir: tmpdir(), signal });
    expect(table.columns[99]).toBe("Last Name");
    let read = 0;
    let last: TableRow | undefined;
    for await (const batch of table.rows({ signal })) {
      read += batch.length;
      last = batch.at(-1);
    }
    await table.close();
    expect(read).toBe(1_048_575);
    expect(last).toMatchObject({ number: 1, line: 1_048_576 });
  });
});

describe("sheets that do not fit together are refused by name", () => {
  const sheetWith = (inner: string) => workbookOf({ sheets: { Leads: inner } });
  const parts = workbookParts({ sheets: { Leads: people } });
  const sheetXml = String(parts["xl/worksheets/sheet1.xml"]);
  const withSheet = (xml: string | Uint8Array) =>
    zipOf({ ...parts, "xl/worksheets/sheet1.xml": xml });
  test.each<[string, Buffer, string]>([
    ["cut short", withSheet(sheetXml.slice(0, -40)), "xlsx_damaged"],
    ["another root", withSheet("<html/>"), "xlsx_damaged"],
    ["no namespace", withSheet(sheetXml.replace(/ xmlns="[^"]+"/, "")), "xlsx_damaged"],
    [
      "a document type",
      withSheet(`<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml.slice(sheetXml.indexOf("<worksheet"))}`),
      "xlsx_unsupported",
    ],
    ["an unknown entity", sheetWith(people.replace("Harlowe", "&a;")), "xlsx_damaged"],
    [
      "another encoding",
      withSheet(Buffer.from(sheetXml.replace("UTF-8", "windows-1252"), "latin1")),
      "xlsx_unsupported",
    ],
    [
      "bytes that are no UTF-8",
      withSheet(Buffer.from(sheetXml.replace("Harlowe", "Harl\xf6we"), "latin1")),
      "xlsx_damaged",
    ],
    [
      "rows out of order",
      sheetWith(rowOf(2, [inlineCell("A2", "x")]) + rowOf(1, [inlineCell("A1", "y")])),
      "xlsx_damaged",
    ],
    ["a row twice", sheetWith(people + rowOf(2, [inlineCell("A2", "x")])), "xlsx_damaged"],
    ["a row that no sheet has", sheetWith(`${people}<row r="99999999"/>`), "xlsx_damaged"],
    ["cells twice", sheetWith(`<sheetData>${people}</sheetData><sheetData/>`), "xlsx_damaged"],
    ["something among the rows", sheetWith(`${people}<line/>`), "xlsx_unsupported"],
    [
      "a missing part",
      workbookOf({ sheets: { Leads: people }, without: ["xl/worksheets/sheet1.xml"] }),
      "xlsx_damaged",
    ],
    [
      "no relations",
      workbookOf({ sheets: { Leads: people }, without: ["xl/_rels/workbook.xml.rels"] }),
      "xlsx_damaged",
    ],
    ["no sheet", workbookOf({ sheets: {} }), "xlsx_no_sheet"],
  ])("%s", async (_what, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code,
      exitCode: 3,
      hint: expect.any(String),
    });
  });
});
