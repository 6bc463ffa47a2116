import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../helpers/property-runs.ts";
import { bytesOf, textOf, type WrittenList, writable, writtenAs } from "./dialects.ts";
import { type ReadList, readList, tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "leads.csv");

/** Columns as exports call them, with cells as people fill them. */
const columns: Readonly<Record<string, readonly string[]>> = {
  NPI: ["2000000002", "2000000010", "", "2000000028.0"],
  "Full Name": ["Doe, Jane, RN", "José Peña", "O’Brien, Seán", "Jane Doe", '"Bo" Li', ""],
  "Name (Last, First)": ["Doe, Jane", "Roe, Richard", "Núñez, Íñigo", "Li, Bo"],
  "Last Name": ["Doe", "Peña", "O’Brien", "Roe-Smith", "Núñez"],
  "First Name": ["Jane", "José", "Seán", "Bo", "Zoë", ""],
  City: ["Reno", "Cañon City", "St. Paul", "Winston-Salem", ""],
  State: ["NV", "CO", "MN", "nc", "Nevada"],
  Zip: ["89501", "02139", "80215-1234", ""],
  Phone: ["(775) 555-0100", "775-555-0101", "", "7755550102"],
  Email: ["jane@example.org", "", "jose.pena@example.org"],
  Specialty: ["Family Medicine", "RN; ICU", "Nurse Practitioner | Family", "Peds, NICU", ""],
  Notes: [
    "called",
    "call back\nafter 5, please",
    "prefers “days”",
    "",
    "a;b;c",
    "x|y",
    "0 – 5 yrs",
  ],
  Ref: ["1", "2", "A-3", "004"],
};

const title = fc.constantFrom<string[]>(
  "Provider roster",
  "Exported: Nov 3, 2026",
  "Exported by Jane Doe, Reno, NV",
  "Filter: RN; NP | active",
  "Selection;all",
  "Report: O’Brien’s list – März",
  "",
  'The "big" list',
  "Confidential",
  "Physicians, nurses",
  "State; all",
  "=== page 1 ===",
);

const list: fc.Arbitrary<WrittenList> = fc
  .record({
    as: writtenAs,
    names: fc
      .shuffledSubarray(Object.keys(columns), { minLength: 2, maxLength: 7 })
      .filter((names) => names.filter((name) => name !== "Notes" && name !== "Ref").length >= 2),
    picks: fc.array(fc.array(fc.nat(20), { minLength: 7, maxLength: 7 }), {
      minLength: 5,
      maxLength: 30,
    }),
    preamble: fc.oneof(
      { weight: 1, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.array(title, { minLength: 1, maxLength: 4 }) },
    ),
    padded: fc.boolean(),
    announced: fc.nat(7).map((n) => n === 0),
  })
  .map(({ as, names, picks, preamble, padded, announced }) => ({
    as,
    preamble: [
      ...(announced ? [`sep=${as.delimiter}`] : []),
      ...preamble.map((line) => {
        const text = writable(line, as);
        if (!padded) return text;
        const first = /[",;\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        return first + as.delimiter.repeat(names.length - 1);
      }),
    ],
    header: names.map((name) => writable(name, as)),
    rows: picks.map((row) =>
      names.map((name, i) => {
        const cells = columns[name] as readonly string[];
        return writable(cells[(row[i] as number) % cells.length] as string, as);
      }),
    ),
  }));

function isRight({ table, rows }: ReadList, written: WrittenList): boolean {
  const read = [table.columns, ...rows.map(({ cells, extra }) => [...cells, ...extra])];
  const meant = [written.header, ...written.rows];
  return JSON.stringify(read) === JSON.stringify(meant);
}

const questions = ["delimiter_unclear", "header_unclear"];

test("a list with known names is read right, or a question is asked; never wrongly", async () => {
  const counts = { right: 0, asked: 0 };
  await fc.assert(
    fc.asyncProperty(list, async (written) => {
      const text = textOf(written);
      const read = await readList(path, bytesOf(text, written.as)).catch((error) => {
        if (!questions.includes(error.code)) throw error;
        expect(error.hint).toMatch(/--delimiter|--header-row/);
        return undefined;
      });
      if (read === undefined) counts.asked++;
      else {
        expect(isRight(read, written), text).toBe(true);
        counts.right++;
      }
    }),
    { numRuns: runs(120, 9_000) },
  );
  // Asking every time would be easy.
  expect(counts.right).toBeGreaterThan(20 * counts.asked);
});
