import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openCsvWriter } from "../../src/table/text/csv-writer.ts";
import { runs } from "../helpers/property-runs.ts";
import { bytesOf, headerLine, textOf, type WrittenList, writable, writtenAs } from "./dialects.ts";
import { readList, signal, tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "leads.csv");
const output = join(folder, "leads.enriched.csv");

/** Characters that mean something to CSV, are more than one byte, or are neither. */
const soup = (most: number) =>
  fc.string({ unit: fc.constantFrom(..."aB0 ,;\t|\"'=\n\r-é’😀\uFEFF"), maxLength: most });

const list: fc.Arbitrary<WrittenList> = fc
  .record({
    as: writtenAs,
    width: fc.integer({ min: 2, max: 5 }),
    preamble: fc.array(soup(20), { maxLength: 4 }),
    header: fc.array(soup(4), { minLength: 5, maxLength: 5 }),
    rows: fc.array(fc.array(soup(8), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 12,
    }),
  })
  .map(({ as, width, preamble, header, rows }) => {
    const cut = (cells: readonly string[]) =>
      cells.slice(0, width).map((cell) => writable(cell, as));
    return {
      as,
      preamble: preamble.map((line) => writable(line.replace(/[\r\n\uFEFF]/g, " "), as)),
      header: cut(header).map((name, i) => `${i}${name}`.replaceAll("\uFEFF", "")),
      rows: rows.map(cut),
    };
  });

/** `="x"` is Excel's way to say the text x. */
function unwrapped(value: string): string {
  return /^="([^"]*)"$/.exec(value)?.[1] ?? value;
}

test("with the dialect given every cell is right and the list comes back as it was", async () => {
  await fc.assert(
    fc.asyncProperty(list, async (written) => {
      const { as, header, rows } = written;
      const text = textOf(written);
      const bytes = bytesOf(text, as);
      const read = await readList(path, bytes, {
        delimiter: as.delimiter,
        encoding: as.encoding,
        headerRow: headerLine(written),
      });
      expect(read.table.columns).toEqual(header.map(unwrapped));
      expect(read.rows.map(({ cells, extra }) => [...cells, ...extra])).toEqual(
        rows.map((cells) => cells.map(unwrapped)),
      );
      expect(read.table.certainty).toEqual({ encoding: 1, delimiter: 1, header: 1 });

      const writer = await openCsvWriter(output, {
        ...read.table,
        ...{ added: [], extraColumns: 0, signal },
      });
      await writer.write(read.rows.map((row) => ({ row, cells: [] })));
      await writer.finish();
      const back = await readFile(output);
      const exact = as.encoding === "utf-8" ? bytes : Buffer.from(`\uFEFF${text}`);
      expect(back.equals(exact)).toBe(true);
    }),
    { numRuns: runs(120, 9_000) },
  );
});
