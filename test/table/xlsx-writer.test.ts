import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { TableRow } from "../../src/table/table.ts";
import { openXlsxWriter, type XlsxWriterOptions } from "../../src/table/xlsx/xlsx-writer.ts";
import { runs } from "../helpers/property-runs.ts";
import { inlineTexts, readParts, readWorkbook, textsOf } from "./read-workbook.ts";
import { blankLine, listOptions, record, rejected, stored } from "./sheet-list.ts";
import { tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "out.xlsx");
const own = ["matched", "0.9876", "1234567893"];

interface Written {
  row: TableRow;
  cells: readonly string[];
}

async function write(rows: readonly (Written | TableRow)[], options: XlsxWriterOptions) {
  const writer = await openXlsxWriter(path, options);
  try {
    for (const given of rows) {
      const written = "row" in given ? given : { row: given, cells: own };
      await writer.write([written]);
    }
    await writer.finish([{ title: "Receipt", rows: [["rows", "=1+1"]] }]);
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return readWorkbook(path);
}

describe("the cells of a text", () => {
  it("are the texts they are, and ours behind them", async () => {
    const rows = [record(1, ["02139", "=cmd|' /C calc'!A0"]), record(2, ["1.23E+09", "TRUE"])];
    const workbook = await write(rows, listOptions(["Zip", "Name"]));
    expect(textsOf(workbook.getWorksheet("list"))).toEqual([
      ["Zip", "Name", "hb_status", "hb_confidence", "hb_npi"],
      ["02139", "=cmd|' /C calc'!A0", "matched", "0.9876", "1234567893"],
      ["1.23E+09", "TRUE", "matched", "0.9876", "1234567893"],
    ]);
    const parts = await readParts(path);
    for (const [name, xml] of parts) {
      if (name.includes("worksheets")) expect(xml, name).not.toMatch(/<f[ >]/);
    }
  });

  it("stay texts when somebody edits them: what reads like a number has the format Text", async () => {
    const texts = ["02139", "=1+1", "3-4", "+1 617 555 0100", "true", "Doe", "x1"];
    const columns = texts.map((_, i) => `C${i}`);
    const sheet = (await write([record(1, texts)], listOptions(columns))).getWorksheet("list");
    const formats = texts.map((_, i) => sheet?.getCell(2, i + 1).numFmt);
    expect(formats).toEqual(["@", "@", "@", "@", "@", undefined, undefined]);
  });

  it("confidence is a number with four decimals, an identifier a text", async () => {
    const rows = [
      { row: record(1, ["a"]), cells: ["matched", "1.0000", "1234567893"] },
      { row: record(2, ["b"]), cells: ["suppressed", "", ""] },
    ];
    const sheet = (await write(rows, listOptions(["Name"]))).getWorksheet("list");
    expect(sheet?.getCell("C2")).toMatchObject({ value: 1, numFmt: "0.0000" });
    expect(sheet?.getCell("D2").value).toBe("1234567893");
    expect(sheet?.getCell("C3").value).toBeNull();
  });

  it("a rejected line stands whole in the first cell, a blank line is a blank row", async () => {
    const rows = [
      record(1, ["a", "b"]),
      { row: blankLine, cells: [] },
      rejected(2, '1,"x" y,c', 2),
    ];
    const texts = textsOf((await write(rows, listOptions(["A", "B"]))).getWorksheet("list"));
    expect(texts.slice(2)).toEqual([
      ["", "", "", "", ""],
      ['1,"x" y,c', "", ...own],
    ]);
  });

  it("cells beyond the header have columns of their own", async () => {
    const options = listOptions(["A", "hb_extra_1"], { extraColumns: 2 });
    const row = record(1, ["a", "old"], { extra: ["", "more"] });
    const texts = textsOf((await write([row], options)).getWorksheet("list"));
    expect(texts[0]?.slice(0, 4)).toEqual(["A", "hb_extra_1", "hb_extra_2", "hb_extra_3"]);
    expect(texts[1]?.slice(0, 5)).toEqual(["a", "old", "", "more", "matched"]);
  });

  it("lines above the header stay above it, without the one that names a delimiter", async () => {
    const before = Buffer.from('sep=,\nReport,"May, June"\n\n"broken\n');
    const header = { before, raw: Buffer.from("A,B"), ending: "\n" };
    const sheet = (await write([record(1, ["a", "b"])], listOptions(["A", "B"], { header }))) //
      .getWorksheet("list");
    const texts = textsOf(sheet).map((cells) => cells.slice(0, 2));
    expect(texts).toEqual([
      ["Report", "May, June"],
      ["", ""],
      ['"broken', ""],
      ["A", "B"],
      ["a", "b"],
    ]);
    expect(sheet?.autoFilter).toBe("A4:E5");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 4 });
  });
});

/** Pieces that a writer or a reader of XML or of workbooks is known to change. */
const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\r",
        "\r\n",
        "\n",
        "\t",
        " ",
        "\u00a0",
        "_",
        "_x000D_",
        "_x005F_",
        "_x00e9_",
      ),
      fc.constantFrom("&amp;", "&#10;", "<t>", "]]>", '"', "'", "=1+1", "-2", "@", "+", "\ufeff"),
      fc.constantFrom(
        "\ud800",
        "\udfff",
        "\ud83d\ude00",
        "\ufffe",
        "\uffff",
        "\0",
        "\x1b",
        "x000D",
      ),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(""));

test("any texts come back exactly, by exceljs and by the letter of the standard", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(oddText, oddText, oddText), { minLength: 1, maxLength: 8 }),
      async (texts) => {
        const rows = texts.map(([a, b, ours], i) => ({
          row: record(i + 1, [a, b]),
          cells: ["matched", "", ours],
        }));
        const workbook = await write(rows, listOptions(["A", "B"]));
        const expected = texts.map(([a, b, ours]) => [a, b, "matched", "", ours]);
        expect(textsOf(workbook.getWorksheet("list")).slice(1)).toEqual(expected);
        const inline = inlineTexts((await readParts(path)).get("xl/worksheets/sheet1.xml") ?? "");
        expected.forEach((cells, i) => {
          const read = ["A", "B", "C", "D", "E"].map((c) => inline.get(`${c}${i + 2}`) ?? "");
          expect(read).toEqual(cells);
        });
      },
    ),
    { numRuns: runs(30, 1_800) },
  );
});

describe("the cells of a workbook", () => {
  const noon = new Date(Date.UTC(2024, 1, 29, 12));
  const day = new Date(Date.UTC(2024, 1, 29));

  it("keep their types and formats", async () => {
    const values = [
      { value: 2139, format: "00000" },
      { value: day, format: "d-mmm-yy" },
      { value: noon },
      { value: true },
      { value: "007", format: "@" },
      { value: null },
      { value: 0.5 },
    ];
    const texts = ["02139", "2024-02-29", "2024-02-29T12:00:00", "TRUE", "007", "", "0.5"];
    const columns = texts.map((_, i) => `C${i}`);
    const header = {
      ...listOptions(columns).header,
      values: { before: [[{ value: day }]], header: columns.map((value) => ({ value })) },
    };
    const options = listOptions(columns, { header, sheet: "Leads" });
    const sheet = (await write([stored(1, values, texts)], options)).getWorksheet("Leads");
    const cells = values.map((_, i) => sheet?.getCell(3, i + 1));
    expect(cells.map((cell) => cell?.value)).toEqual([2139, day, noon, true, "007", null, 0.5]);
    expect(cells.map((cell) => cell?.numFmt)).toEqual([
      "00000",
      "d-mmm-yy",
      "yyyy-mm-dd hh:mm:ss",
      undefined,
      "@",
      undefined,
      undefined,
    ]);
    expect(sheet?.getCell("A1").value).toEqual(day);
    expect(sheet?.getCell("A2").value).toBe("C0");
  });

  it("are texts where no workbook can hold them", async () => {
    const values = [
      { value: new Date(Date.UTC(1850, 0, 1)) },
      { value: new Date(Number.NaN) },
      { value: Number.POSITIVE_INFINITY },
    ];
    const row = stored(1, values, ["1850-01-01", "", "Infinity"]);
    const sheet = (await write([row], listOptions(["A", "B", "C"]))).getWorksheet("list");
    const read = ["A2", "B2", "C2"].map((address) => sheet?.getCell(address).value);
    expect(read).toEqual(["1850-01-01", null, "Infinity"]);
  });
});

describe("the sheets", () => {
  it("go on under the same header when one is full", async () => {
    const rows = Array.from({ length: 7 }, (_, i) => record(i + 1, [`n${i + 1}`]));
    const header = { ...listOptions(["Name"]).header, before: Buffer.from("Report\n") };
    const options = listOptions(["Name"], { maxRows: 4, header, sheet: "My leads" });
    const workbook = await write(rows, options);
    const firstCells = (name: string) =>
      textsOf(workbook.getWorksheet(name)).map(([first]) => first);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      "My leads",
      "My leads 2",
      "My leads 3",
      "heartbeat",
    ]);
    expect(firstCells("My leads")).toEqual(["Report", "Name", "n1", "n2"]);
    expect(firstCells("My leads 2")).toEqual(["Name", "n3", "n4", "n5"]);
    expect(firstCells("My leads 3")).toEqual(["Name", "n6", "n7"]);
    expect(workbook.getWorksheet("My leads 2")?.autoFilter).toBe("A1:D4");
  });

  test.each([
    ["as it is", "Leads Q3", "Leads Q3"],
    ["what no sheet may be called", "a/b\\c?d*e[f]:g", "a_b_c_d_e_f__g"],
    ["over 31 characters", "x".repeat(40), "x".repeat(31)],
    ["half a character", `${"x".repeat(30)}\u{1f600}`, "x".repeat(30)],
    ["apostrophes around", "'Leads'", "Leads"],
    ["nothing left", "''", "list"],
    ["a name that Excel keeps", "History", "History_"],
  ])("have a name that every spreadsheet takes: %s", async (_, sheet, expected) => {
    const workbook = await write([record(1, ["a"])], listOptions(["A"], { sheet }));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([expected, "heartbeat"]);
  });

  it("are told apart where the list's own is called heartbeat", async () => {
    const workbook = await write([record(1, ["a"])], listOptions(["A"], { sheet: "Heartbeat" }));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(["Heartbeat", "heartbeat 2"]);
  });

  it("have a header in view, a filter, and colours for statuses by one format", async () => {
    const sheet = (await write([record(1, ["a"]), record(2, ["b"])], listOptions(["A"]))) //
      .getWorksheet("list");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.autoFilter).toBe("A1:D3");
    expect(sheet?.getCell("A1").font).toMatchObject({ bold: true });
    expect(sheet?.getCell("B1").fill).toMatchObject({ pattern: "solid" });
    const xml = (await readParts(path)).get("xl/worksheets/sheet1.xml") ?? "";
    expect(xml.match(/<conditionalFormatting sqref="[^"]*"/g)).toEqual([
      '<conditionalFormatting sqref="B2:B3"',
    ]);
    expect(xml).toContain("<formula>&quot;matched&quot;</formula>");
  });

  it("have widths from the first rows, whatever came in one write", async () => {
    const rows = [record(1, ["a"]), record(2, ["a much longer name than that"])];
    await write(rows, listOptions(["A"]));
    const single = await readFile(path);
    const writer = await openXlsxWriter(path, listOptions(["A"]));
    await writer.write(rows.map((row) => ({ row, cells: own })));
    await writer.finish([{ title: "Receipt", rows: [["rows", "=1+1"]] }]);
    expect((await readFile(path)).equals(single), "the same bytes").toBe(true);
    const sheet = (await readWorkbook(path)).getWorksheet("list");
    expect(sheet?.getColumn(1).width).toBeGreaterThan(25);
    expect(sheet?.getColumn(1).width).toBeLessThan(40);
  });

  it("end with what the run says about itself, as texts", async () => {
    const workbook = await write([record(1, ["a"])], listOptions(["A"]));
    const sheet = workbook.getWorksheet("heartbeat");
    expect(textsOf(sheet)).toEqual([
      ["Receipt", ""],
      ["rows", "=1+1"],
    ]);
    expect(sheet?.getCell("A1").font).toMatchObject({ bold: true });
  });
});

describe("limits", () => {
  const long = "x".repeat(32_767);

  it("takes a cell of 32,767 characters and refuses a longer one by row and column", async () => {
    const workbook = await write([record(1, ["a", long])], listOptions(["A", "B"]));
    expect(textsOf(workbook.getWorksheet("list"))[1]?.[1]).toBe(long);
    const writer = await openXlsxWriter(path, listOptions(["A", "B"]));
    const row = record(12, ["a", `${long}y`]);
    await expect(writer.write([{ row, cells: own }])).rejects.toMatchObject({
      code: "cell_too_long",
      message: expect.stringMatching(/^Row 12, column 2 holds more than the 32,767 characters/),
      hint: "Write a text file instead: --format csv.",
    });
    await writer.abort();
  });

  it("refuses our own cell, a rejected line and a header that are too long, too", async () => {
    const bad: (Written | TableRow)[] = [
      { row: record(3, ["a"]), cells: ["matched", "", `${long}y`] },
      rejected(3, `${long}"y`, 1),
    ];
    for (const row of bad) {
      await expect(write([row], listOptions(["A"]))).rejects.toThrow(/^Row 3, column \d holds/);
    }
    await expect(write([], listOptions([`${long}y`]))).rejects.toThrow(/^The header, column 1/);
  });

  it("refuses more columns than a sheet can have", async () => {
    const columns = Array.from({ length: 16_382 }, (_, i) => `C${i}`);
    await expect(write([], listOptions(columns))).rejects.toMatchObject({
      code: "too_many_columns",
    });
  });
});

describe("the file", () => {
  it("is there whole, for its owner only, or not at all", async () => {
    await writeFile(path, "old");
    const writer = await openXlsxWriter(path, listOptions(["A"]));
    for (let i = 1; i <= 3000; i++) {
      await writer.write([{ row: record(i, ["x".repeat(200) + i]), cells: own }]);
    }
    const during = await readdir(folder);
    expect(during.filter((name) => name.endsWith(".tmp"))).toHaveLength(1);
    await writer.abort();
    expect(await readdir(folder)).toEqual(during.filter((name) => !name.endsWith(".tmp")));
    expect(await readFile(path, "utf8")).toBe("old");
    await write([record(1, ["a"])], listOptions(["A"]));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["out.xlsx"]);
  });

  it("goes to a pipe as it comes, and waits for a slow reader", async () => {
    const chunks: Buffer[] = [];
    let waiting = 0;
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        waiting++;
        most = Math.max(most, waiting);
        chunks.push(Buffer.from(chunk));
        setImmediate(() => {
          waiting--;
          done();
        });
      },
    });
    const writer = await openXlsxWriter("-", listOptions(["A"], { stdout: slow }));
    for (let i = 1; i <= 2000; i++) await writer.write([{ row: record(i, [`n${i}`]), cells: own }]);
    await writer.finish();
    const copy = join(folder, "piped.xlsx");
    await writeFile(copy, Buffer.concat(chunks));
    expect(textsOf((await readWorkbook(copy)).getWorksheet("list"))).toHaveLength(2001);
    expect(most).toBe(1);
  });

  it("fails as its place does, and never hangs", async () => {
    const full = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error("full"), { code: "ENOSPC" }));
      },
    });
    const writer = await openXlsxWriter("-", listOptions(["A"], { stdout: full }));
    const writing = async () => {
      for (let i = 1; i <= 20_000; i++) {
        const text = `${Math.sin(i)}`.repeat(20);
        await writer.write([{ row: record(i, [text]), cells: own }]);
      }
      await writer.finish();
    };
    await expect(writing()).rejects.toMatchObject({ code: "disk_full" });
    await writer.abort();
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const writer = await openXlsxWriter(path, listOptions(["A"], { signal: stop.signal }));
    stop.abort();
    await expect(writer.write([{ row: record(1, ["a"]), cells: own }])).rejects.toThrow();
    await writer.abort();
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
