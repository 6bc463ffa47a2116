import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseDecisions } from "../../src/enrich/decisions/decisions-file.ts";
import { quillfeather, reviewedWorld, vantress, vantressQ } from "../cli/reviewed-world.ts";
import { patience } from "../helpers/effort.ts";
import { runOnTerminal, type TerminalRun } from "./terminal-run.ts";

let folder: string;
beforeAll(async () => {
  folder = await reviewedWorld();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function begin(decisions: string, env: Record<string, string> = {}): TerminalRun {
  const argv = ["review", "leads.enriched.csv", "--registry", "registry", "--decisions", decisions];
  return runOnTerminal(argv, { cwd: folder, columns: 80, env });
}

/** What is on the screen since it was cleared for the last time. */
const screenOf = (run: TerminalRun) => run.output().split("\u001b[H").at(-1) ?? "";

async function seen(run: TerminalRun, text: RegExp): Promise<void> {
  let ended = false;
  void run.ended.then(() => {
    ended = true;
  });
  while (!text.test(screenOf(run))) {
    if (ended) throw new Error(`ended without ${text}: ${run.output().slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const choices = async (name: string) =>
  parseDecisions(await readFile(join(folder, name), "utf8"), name)
    .map(({ choice }) => choice)
    .sort();

const asked = (row: number) => new RegExp(`Row ${row}\\b[^]*1-?2? choose`);

it("is a screen of its own: keys, undo, another width, and the terminal as it was", {
  timeout: patience,
}, async () => {
  const run = begin("one.ndjson");
  await seen(run, asked(1));
  expect(run.output()).toContain("\u001b[?1049h");
  run.type("1");
  await seen(run, asked(2));
  run.type("n");
  await seen(run, asked(3));
  run.type("u");
  await seen(run, /Taken back/);
  expect(await choices("one.ndjson")).toEqual([vantress]);
  run.type("1");
  await seen(run, asked(3));
  run.resize(46);
  await seen(run, /1 choose {2}n none {2}\? help {2}q quit/);
  for (const line of screenOf(run).split(/\r*\n/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no room
    expect(line.replace(/\u001b\[[\d;?]*[A-Za-z]/g, "").length).toBeLessThanOrEqual(46);
  }
  run.type("q");
  const { code, output } = await run.ended;
  expect(code).toBe(0);
  expect(output.slice(output.lastIndexOf("\u001b[?1049l"))).toContain("2 decisions kept in");
  expect(await choices("one.ndjson")).toEqual([vantress, quillfeather].sort());
});

it("keeps what was decided through Ctrl-C and a closed window, and goes on there", {
  timeout: patience,
}, async () => {
  const first = begin("two.ndjson");
  await seen(first, asked(1));
  first.type("2");
  await seen(first, asked(2));
  first.type("\u0003");
  const { code, output } = await first.ended;
  expect(code).toBe(130);
  expect(output).toContain("\u001b[?1049l");
  expect(output).toContain("Interrupted: 1 decision kept in");
  const second = begin("two.ndjson", { NO_COLOR: "1" });
  await seen(second, asked(2));
  expect(second.output(), "no colour").not.toContain("\u001b[1m");
  second.type("1");
  await seen(second, asked(3));
  second.hangUp();
  expect((await second.ended).code).toBe(129);
  expect(await choices("two.ndjson")).toEqual([vantressQ, quillfeather].sort());
});
