import { expect, it } from "vitest";
import { createUnchangedRows } from "../../../src/enrich/refresh/unchanged-rows.ts";

const rows = [1, 2, 3, 4, 5, 6, 7, 8];

it.each<[string, readonly (readonly [number, number])[] | undefined, number[]]>([
  ["nothing is known", undefined, []],
  ["nothing was edited", [], rows],
  ["rows in the middle were edited", [[3, 5]], [1, 2, 6, 7, 8]],
  [
    "two parts were edited",
    [
      [1, 1],
      [4, 7],
    ],
    [2, 3, 8],
  ],
  ["rows were added", [[6, Number.POSITIVE_INFINITY]], [1, 2, 3, 4, 5]],
])("tells the unchanged rows of a list: %s", (_, edited, unchanged) => {
  const isUnchanged = createUnchangedRows(edited === undefined ? {} : { edited });
  expect(rows.filter(isUnchanged)).toEqual(unchanged);
});
