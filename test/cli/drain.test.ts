import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drainFor } from "../../src/cli/enrich/drain.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("is over so long after it was told, and not before", () => {
  const told = new AbortController();
  const drain = drainFor(told.signal, 8000);
  vi.advanceTimersByTime(60_000);
  expect(drain.over.aborted).toBe(false);
  told.abort("because");
  vi.advanceTimersByTime(7999);
  expect(drain.over.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(drain.over.aborted).toBe(true);
  expect(drain.over.reason).toBe("because");
});

it("also begins where it was told before", () => {
  const drain = drainFor(AbortSignal.abort(), 8000);
  expect(drain.over.aborted).toBe(false);
  vi.advanceTimersByTime(8000);
  expect(drain.over.aborted).toBe(true);
});

it.each([true, false])("keeps no process alive once it is cleared (told: %s)", (isTold) => {
  const told = new AbortController();
  const drain = drainFor(told.signal, 8000);
  if (isTold) told.abort();
  drain.clear();
  if (!isTold) told.abort();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(drain.over.aborted).toBe(false);
});
