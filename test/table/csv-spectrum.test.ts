import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readList, tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const require = createRequire(import.meta.url);
const spectrum = dirname(require.resolve("csv-spectrum"));
const names = (await readdir(join(spectrum, "csvs"))).map((file) => file.replace(".csv", ""));

/** Its quotes stand inside cells that are not quoted: no CSV, and the JSON beside it is wrong. */
const broken = "location_coordinates";

test("csv-spectrum has the files it is known for", () => {
  expect(names).toHaveLength(12);
  expect(names).toContain(broken);
});

test.each(names.filter((name) => name !== broken))("%s", async (name) => {
  const text = await readFile(join(spectrum, "csvs", `${name}.csv`), "utf8");
  const meant = JSON.parse(await readFile(join(spectrum, "json", `${name}.json`), "utf8"));
  const { table, rows } = await readList(join(folder, `${name}.csv`), text);
  const records = rows.map(({ cells }) =>
    Object.fromEntries(table.columns.map((column, i) => [column, cells[i]])),
  );
  expect(records).toEqual(meant);
});

test(`${broken}: asked about; with the delimiter told its line is rejected by name`, async () => {
  const text = await readFile(join(spectrum, "csvs", `${broken}.csv`), "utf8");
  const path = join(folder, "bad.csv");
  await expect(readList(path, text)).rejects.toMatchObject({ code: "delimiter_unclear" });
  const { rows } = await readList(path, text, { delimiter: "," });
  expect(rows.map(({ problem }) => problem?.split(":")[0])).toEqual(["stray_quote"]);
});
