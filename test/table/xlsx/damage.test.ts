import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { HeartbeatError } from "../../../src/model/errors.ts";
import { openTable } from "../../../src/table/open-table.ts";
import { runs } from "../../helpers/property-runs.ts";
import { allRows, signal, tempFolder } from "../temp-list.ts";
import { changeDigit, createRandom, damages, withChecksumsMended } from "./damage.ts";

const folder = await tempFolder();
const fixtures = fileURLToPath(new URL("../../../fixtures/workbooks/", import.meta.url));
const sources: readonly (readonly [name: string, sheet?: string])[] = [
  ["openpyxl-formulas-not-calculated.xlsx"],
  ["openpyxl-many-sheets-moved-and-hidden.xlsx", "Q2"],
  ["xlsxwriter-rich-text-and-default-results.xlsx"],
  ["libreoffice-formulas-calculated.xlsx"],
  ["stored-parts-in-reverse.xlsx"],
  ["zip64-headers.xlsx"],
];

interface Source {
  bytes: Buffer;
  sheet: string | undefined;
  content: string;
}

let workbooks: Source[];
beforeAll(async () => {
  workbooks = await Promise.all(
    sources.map(async ([name, sheet]) => {
      const bytes = await readFile(join(fixtures, name));
      const path = join(folder, name);
      await writeFile(path, bytes);
      return { bytes, sheet, content: await contentOf(path, sheet) };
    }),
  );
});

/** Everything that is read out of a workbook, as one text. */
async function contentOf(path: string, sheet: string | undefined): Promise<string> {
  const table = await openTable(path, { tempDir: folder, signal, sheet });
  try {
    const rows = await allRows(table);
    const told = rows.map(({ kind, number, line, cells, values, cellProblems }) => ({
      ...{ kind, number, line, cells, values, cellProblems },
    }));
    return JSON.stringify([table.sheet, table.columns, table.header.values, told]);
  } finally {
    await table.close();
  }
}

type Outcome = "same" | "refused" | "different";

/** `whole` are the contents that may come out: of the workbook, or of either of two. */
async function outcomeOf(
  bytes: Buffer,
  sheet: string | undefined,
  whole: readonly string[],
): Promise<Outcome> {
  const path = join(folder, "damaged.xlsx");
  await writeFile(path, bytes);
  try {
    return whole.includes(await contentOf(path, sheet)) ? "same" : "different";
  } catch (error) {
    // Anything else is a bug of ours: the run would end with exit code 1.
    if (error instanceof HeartbeatError && error.exitCode < 4 && error.hint !== undefined) {
      return "refused";
    }
    throw error;
  }
}

describe("a damaged workbook gives the same rows, or an error with a hint", () => {
  test.each(Object.entries(damages))(
    "%s",
    async (_name, damage) => {
      const numRuns = runs(48, 2_880);
      const seen = { same: 0, refused: 0, different: 0 };
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const random = createRandom(seed);
          const one = workbooks[random(workbooks.length)] as Source;
          const two = workbooks[random(workbooks.length)] as Source;
          const bytes = damage(one.bytes, two.bytes, random);
          const outcome = await outcomeOf(bytes, one.sheet, [one.content, two.content]);
          seen[outcome]++;
          expect(outcome).not.toBe("different");
        }),
        { numRuns, endOnFailure: true },
      );
      expect(seen.refused).toBeGreaterThan(Math.min(20, numRuns / 5));
    },
    120_000,
  );

  test("the check would notice a reader that compares no checksums", async () => {
    const stored = workbooks[4] as Source;
    const seen = { same: 0, refused: 0, different: 0 };
    for (let seed = 0; seed < 30; seed++) {
      const changed = changeDigit(stored.bytes, createRandom(seed));
      expect(await outcomeOf(changed, stored.sheet, [stored.content])).toBe("refused");
      seen[await outcomeOf(withChecksumsMended(changed), stored.sheet, [stored.content])]++;
    }
    expect(seen.different).toBeGreaterThan(10);
  });
});
