import { Buffer } from "node:buffer";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import type { ReceiptFile } from "../../src/enrich/receipt/receipt-file.ts";
import { originalTable } from "../../src/list/original/original-table.ts";
import { wholeTable } from "../../src/list/original/whole-table.ts";
import { parseReceipt } from "../../src/list/receipt/parse-receipt.ts";
import { examineOriginal } from "../../src/list/undo/examine-original.ts";
import { originalBytes } from "../../src/list/undo/original-bytes.ts";
import { verify } from "../../src/list/verify/verify.ts";
import { HeartbeatError } from "../../src/model/errors.ts";
import { openTable } from "../../src/table/open-table.ts";
import type { Dialect } from "../../src/table/table.ts";
import { runs } from "../helpers/property-runs.ts";
import { signal, tempFolder, utf16be } from "../table/temp-list.ts";
import { enrichFile } from "./enrich-file.ts";

const folder = await tempFolder();
const path = join(folder, "leads.csv");
const output = join(folder, "out.csv");
const log = join(folder, "out.duplicates.csv");

const ending = fc.constantFrom("\n", "\r\n", "\r");
const soup = fc.string({ unit: fc.constantFrom(...'aB,,;\t||""= \0é’\n\r'), maxLength: 30 });
const cell = fc.oneof(
  fc.constantFrom("Jo Doe", "", '""', '="02139"', '"two\nlines"', '"a ""b"""', "=1+1", " x "),
  fc.string({ unit: fc.constantFrom(..."aé’ '-"), maxLength: 5 }),
);

/** A list as bytes: any dialect, rows of any width, damaged and blank lines, any endings. */
const list = fc
  .record({
    delimiter: fc.constantFrom<Dialect["delimiter"]>(",", ";", "\t", "|"),
    encoding: fc.constantFrom("utf8", "utf8-bom", "utf16le", "utf16be", "windows-1252"),
    before: fc.constantFrom("", "", "sep", "\n", "\r\n\r\n"),
    width: fc.integer({ min: 1, max: 4 }),
    headerEnding: ending,
    rows: fc.array(
      fc.record({
        row: fc.oneof(
          { weight: 6, arbitrary: fc.array(cell, { minLength: 1, maxLength: 7 }) },
          { weight: 2, arbitrary: soup },
          { weight: 1, arbitrary: fc.constantFrom("", "\0", '"open', "long") },
        ),
        ending,
      }),
      { minLength: 1, maxLength: 150, size: "medium" },
    ),
    lastEnding: fc.boolean(),
  })
  .map(({ delimiter, encoding, before, width, headerEnding, rows, lastEnding }) => {
    const preamble = before === "sep" ? `sep=${delimiter}${headerEnding}` : before;
    const header = ["Name", '"The City"', "Höhe", "Note"].slice(0, width).join(delimiter);
    const lines = rows.map(({ row, ending: given }, i) => {
      const line = row === "long" ? delimiter.repeat(120) : row;
      const text = typeof line === "string" ? line : line.join(delimiter);
      return text + (i === rows.length - 1 && !lastEnding ? "" : given);
    });
    const text = `${preamble}${header}${headerEnding}${lines.join("")}`;
    return { delimiter, text, bytes: encode(text, encoding) };
  });

function encode(text: string, encoding: string): Buffer {
  if (encoding === "utf16le") return Buffer.from(`\uFEFF${text}`, "utf16le");
  if (encoding === "utf16be") return utf16be(`\uFEFF${text}`);
  if (encoding === "windows-1252") return iconv.encode(text, "windows-1252");
  return Buffer.from(encoding === "utf8" ? text : `\uFEFF${text}`);
}

/** The enriched list's original, as far as it was had: its bytes and how sure it is. */
async function undo(receipt: ReceiptFile): Promise<{ proof: string; bytes: Buffer }> {
  const table = await openOutput(receipt);
  const dropped = await openLog(receipt);
  try {
    const kept = originalTable(table, receipt);
    const original = dropped === undefined ? kept : wholeTable(kept, dropped, receipt);
    const { proof, dialect } = await examineOriginal(original, receipt, { signal });
    const pieces: Uint8Array[] = [];
    for await (const piece of originalBytes(original, dialect, { signal })) pieces.push(piece);
    return { proof, bytes: Buffer.concat(pieces) };
  } finally {
    await dropped?.close();
    await table.close();
  }
}

function openOutput({ dialect, header_line }: ReceiptFile) {
  const { delimiter } = dialect;
  const options = { delimiter, encoding: "utf-8", headerRow: header_line } as const;
  return openTable(output, { ...options, tempDir: tmpdir(), signal });
}

async function openLog({ dialect: { delimiter }, dropped }: ReceiptFile) {
  if (dropped === undefined || dropped.rows === "") return undefined;
  const options = { delimiter, encoding: "utf-8", headerRow: 1 } as const;
  return openTable(log, { ...options, tempDir: tmpdir(), signal });
}

type Seen = Record<"rejected" | "blank" | "short" | "extra" | "dropped" | "blankDropped", number>;

/** What the lists were like, so that none of it is missing. */
function count({ rejected, blank_lines, columns, layout, dropped }: ReceiptFile, seen: Seen): void {
  if (rejected > 0) seen.rejected++;
  if (blank_lines > 0) seen.blank++;
  if (columns.extra > 0) seen.extra++;
  if (Object.keys(layout.cells).length > 0) seen.short++;
  if (dropped !== undefined && dropped.rows !== "") seen.dropped++;
  if (Object.keys(dropped?.blank_lines ?? {}).length > 0) seen.blankDropped++;
}

test("any list: enriched and undone it is the same bytes, and every check passes", async () => {
  const numRuns = runs(60, 4_500);
  let enriched = 0;
  const seen: Seen = { rejected: 0, blank: 0, short: 0, extra: 0, dropped: 0, blankDropped: 0 };
  await fc.assert(
    fc.asyncProperty(list, fc.boolean(), async ({ delimiter, bytes }, drops) => {
      let receipt: ReceiptFile;
      try {
        receipt = await enrichFile(path, bytes, output, delimiter, drops ? log : undefined);
      } catch (error) {
        // No list, by name: only blank lines, or a share of control characters.
        if (error instanceof HeartbeatError) return;
        throw error;
      }
      enriched++;
      count(receipt, seen);
      expect(parseReceipt(JSON.parse(JSON.stringify(receipt)))).toEqual({ receipt, faults: [] });

      const back = await undo(receipt);
      expect(back.bytes.equals(bytes)).toBe(true);
      expect(back.proof).toBe("file");

      const [table, input] = [
        await openOutput(receipt),
        await openTable(path, { delimiter, tempDir: tmpdir(), signal }),
      ];
      const dropped = await openLog(receipt);
      const checks = await verify(table, input, { receipt, faults: [], log: dropped, signal });
      await Promise.all([table.close(), input.close(), dropped?.close()]);
      expect(checks.filter(({ ok }) => ok !== true)).toEqual([]);
    }),
    { numRuns },
  );
  expect(enriched).toBeGreaterThan((numRuns * 2) / 3);
  const { blankDropped, ...others } = seen;
  expect(Math.min(...Object.values(others))).toBeGreaterThan(numRuns / 8);
  expect(blankDropped).toBeGreaterThan(numRuns / 30);
});
