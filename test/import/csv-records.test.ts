import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsvRecords } from "../../src/import/csv-records.ts";
import { createCsvScanner } from "../../src/import/csv-scanner.ts";
import { InputError } from "../../src/model/errors.ts";
import { runs } from "../helpers/property-runs.ts";

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Header and all records, with every column picked. */
async function read(content: string | Buffer, size = 1 << 20): Promise<string[][]> {
  const rows: string[][] = [];
  const pick = (header: readonly string[]) => {
    rows.push([...header]);
    return header.map((_, index) => index);
  };
  for await (const batch of readCsvRecords(pieces(Buffer.from(content), size), "x.csv", pick)) {
    for (const record of batch) rows.push([...record.cells]);
  }
  return rows;
}

/** The same through the scanner alone, with the text cut into pieces of `size` characters. */
function scan(content: string, size: number): string[][] {
  const rows: string[][] = [];
  const scanner = createCsvScanner({
    pick: (header) => {
      rows.push([...header]);
      return header.map((_, index) => index);
    },
    fail: (line, what) => {
      throw new Error(`line ${line}: ${what}`);
    },
  });
  for (let at = 0; at < content.length; at += size) {
    for (const record of scanner.push(content.slice(at, at + size))) rows.push([...record.cells]);
  }
  for (const record of scanner.finish()) rows.push([...record.cells]);
  return rows;
}

/** The authority: csv-parse, strict. Undefined when it refuses the text. */
function authority(content: string): string[][] | undefined {
  try {
    return parse(content, {
      bom: true,
      skip_empty_lines: true,
      record_delimiter: ["\n", "\r\n"],
    });
  } catch {
    return undefined;
  }
}

const cell = fc.string({
  unit: fc.constantFrom("a", "B", "7", " ", ",", '"', "\n", "\r\n", "é", "𝒜", ";", "'"),
  maxLength: 6,
});

function write(rows: readonly (readonly string[])[], ending: string, quoteAll: boolean): string {
  const lines = rows.map((cells) =>
    cells
      .map((text) => (quoteAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
      .join(","),
  );
  return lines.join(ending);
}

describe("readCsvRecords", () => {
  it("reads what csv-parse reads, however the bytes are cut into pieces", async () => {
    const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 8,
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom("", "\ufeff"),
        async (rows, ending, quoteAll, endsInBreak, mark) => {
          const text = mark + write(rows, ending, quoteAll) + (endsInBreak ? ending : "");
          expect(await read(text)).toEqual(authority(text));
          const body = text.replace("\ufeff", "");
          for (const size of [1, 2, 5]) expect(scan(body, size)).toEqual(authority(text));
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it("refuses exactly what csv-parse refuses", async () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", ",", '"', '""', "\n", "\r\n", '"\n', ',"'),
      minLength: 1,
      maxLength: 24,
    });
    await fc.assert(
      fc.asyncProperty(text, async (rest) => {
        const content = `h,i\n${rest}`;
        const mine = await read(content).catch((error: unknown) => {
          expect(error).toBeInstanceOf(InputError);
          return undefined;
        });
        expect(mine).toEqual(authority(content));
        const cut = await Promise.resolve()
          .then(() => scan(content, 1))
          .catch(() => undefined);
        expect(cut).toEqual(mine);
      }),
      { numRuns: runs(1500) },
    );
  });

  it("gives the picked columns in the order asked, with the line each record begins on", async () => {
    const content = 'a,b,c\n1,"two\nlines",3\n\n4,5,6\n';
    const records: unknown[] = [];
    for await (const batch of readCsvRecords(pieces(Buffer.from(content), 3), "x.csv", () => [
      2, 0,
    ])) {
      records.push(...batch);
    }
    expect(records).toEqual([
      { line: 2, cells: ["3", "1"] },
      { line: 5, cells: ["6", "4"] },
    ]);
  });

  it("carries a record over the edge of a large piece", async () => {
    const long = "x".repeat(700_000);
    const rows = Array.from({ length: 5 }, (_, index) => [String(index), `${long}é,"${index}`]);
    expect(await read(write([["a", "b"], ...rows], "\n", true))).toEqual([["a", "b"], ...rows]);
  });

  it("never cuts a character between pieces", async () => {
    const rows = [["a", "b"], ...Array.from({ length: 40_000 }, () => ["é𝒜ñ", "ü€"])];
    expect(await read(write(rows, "\n", false), 4099)).toEqual(rows);
  });

  it("reads bytes that are not UTF-8 as Windows-1252", async () => {
    const content = Buffer.from("Code,Name\n1,Alzheimer\x92s caf\xe9\n", "latin1");
    expect(await read(content)).toEqual([
      ["Code", "Name"],
      ["1", "Alzheimer’s café"],
    ]);
  });

  it.each([
    ["a last row cut short", "a,b,c\n1,2,3\n4,5", "x.csv, line 3: has 2 values instead of 3."],
    ["a long row", "a,b\n1,2\n3,4,5\n6,7\n", "x.csv, line 3: has 3 values instead of 2."],
    ["an open quote", 'a,b\n1,"2\n3,4\n', "x.csv, line 2: a quoted value is never closed"],
    ["a stray quote", 'a,b\n1,x"2\n', "x.csv, line 2: a quote stands inside an unquoted value"],
    ["text after a quote", 'a,b\n"1"x,2\n', "x.csv, line 2: a quoted value is followed by"],
    ["no header", "", "x.csv, line 1: there is no header"],
  ])("names file and line of %s, and no value", async (_, content, message) => {
    const error = await read(content).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "source_malformed", exitCode: 3 });
    expect((error as Error).message).toContain(message);
  });

  it("does not swallow a whole file after a lost closing quote", async () => {
    const row = '"1","2"\n';
    const content = `"a","b"\n"1,"2"\n${row.repeat(3)}`;
    await expect(read(content)).rejects.toMatchObject({ code: "source_malformed" });
    const endless = `a,b\n1,"${"x".repeat(18 * 1024 * 1024)}`;
    await expect(read(endless)).rejects.toThrow("line 2: a record is too long");
  });
});
