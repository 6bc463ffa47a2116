import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { readZipTable, stateNumber } from "../../src/service/embedded/zip-table.ts";

interface Entry {
  zip: string;
  latitude: number;
  longitude: number;
  city: string;
  state: string;
  country: string;
}

it("reads of every ZIP what the package's own code would", () => {
  const require = createRequire(import.meta.url);
  const text = readFileSync(require.resolve("zipcodes/lib/codes.js"), "utf8");
  const start = text.indexOf("{");
  const entries = Object.values<Entry>(
    JSON.parse(text.slice(start, text.indexOf("};", start) + 1)),
  );
  const table = readZipTable();
  const read = Array.from({ length: table.count }, (_, at) =>
    [
      table.zips[at],
      ...[table.latitudes[at], table.longitudes[at]],
      ...[table.states[at], table.cityAt(at)],
    ].join("|"),
  );
  const written = entries.map(({ zip, latitude, longitude, city, state }) =>
    [Number(zip), latitude, longitude, stateNumber(state), city].join("|"),
  );
  expect(entries.filter(({ country }) => country !== "US")).toEqual([]);
  expect(written.length).toBeGreaterThan(40_000);
  expect(read.length).toBe(written.length);
  expect(new Set(read)).toEqual(new Set(written));
});
