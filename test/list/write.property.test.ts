import { Buffer } from "node:buffer";
import { tmpdir } from "node:os";
import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { fieldCatalogue } from "../../src/enrich/cells/field-catalogue.ts";
import type { WriteMode } from "../../src/enrich/write/write-mode.ts";
import { originalTable } from "../../src/list/original/original-table.ts";
import { verify } from "../../src/list/verify/verify.ts";
import type { MatchRequest, MatchResult } from "../../src/model/contract.ts";
import { HeartbeatError } from "../../src/model/errors.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { Dialect, SheetValue, Table, TableRow } from "../../src/table/table.ts";
import { openCsvTable } from "../../src/table/text/csv-table.ts";
import { rawCell } from "../../src/table/text/replace-cells.ts";
import { cellToText } from "../../src/table/xlsx/cell-to-text.ts";
import { openXlsxTable } from "../../src/table/xlsx/xlsx-table.ts";
import { openXlsxWriter } from "../../src/table/xlsx/xlsx-writer.ts";
import { memoryInput, memoryOutput } from "../helpers/memory-file.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { listOptions, stored } from "../table/sheet-list.ts";
import { allRows, signal } from "../table/temp-list.ts";
import { runWriting, undo } from "./written-run.ts";

const ending = fc.constantFrom("\n", "\r\n", "\r");
const headers = [
  ...["NPI", "First Name", "Last Name", "Phone", "Cell Phone", "Fax", "Email", "Email", "Title"],
  ...["Address", "Suite", "City", "State", "Zip", "Mailing City", "Mailing Zip", "License"],
  ...["License State", "Phone Verified", "Email Status", "Do Not Call", "Notes", "Specialty", ""],
];
/** Columns that nothing is written into. */
const withoutValues = new Set([
  ...["Name", "Phone Verified", "Email Status", "Do Not Call", "Notes", ""],
  ...(fieldCatalogue.some(({ name }) => name === "hb_email") ? [] : ["Email", "Title"]),
]);
const verifiedPhone = ["(312) 555-0199", "yes"];
const soup = fc.string({ unit: fc.constantFrom(...'aB,,;\t||""= \0é’\n\r'), maxLength: 20 });
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", "", " ", '""', '" "') },
  fc.constantFrom("Jo", "yes", "valid", '="02139"', '"two\nlines"', '"a ""b"""', "=1+1", " x "),
  fc.constantFrom("SPRINGFIELD", "IL", "62701", "2175550101", "L1", '"1 Invented Way"'),
  fc.string({ unit: fc.constantFrom(..."aé’ '-"), maxLength: 5 }),
);
/** What a profile may hold, meant to break the cell that it is written into. */
const hostile = fc.constantFrom(
  ...["=1+1", '="02139"', 'a"b', "a,b;c\td|e", "two\nlines", "\r", "\0", " ", "-", "\uFEFFx", "@x"],
  ...["MARY", "SPRINGFIELD", "2175550199", "é’😀", "\ud800", "", "+1 (217) 555-0101", '"', "x;=2"],
);

interface Drawn {
  delimiter: Dialect["delimiter"];
  columns: readonly string[];
  bytes: Buffer;
  encoding: Dialect["encoding"];
  mode: (columns: readonly string[]) => WriteMode;
  raw: boolean;
  texts: readonly string[];
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    delimiter: fc.constantFrom<Dialect["delimiter"]>(",", ";", "\t", "|"),
    encoding: fc.constantFrom("utf8", "utf8", "utf8-bom", "utf16le", "windows-1252"),
    columns: fc.oneof(
      fc.shuffledSubarray(headers, { minLength: 1, maxLength: 9 }),
      fc
        .shuffledSubarray(headers, { minLength: 1, maxLength: 5 })
        .map((some) => [
          ...["Phone", "Phone Verified"],
          ...some.filter((header) => !header.startsWith("Phone")),
        ]),
    ),
    headerEnding: ending,
    rows: fc.array(
      fc.record({
        row: fc.oneof(
          { weight: 7, arbitrary: fc.array(cell, { minLength: 1, maxLength: 11 }) },
          { weight: 1, arbitrary: soup },
          { weight: 1, arbitrary: fc.constantFrom("", "\0", '"open') },
        ),
        ending,
      }),
      { minLength: 1, maxLength: 12 },
    ),
    lastEnding: fc.boolean(),
    overwritten: fc.option(fc.infiniteStream(fc.boolean())),
    raw: fc.boolean(),
    texts: fc.array(hostile, { minLength: 9, maxLength: 9 }),
  })
  .map(
    ({ delimiter, encoding, columns, headerEnding, rows, lastEnding, overwritten, raw, texts }) => {
      const named = ["Name", ...columns];
      const lines = rows.map(({ row, ending: given }, i) => {
        const verified =
          columns.join().startsWith("Phone,Phone Verified") && i % 3 === 0 ? verifiedPhone : [];
        const cells = typeof row === "string" ? [] : [...verified, ...row.slice(verified.length)];
        // A name of its own, so that each row is asked about.
        const text = typeof row === "string" ? row : [`Jo Exemplar${i}x`, ...cells].join(delimiter);
        return text + (i === rows.length - 1 && !lastEnding ? "" : given);
      });
      const text = `${named.join(delimiter)}${headerEnding}${lines.join("")}`;
      const flags = overwritten === null ? undefined : [...overwritten.take(named.length)];
      const mode = (all: readonly string[]): WriteMode => {
        const chosen = all.flatMap((column, i) =>
          flags?.[i] === true && !withoutValues.has(column) ? [`@${i + 1}`] : [],
        );
        return chosen.length === 0 ? { mode: "fill" } : { mode: "overwrite", columns: chosen };
      };
      return { delimiter, columns: named, ...encode(text, encoding), mode, raw, texts };
    },
  );

/** Most rows are matched, by profiles of the texts that were drawn. */
function answer(texts: readonly string[]) {
  return (request: MatchRequest): MatchResult | undefined => {
    if (request.id % 4 === 3) return undefined;
    const at = (i: number) => texts[(i + request.id) % texts.length] ?? "";
    const plain = person({
      npi: npiOf(request.id),
      first: at(0),
      last: at(1),
      phone: at(2).replace("\0", ""),
    });
    const [practice] = plain.addresses;
    const profile: Profile = {
      ...plain,
      taxonomies: [{ code: "207Q00000X", primary: true, license: at(3), license_state: "IL" }],
      addresses: [
        { kind: "practice", ...practice, line2: at(4), ...(request.id % 2 ? { city: at(5) } : {}) },
        { kind: "mailing", line1: at(6), city: at(7), state: "TX", zip: "75001", country: "US" },
      ],
      contacts: [
        {
          ...{ kind: "phone", value: "2175550101", as_of: "2026-01-01", confidence: 1 },
          ...{ source: "own", sources: 1 },
          outcome: { outcome: "reached", date: "2026-01-02", source: "calls" },
        },
      ],
    };
    return matchedWith(request, plain.npi, 0.99, profile);
  };
}

function encode(text: string, as: string): { bytes: Buffer; encoding: Dialect["encoding"] } {
  if (as === "utf16le") {
    return { bytes: Buffer.from(`\uFEFF${text}`, "utf16le"), encoding: "utf-16le" };
  }
  if (as === "windows-1252") return { bytes: iconv.encode(text, as), encoding: as };
  return { bytes: Buffer.from(as === "utf8" ? text : `\uFEFF${text}`), encoding: "utf-8" };
}

function open(
  bytes: Buffer,
  delimiter: Dialect["delimiter"],
  encoding: Dialect["encoding"] = "utf-8",
): Promise<Table> {
  const options = {
    file: "leads.csv",
    delimiter,
    encoding,
    headerRow: 1,
    mayBeEmpty: true,
    signal,
  } as const;
  return openCsvTable(memoryInput("leads.csv", bytes), options);
}

const seen = { written: 0, verified: 0, short: 0, rejected: 0, blank: 0, overwritten: 0 };

/** Whether the cell of `Phone` is one that the list says is verified. */
function columnsVerified({ cells }: TableRow, { columns }: Table): boolean {
  const isPhone = columns[1] === "Phone" && columns[2] === "Phone Verified";
  return isPhone && cells[2] === "yes" && cells[1]?.trim() !== "";
}

async function check({
  delimiter,
  encoding,
  bytes,
  mode: modeOf,
  raw,
  texts,
}: Drawn): Promise<boolean> {
  const run = async () => {
    const table = await open(bytes, delimiter, encoding);
    const overrides = new Map([["full_name", "@1"]] as const);
    const mode = modeOf(table.columns);
    const service = fakeService({ answer: answer(texts) });
    return {
      table,
      mode,
      ...(await runWriting(table, { mode, service, format: "csv", raw, overrides })),
    };
  };
  const ran = await run().catch((error: unknown) => {
    // No list, by name; or columns to overwrite that there is nothing to write into.
    if (error instanceof HeartbeatError) return undefined;
    throw error;
  });
  if (ran === undefined) return false;
  const { table, mode, receipt } = ran;
  const enriched = await open(ran.bytes, delimiter);
  const before = await allRows(table);
  const after = await allRows(enriched);
  expect(after.length).toBe(before.length);
  const rows = before.filter(({ kind }) => kind !== "blank_line").length;
  expect([receipt.rows_in, receipt.rows_out]).toEqual([rows, rows]);
  const status = enriched.columns.indexOf("hb_status");
  const asked = mode.mode === "fill" ? [] : mode.columns.map((name) => Number(name.slice(1)) - 1);
  const mayChange = (row: TableRow, now: TableRow, c: number): boolean =>
    (mode.mode === "fill" ? row.cells[c]?.trim() === "" : asked.includes(c)) &&
    now.cells[status] === "matched" &&
    now.cells[c] !== "";
  let changed = 0;
  for (const [i, row] of before.entries()) {
    if (row.kind !== "record") continue;
    const now = after[i] as TableRow;
    const differing = row.cells
      .map((_, c) => c)
      .filter((c) => rawCell(row, c, delimiter) !== rawCell(now, c, delimiter));
    expect(differing.filter((c) => !mayChange(row, now, c))).toEqual([]);
    expect(now.cells.slice(table.columns.length).slice(0, row.extra.length)).toEqual(row.extra);
    if (columnsVerified(row, table)) expect(differing).not.toContain(1);
    changed += differing.length;
  }
  const counts = receipt.columns.written ?? [];
  const written = counts.reduce((sum, { cells }) => sum + cells, 0);
  // Where the same text is written in other quotes, nothing of it is seen here.
  expect(written).toBeGreaterThanOrEqual(changed);

  const back = await undo(enriched, receipt);
  expect(back.bytes.equals(bytes)).toBe(true);
  expect(back.proof).toBe("file");
  const checks = await verify(enriched, table, { receipt, faults: [], signal });
  expect(checks.filter(({ ok }) => ok !== true)).toEqual([]);

  seen.written += Number(changed > 0);
  seen.verified += Number(counts.some((count) => count.kept_verified > 0));
  seen.short += Number(changed > 0 && Object.keys(receipt.layout.cells).length > 0);
  seen.rejected += Number(receipt.rejected > 0);
  seen.blank += Number(receipt.blank_lines > 0);
  seen.overwritten += Number(mode.mode === "overwrite" && changed > 0);
  return true;
}

test("no write mode loses or changes an unlisted cell, and undo gives back the very bytes", async () => {
  const numRuns = runs(100, 10_000);
  const property = fc.asyncProperty(drawn, async (given) => {
    // What is no list, or has nothing to write into, does not count as a run.
    fc.pre(await check(given));
  });
  await fc.assert(property, { numRuns });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(numRuns / 100);
});

const value: fc.Arbitrary<SheetValue> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ value: null }) },
  fc
    .constantFrom("Jo", " ", "yes", "=1+1", "a,b", '"', "two\nlines", "IL")
    .map((text) => ({ value: text })),
  fc.integer({ min: -9, max: 99_999 }).map((number) => ({ value: number, format: "00000" })),
  fc.constantFrom<SheetValue>(
    { value: true },
    { value: 2_175_550_101 },
    { value: 0.5, format: "0.0%" },
    { value: new Date(Date.UTC(2024, 1, 29)), format: "yyyy-mm-dd" },
  ),
);

const workbook = fc.record({
  columns: fc.shuffledSubarray([...new Set(headers)], { minLength: 2, maxLength: 8 }),
  rows: fc.array(fc.array(value, { minLength: 9, maxLength: 9 }), { minLength: 1, maxLength: 8 }),
  overwritten: fc.option(fc.array(fc.boolean(), { minLength: 9, maxLength: 9 })),
  texts: fc.array(hostile, { minLength: 9, maxLength: 9 }),
  format: fc.constantFrom("csv" as const, "xlsx" as const),
});

/** Cells as they are stored. */
function storedCells(rows: readonly TableRow[]) {
  return rows.map(({ kind, cells, values }) => ({ kind, cells, values }));
}

test("nor does it in a workbook, whose values keep their types and formats", async () => {
  let changed = 0;
  const openBook = (bytes: Buffer) =>
    openXlsxTable(memoryInput("leads.xlsx", bytes), {
      ...{ file: "leads.xlsx", sheet: undefined, headerRow: 1, tempDir: tmpdir(), signal },
      unfinished: undefined,
      mayBeEmpty: true,
    });
  await fc.assert(
    fc.asyncProperty(workbook, async ({ columns, rows, overwritten, texts, format }) => {
      const named = ["Name", ...columns];
      const list = memoryOutput();
      const writer = await openXlsxWriter("-", listOptions(named, { ...list, added: [] }));
      await writer.write(
        rows.map((values, i) => {
          const stand = [{ value: `Jo Exemplar${i}x` }, ...values.slice(0, columns.length)];
          return { row: stored(i + 1, stand, stand.map(cellToText)), cells: [] };
        }),
      );
      await writer.finish();
      const table = await openBook(list.bytes());
      const chosen = named.flatMap((column, i) =>
        overwritten?.[i] === true && !withoutValues.has(column) ? [`@${i + 1}`] : [],
      );
      const mode: WriteMode =
        chosen.length === 0 ? { mode: "fill" } : { mode: "overwrite", columns: chosen };
      const overrides = new Map([["full_name", "@1"]] as const);
      const service = fakeService({ answer: answer(texts) });
      const ran = await runWriting(table, { mode, service, format, overrides }).catch((error) => {
        if (error instanceof HeartbeatError) return undefined;
        throw error;
      });
      if (ran === undefined) return table.close();
      const enriched = format === "xlsx" ? await openBook(ran.bytes) : await open(ran.bytes, ",");
      const before = await allRows(table);
      const back = await allRows(originalTable(enriched, ran.receipt));
      if (format === "xlsx") expect(storedCells(back)).toEqual(storedCells(before));
      else expect(back.map(({ cells }) => cells)).toEqual(before.map(({ cells }) => cells));
      const checks = await verify(enriched, table, { receipt: ran.receipt, faults: [], signal });
      expect(checks.filter(({ ok }) => ok === false)).toEqual([]);
      changed += (ran.receipt.columns.written ?? []).reduce((sum, { cells }) => sum + cells, 0);
      await Promise.all([enriched.close(), table.close()]);
    }),
    { numRuns: runs(15) },
  );
  expect(changed).toBeGreaterThan(runs(15));
});
