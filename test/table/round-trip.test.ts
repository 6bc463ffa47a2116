import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dialect } from "../../src/table/table.ts";
import { readCsvRecords } from "../../src/table/text/csv-records.ts";
import { openCsvWriter } from "../../src/table/text/csv-writer.ts";
import { parseCells } from "../../src/table/text/parse-cells.ts";
import { createRecordScanner } from "../../src/table/text/scan-records.ts";
import { runs } from "../helpers/property-runs.ts";
import { joined, readList, signal, tempFolder, utf16be } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "leads.csv");
const output = join(folder, "leads.enriched.csv");

const delimiter = fc.constantFrom<Dialect["delimiter"]>(",", ";", "\t", "|");
const ending = fc.constantFrom("\n", "\r\n", "\r");
/** Characters that mean something to CSV, are more than one byte, or are neither. */
const cell = fc.string({
  unit: fc.constantFrom(..."aB0 ,;\t|\"'=\n\r-é’😀"),
  maxLength: 8,
});

interface Written {
  cells: string[];
  text: string;
}

/** A cell as any writer of CSV might put it: quoted where it must be, and sometimes elsewhere. */
function quoteCell(value: string, always: boolean, separator: string): string {
  const must = value.includes(separator) || /["\r\n]/.test(value);
  return must || always ? `"${value.replaceAll('"', '""')}"` : value;
}

function record(cells: string[], always: boolean[], separator: string): Written {
  const text = cells.map((value, i) => quoteCell(value, always[i] ?? true, separator));
  return { cells, text: text.join(separator) };
}

interface Sheet {
  delimiter: Dialect["delimiter"];
  width: number;
  header: Written;
  rows: (Written & { ending: string })[];
  text: string;
}

const sheet: fc.Arbitrary<Sheet> = fc
  .record({
    delimiter,
    width: fc.integer({ min: 2, max: 5 }),
    rows: fc.array(
      fc.record({
        cells: fc.array(cell, { minLength: 1, maxLength: 7 }),
        always: fc.array(fc.boolean(), { maxLength: 7 }),
        ending,
      }),
      { minLength: 1, maxLength: 12 },
    ),
    headerEnding: ending,
    lastEnding: fc.boolean(),
  })
  .map(({ delimiter, width, rows, headerEnding, lastEnding }) => {
    const names = Array.from({ length: width }, (_, i) => `Column ${i}`);
    const header = record(
      names,
      names.map(() => false),
      delimiter,
    );
    const written = rows.map(({ cells, always, ending }, i) => {
      const last = i === rows.length - 1 && !lastEnding;
      // A wrong width and a cell of several lines together are the sign of a quote left open.
      const kept = cells.length === width ? cells : cells.map((c) => c.replace(/[\r\n]/g, " "));
      const found = record(kept, always, delimiter);
      // An empty line is no row; a record that is one empty cell has to show it.
      const text = found.text === "" ? '""' : found.text;
      return { ...found, text, ending: last ? "" : ending };
    });
    const text = header.text + headerEnding + written.map((row) => row.text + row.ending).join("");
    return { delimiter, width, header, rows: written, text };
  });

/** What the reader makes of a cell: `="x"` is Excel's way to say the text x. */
function unwrapped(value: string): string {
  return /^="([^"]*)"$/.exec(value)?.[1] ?? value;
}

test("records read = records written; their bytes are the file's", async () => {
  await fc.assert(
    fc.asyncProperty(sheet, async (given) => {
      const list = await readList(path, given.text, { delimiter: given.delimiter });
      expect(joined(list)).toBe(given.text);
      expect(list.rows.map(({ kind }) => kind)).toEqual(given.rows.map(() => "record"));
      for (const [i, row] of list.rows.entries()) {
        const cells = (given.rows[i] as Written).cells.map(unwrapped);
        const padded = [...cells, ...new Array(given.width).fill("")].slice(0, given.width);
        expect(row.cells).toEqual(padded);
        expect(row.extra).toEqual(cells.slice(given.width));
      }
    }),
    { numRuns: runs(100, 7_500) },
  );
});

test("any encoding gives the same rows", async () => {
  await fc.assert(
    fc.asyncProperty(sheet, async (given) => {
      const options = { delimiter: given.delimiter };
      const plain = await readList(path, given.text, options);
      for (const bytes of [
        Buffer.from(`\uFEFF${given.text}`, "utf8"),
        Buffer.from(`\uFEFF${given.text}`, "utf16le"),
        utf16be(`\uFEFF${given.text}`),
      ]) {
        const other = await readList(path, bytes, options);
        expect(other.rows).toEqual(plain.rows);
        expect(other.table.header).toEqual(plain.table.header);
      }
    }),
    { numRuns: runs(25, 1_800) },
  );
});

const soup = fc
  .string({ unit: fc.constantFrom(...'aab,,;""\n\n\r= \0é'), maxLength: 120 })
  .map((body) => `one,two,three\n${body}\n,,,\n`);

test("whatever the bytes: nothing is lost, every physical line is accounted for", async () => {
  await fc.assert(
    fc.asyncProperty(soup, async (text) => {
      const list = await readList(path, text, { delimiter: "," });
      expect(joined(list)).toBe(text);
      const numbers = list.rows.filter(({ kind }) => kind !== "blank_line");
      expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, i) => i + 1));
      let before = "one,two,three\n";
      for (const { raw, ending, line } of list.rows) {
        expect(line).toBe(before.split(/\r\n|\n|\r/).length);
        before += Buffer.from(raw).toString() + ending;
      }
    }),
    { numRuns: runs(120, 9_000) },
  );
});

test("where the chunks are cut changes nothing", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  const options = { delimiter: ",", width: 3, file: "" };
  async function* cut(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const length = lengths[i % lengths.length] ?? 1;
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }
  async function read(bytes: Buffer, lengths: readonly number[]): Promise<unknown[]> {
    const found: unknown[] = [];
    for await (const batch of readCsvRecords(cut(bytes, lengths), options)) {
      for (const { raw, ending, scanned } of batch) {
        const { kind, cells, lines, formulas, problem } = scanned;
        found.push({ text: raw.toString(), ending, kind, cells, lines, formulas, problem });
      }
    }
    return found;
  }
  await fc.assert(
    fc.asyncProperty(soup, sizes, async (text, lengths) => {
      const bytes = Buffer.from(text);
      expect(await read(bytes, lengths)).toEqual(await read(bytes, [bytes.length]));
    }),
    { numRuns: runs(400, 30_000) },
  );
});

test("a record is what csv-parse says it is, and a damaged line is none", () => {
  fc.assert(
    fc.property(soup, delimiter, (text, separator) => {
      const buffer = Buffer.from(text.replaceAll("\0", "x").replaceAll("=", "x"));
      const scanner = createRecordScanner(buffer, true, {
        delimiter: separator,
        width: 0,
        file: "",
      });
      for (let found = scanner.scan(0); found !== undefined; found = scanner.scan(found.next)) {
        const raw = buffer.subarray(found.start, found.end);
        const options = { delimiter: separator, record_delimiter: ["\r\n", "\n", "\r"] };
        if (found.kind === "damaged") {
          const rest = buffer.subarray(found.start);
          expect(() => firstRecord(rest, options)).toThrow();
        } else {
          const quoted = found.kind === "quoted";
          const [ours] = parseCells([{ ...found, raw, quoted }], separator);
          expect(parse(`${raw}\n`, options)).toEqual([ours]);
        }
      }
    }),
    { numRuns: runs(600, 60_000) },
  );

  function firstRecord(text: Buffer, options: object): unknown {
    return parse(text, { ...options, to: 1 });
  }
});

test("taking the added cells off the output gives the input back", async () => {
  const cells = ["matched", 'a "b", c;d\te|f', "=x", ""];
  const added = ["hb_status", "hb_reason", "hb_note", "hb_none"];
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        sheet.map(({ text }) => text),
        soup.map((text) => text.replaceAll("\0", "")),
      ),
      async (text) => {
        const list = await readList(path, text, { delimiter: "," });
        const { table, rows } = list;
        const extraColumns = Math.max(0, ...rows.map(({ extra }) => extra.length));
        const writer = await openCsvWriter(output, { ...table, added, extraColumns, signal });
        await writer.write(rows.map((row) => ({ row, cells: row.number === 0 ? [] : cells })));
        await writer.finish();
        const bytes = await readFile(output);
        const written = await readList(output, bytes, { delimiter: "," });

        const width = table.columns.length;
        expect(written.table.columns.slice(width + extraColumns)).toEqual(added);
        expect(written.rows.map(({ kind }) => kind)).toEqual(
          rows.map(({ kind }) => (kind === "rejected" ? "record" : kind)),
        );
        let input = "";
        for (const [i, row] of rows.entries()) {
          const back = written.rows[i] as (typeof rows)[number];
          expect(back.ending).toBe(row.ending);
          expect(back.extra).toEqual([]);
          if (row.kind !== "blank_line") {
            expect(back.cells.slice(width + extraColumns)).toEqual([
              ...cells.slice(0, 2),
              "'=x",
              "",
            ]);
          }
          const own = Buffer.from(row.raw).toString();
          if (row.kind === "rejected") expect(back.cells[0]).toBe(unwrapped(own));
          else expect(Buffer.from(back.raw).toString().startsWith(own)).toBe(true);
          input += own + back.ending;
        }
        const { before, raw, ending } = table.header;
        expect(Buffer.concat([before, raw]).toString() + ending + input).toBe(text);
      },
    ),
    { numRuns: runs(90, 7_500) },
  );
});
