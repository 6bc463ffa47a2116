import { expect, test } from "vitest";
import { createBoundedCache } from "../../src/registry/sqlite/bounded-cache.ts";

test("never holds more than its limit", () => {
  const cache = createBoundedCache<number, number>(10);
  for (let i = 0; i < 1_000; i++) cache.set(i, i);
  const held = Array.from({ length: 1_000 }, (_, i) => cache.get(i)).filter((v) => v !== undefined);
  expect(held.length).toBeGreaterThan(0);
  expect(held.length).toBeLessThanOrEqual(10);
});

test("keeps what is asked for again and again", () => {
  const cache = createBoundedCache<number, string>(10);
  cache.set(-1, "kept");
  for (let i = 0; i < 100; i++) {
    expect(cache.get(-1)).toBe("kept");
    cache.set(i, "passing");
  }
});

test("remembers a value that counts as false", () => {
  const cache = createBoundedCache<string, number>(4);
  cache.set("none", 0);
  expect(cache.get("none")).toBe(0);
});
