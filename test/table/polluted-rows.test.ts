import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isTorture } from "../helpers/effort.ts";
import { delimiters } from "./dialects.ts";
import { joined, readList, tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "leads.csv");

const header = ["NPI", "Last Name", "First Name", "City", "State"];
const rowsInFile = 12;

type Delimiter = (typeof delimiters)[number];

/** What somebody did to the text of one row. `d` is the delimiter, `q` the row with all its quotes. */
type Pollute = (row: {
  cells: readonly string[];
  d: Delimiter;
  plain: string;
  q: string;
}) => string;

interface Pollution {
  pollute: Pollute;
  /** Rows that come of it, and how many of those are no CSV; 1 and 0 unless said. */
  rows?: number;
  rejected?: number;
  /** A blank line is no row. */
  blank?: number;
}

const pollutions: Readonly<Record<string, Pollution>> = {
  "a cell too many": { pollute: ({ plain, d }) => `${plain}${d}more` },
  "a cell too few": { pollute: ({ cells, d }) => cells.slice(0, 4).join(d) },
  "one cell only": { pollute: () => "Total" },
  "trailing delimiters": { pollute: ({ plain, d }) => plain + d.repeat(4) },
  "only delimiters": { pollute: ({ d }) => d.repeat(4) },
  "two delimiters for one": { pollute: ({ cells, d }) => cells.join(d + d) },
  "the delimiter unquoted in a cell": {
    pollute: ({ plain, d }) => plain.replace("Doe", `Doe${d} Jr`),
  },
  "another delimiter": { pollute: ({ cells, d }) => cells.join(d === "," ? ";" : ",") },
  "blanks for delimiters": { pollute: ({ cells }) => cells.join("  ") },
  "a blank before a quote": { pollute: ({ q, d }) => q.replaceAll(d, `${d} `), rejected: 1 },
  "a blank behind a quote": { pollute: ({ q, d }) => q.replaceAll(d, ` ${d}`), rejected: 1 },
  "a quote in a plain cell": { pollute: ({ plain }) => plain.replace("Doe", 'Do"e'), rejected: 1 },
  "a quote behind a plain cell": {
    pollute: ({ plain }) => plain.replace("Doe", 'Doe"'),
    rejected: 1,
  },
  "a quote in a quoted cell": { pollute: ({ q }) => q.replace("Doe", 'D"oe'), rejected: 1 },
  "a nickname in quotes in a quoted cell": {
    pollute: ({ q }) => q.replace("Jane", 'Jane "Jay" A'),
    rejected: 1,
  },
  "no closing quote": { pollute: ({ q }) => q.replace('Doe"', "Doe"), rejected: 1 },
  "no closing quote at the end": { pollute: ({ q }) => q.slice(0, -1), rejected: 1 },
  "no opening quote": { pollute: ({ q }) => q.replace('"Doe', "Doe"), rejected: 1 },
  "a quote and nothing else": { pollute: () => '"', rejected: 1 },
  "a quote escaped with a backslash": {
    pollute: ({ q }) => q.replace("Jane", 'Jane \\"Jay\\"'),
    rejected: 1,
  },
  "cells between apostrophes": { pollute: ({ cells, d }) => cells.map((c) => `'${c}'`).join(d) },
  "an apostrophe that opens": { pollute: ({ plain }) => plain.replace("Doe", "'Doe") },
  "typographic quotes": { pollute: ({ plain }) => plain.replace("Doe", "“Doe”") },
  "broken in two lines": { pollute: ({ plain }) => plain.replace("Doe", "Do\ne"), rows: 2 },
  "broken in two lines by CR": { pollute: ({ plain }) => plain.replace("Doe", "Do\re"), rows: 2 },
  "a line break in quotes": { pollute: ({ q }) => q.replace("Doe", "Do\ne") },
  "a CR in quotes": { pollute: ({ q }) => q.replace("Doe", "Do\re") },
  "two records on one line": { pollute: ({ plain, d }) => `${plain}${d}${plain}` },
  "blank lines": { pollute: ({ plain }) => `\n\r\n${plain}`, blank: 2 },
  "a line of blanks": { pollute: () => "   " },
  "a NUL": { pollute: ({ plain }) => plain.replace("Doe", "D\0oe"), rejected: 1 },
  "a NUL in quotes": { pollute: ({ q }) => q.replace("Doe", "D\0oe"), rejected: 1 },
  "control characters": { pollute: ({ plain }) => plain.replace("Doe", "D\x01\x1Aoe") },
  "a byte order mark": { pollute: ({ plain }) => `\uFEFF${plain}` },
  "a byte order mark and quotes": { pollute: ({ q }) => `\uFEFF${q}`, rejected: 1 },
  "the header again": { pollute: ({ d }) => header.join(d) },
  "a comment": { pollute: ({ plain }) => `# ${plain}` },
  "a sep= line": { pollute: ({ d }) => `sep=${d}` },
  "a formula for a text": {
    pollute: ({ plain, cells }) => plain.replace(cells[0] as string, `="${cells[0]}"`),
  },
  "a formula that goes on": {
    pollute: ({ plain }) => plain.replace("Doe", '="D"&"oe"'),
    rejected: 1,
  },
  "2,000 cells": { pollute: ({ d }) => d.repeat(2000), rejected: 1 },
  "a cell of 1 MiB": {
    pollute: ({ plain }) => plain.replace("Doe", "x".repeat(1 << 20)),
    rejected: 1,
  },
  "a footer": { pollute: () => "-- end of report --" },
};

function cellsOf(row: number): string[] {
  return [String(2_000_000_000 + row), "Doe", "Jane", `Town ${row}`, "NV"];
}

/** Where the polluted rows are: all in one list, or each in one of its own as well. */
const everywhere = [0, 5, rowsInFile - 1];
const placings = isTorture ? [everywhere, ...everywhere.map((place) => [place])] : [everywhere];
const meant = Array.from({ length: rowsInFile }, (_, row) => cellsOf(row));

describe.each(Object.entries(pollutions))("%s", (_what, pollution) => {
  const { pollute, rows: polluted = 1, rejected = 0, blank = 0 } = pollution;
  test.each(delimiters)("kept and rejected add up, delimiter %j", async (d) => {
    for (const quoted of [false, true]) {
      for (const places of placings) {
        const lines = Array.from({ length: rowsInFile }, (_, row) => {
          const cells = cellsOf(row);
          const plain = cells.join(d);
          const q = cells.map((cell) => `"${cell}"`).join(d);
          if (places.includes(row)) return pollute({ cells, d, plain, q });
          return quoted ? q : plain;
        });
        const text = `${[header.join(d), ...lines].join("\n")}\n`;
        const list = await readList(path, text, { delimiter: d });
        expect(joined(list)).toBe(text);
        const rows = list.rows.filter(({ kind }) => kind !== "blank_line");
        const count = places.length;
        expect(rows).toHaveLength(rowsInFile + count * (polluted - 1));
        expect(list.rows.length - rows.length).toBe(count * blank);
        expect(rows.filter(({ kind }) => kind === "rejected")).toHaveLength(count * rejected);
        let at = 0;
        for (const [row, cells] of meant.entries()) {
          if (!places.includes(row)) expect(rows[at]?.cells).toEqual(cells);
          at += places.includes(row) ? polluted : 1;
        }
      }
    }
  });
});

test("a quote behind a backslash has a reason of its own", async () => {
  const text =
    'Name,City\n"Jane \\"Jay\\" Doe",Reno\n"Doe\\\\",Reno\n"C:\\lists\\",Reno\n"a" b\\,c\n';
  const { rows } = await readList(path, text, { delimiter: "," });
  expect(rows.map(({ problem }) => problem?.split(":")[0])).toEqual([
    "backslash_quote",
    undefined,
    undefined,
    "text_after_quote",
  ]);
  expect(rows[2]?.cells).toEqual(["C:\\lists\\", "Reno"]);
});
