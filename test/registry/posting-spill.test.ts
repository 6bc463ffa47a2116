import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPostingSpill } from "../../src/registry/sqlite/postings/posting-spill.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder("hb-spill");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("gives all pairs back in order of key, then NPI, from blocks on disk and in memory", () => {
  const spill = createPostingSpill(join(folder, "postings"));
  // Enough in one bucket to fill several blocks of 8,192 pairs, and some at both ends of the space.
  const pairs: [number, number][] = [
    [0, 4_294_967_295],
    [2 ** 40 - 1, 1],
    [2 ** 40 - 1, 0],
    [2 ** 32 - 1, 2_900_000_000],
    [2 ** 32, 1_000_000_000],
  ];
  let state = 1;
  for (let i = 0; i < 40_000; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pairs.push([7 * 2 ** 32 + (state % 5_000), 1_000_000_000 + (state >>> 3)]);
  }
  for (const [key, npi] of pairs) spill.add(key, npi);

  const found: [number, number][] = [];
  for (const { high, pairs } of spill.buckets()) {
    for (let i = 0; i < pairs.length; i += 2) {
      found.push([high * 2 ** 32 + (pairs[i + 1] as number), pairs[i] as number]);
    }
  }
  spill.close();
  expect(found).toEqual(pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
});

test("refuses a key that is too long instead of filing it elsewhere", () => {
  const spill = createPostingSpill(join(folder, "postings"));
  expect(() => spill.add(2 ** 40, 1)).toThrow(RangeError);
  spill.close();
});
