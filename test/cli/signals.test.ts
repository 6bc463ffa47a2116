import { EventEmitter } from "node:events";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Speech } from "../../src/cli/screen/speech.ts";
import { watchSignals } from "../../src/cli/signals.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder("heartbeat-signals");
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** A process that only notes with what it was left, and is told twice to stop. */
function toldTwice(unfinished: ReadonlySet<string>) {
  const exits: number[] = [];
  const proc = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  const speech = { asEvents: () => false, say() {}, end() {} } as unknown as Speech;
  const { aborted } = watchSignals(proc as unknown as NodeJS.Process, speech, unfinished);
  expect(aborted).toBe(false);
  proc.emit("SIGINT");
  proc.emit("SIGINT");
  return exits;
}

it("waits for a file that is being made, however long the machine takes, and removes it", () => {
  const path = join(folder, ".out.csv.tmp");
  const exits = toldTwice(new Set([path]));
  vi.advanceTimersByTime(1000);
  expect(exits).toEqual([]);
  writeFileSync(path, "");
  vi.advanceTimersByTime(100);
  expect(exits).toEqual([130]);
  expect(existsSync(path)).toBe(false);
});

it("leaves at once where there is none, and all the same where one never comes", () => {
  const none = toldTwice(new Set());
  vi.advanceTimersByTime(100);
  expect(none).toEqual([130]);
  const never = toldTwice(new Set([join(folder, "never")]));
  vi.advanceTimersByTime(5000);
  expect(never).toEqual([130]);
});
