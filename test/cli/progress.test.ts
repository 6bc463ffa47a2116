import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { firstCells, sectionOf, tableRows } from "../docs/markdown.ts";
import { page } from "../docs/pages.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { eventsOf, type RunEventRead, runEvents } from "../helpers/run-events.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-progress");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
  const names = Array.from({ length: 400 }, (_, n) => `Zoe Invented${n.toString(36)},OH,=1+1`);
  await writeFile(join(folder, "leads.csv"), `Name,State,Note\n${names.join("\n")}\n`);
  await writeFile(join(folder, "few.csv"), `Name,State,Note\n${names.slice(0, 20).join("\n")}\n`);
  await writeFile(join(folder, "empty.csv"), "");
  const argv = ["registry", "import", "npidata.csv", "--registry", "registry"];
  expect((await run(argv, { cwd: folder })).code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const enrich = ["enrich", "leads.csv", "--force", "--registry", "registry"];

const enrichFew = enrich.with(1, "few.csv");

/** A clock that goes forward this many milliseconds at every look. */
function clock(step: number): () => number {
  let now = 0;
  return () => {
    now += step;
    return now;
  };
}

function ofKind<Kind extends RunEventRead["event"]>(events: readonly RunEventRead[], kind: Kind) {
  return events.filter((one): one is Extract<RunEventRead, { event: Kind }> => one.event === kind);
}

describe("--progress json", () => {
  it("tells an enriched list from start to end, and nothing else", async () => {
    const { code, stdout, stderr } = await run([...enrich, "--progress", "json", "--json"], {
      cwd: folder,
      now: clock(400),
    });
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(stdout);
    const events = eventsOf(stderr);
    expect(events[0]).toMatchObject({ event: "start", command: "enrich" });
    expect(events.at(-1)).toMatchObject({
      event: "end",
      exit_code: 0,
      rows: 400,
      statuses: summary.statuses,
      reasons: summary.reasons,
      requests: summary.requests,
      release: summary.release,
      output: summary.output,
      receipt: summary.receipt.file,
    });
    expect(ofKind(events, "warning").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^a spreadsheet would run 400 cells .* writes every cell/),
    ]);
    const enriching = ofKind(events, "progress").filter(({ step }) => step === "enriching");
    expect(enriching.length).toBeGreaterThan(2);
    for (const { done, total, statuses = {}, requests = -1 } of enriching) {
      expect(total).toBe(400);
      expect(Object.values(statuses).reduce((sum, rows) => sum + rows)).toBe(done);
      expect(requests).toBe(done);
    }
    expect(enriching.at(-1)?.rate).toBeGreaterThan(0);
  });

  it("tells progress when a step begins, and then at most once a second", async () => {
    const argv = [...enrich, "--progress", "json", "--batch-size", "40"];
    const stepsAt = async (now: () => number) => {
      const { stderr } = await run(argv, { cwd: folder, now });
      return ofKind(eventsOf(stderr), "progress").map(({ step }) => step);
    };
    expect(await stepsAt(() => 7)).toEqual(["reading", "enriching"]);
    const slow = await stepsAt(clock(1000));
    // Ten batches and the beginning; every look at the clock is a second.
    expect(slow.filter((step) => step === "enriching")).toHaveLength(11);
  });

  it.each<[string, string[], Partial<Ran> & { last: string[] }]>([
    ["an option that is none", [...enrichFew, "--nonsense"], { code: 2, last: ["error", "end"] }],
    ["no command", [], { code: 2, last: ["error", "end"] }],
    ["a command that is none", ["enrihc"], { code: 2, last: ["error", "end"] }],
    ["a missing argument", ["enrich"], { code: 2, last: ["error", "end"] }],
    ["a bad setting", [...enrichFew, "--prior", "7"], { code: 2, last: ["error", "end"] }],
    ["no list", ["enrich", "no.csv"], { code: 3, last: ["start", "error", "end"] }],
    ["an empty list", ["enrich", "empty.csv"], { code: 3, last: ["error", "end"] }],
    ["no registry", ["show", "1234567893"], { code: 4, last: ["start", "error", "end"] }],
    ["doctor", ["doctor", "few.csv"], { code: 0, last: ["end"] }],
    ["a dry run", [...enrichFew, "--dry-run"], { code: 0, last: ["note", "end"] }],
    [
      "an import",
      ["registry", "import", "npidata.csv", "--registry", "again"],
      { code: 0, last: ["end"] },
    ],
    ["status", ["registry", "status", "--registry", "registry"], { code: 0, last: ["end"] }],
    ["config", ["config", "show"], { code: 0, last: ["start", "end"] }],
  ])("%s: events only, the last one `end`", async (_, argv, { code, last }) => {
    for (const how of [["--progress=json"], ["--progress", "plain", "--progress", "json"]]) {
      const ran = await run([...argv, ...how, "--verbose"], { cwd: folder });
      expect(ran.code, ran.stderr).toBe(code);
      const events = eventsOf(ran.stderr);
      expect(events.slice(-last.length).map(({ event }) => event)).toEqual(last);
      expect(events.at(-1)).toMatchObject({ exit_code: code });
      for (const { exit_code } of ofKind(events, "error")) expect(exit_code).toBe(code);
      expect(ofKind(events, "end")).toHaveLength(1);
    }
  });

  it.each([["--help"], ["--version"], ["completion", "bash"]])(
    "has nothing to tell of %s %s",
    async (...argv) => {
      const env = { HEARTBEAT_PROGRESS: "json" };
      const { code, stderr } = await run(argv.filter(Boolean), { cwd: folder, env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    },
  );

  it("tells an interruption, and a bug of ours", async () => {
    const argv = [...enrichFew, "--progress", "json"];
    const ran = await run(argv, { cwd: folder, signal: AbortSignal.abort() });
    expect(ran.code).toBe(130);
    expect(eventsOf(ran.stderr).slice(-2)).toMatchObject([
      { event: "error", code: "interrupted", exit_code: 130 },
      { event: "end", exit_code: 130 },
    ]);
    const areSuppressed = async () => {
      throw new Error("nobody");
    };
    const env = { HEARTBEAT_DEBUG: "1" };
    const broken = await run(argv, {
      cwd: folder,
      env,
      suppressions: { ...noSuppressions, areSuppressed },
    });
    expect(broken.code).toBe(1);
    const events = eventsOf(broken.stderr);
    expect(ofKind(events, "error")).toMatchObject([{ code: "bug", exit_code: 1 }]);
    expect(events.some((one) => one.event === "note" && /^at /.test(one.text))).toBe(true);
    expect(broken.stderr).not.toContain("nobody");
  });

  it("says with --quiet only how it ended", async () => {
    const well = await run([...enrichFew, "--progress", "json", "-q"], { cwd: folder });
    expect(eventsOf(well.stderr)).toMatchObject([{ event: "end", exit_code: 0, rows: 20 }]);
    const badly = await run(["enrich", "no.csv", "--progress", "json", "-q"], { cwd: folder });
    expect(eventsOf(badly.stderr)).toMatchObject([{ event: "error" }, { event: "end" }]);
  });

  it("never asks, and never colors or turns, on a terminal", async () => {
    await writeFile(join(folder, "doubt.csv"), "State,State\nOH,TX\nTX,OH\nOH,TX\n");
    const argv = ["enrich", "doubt.csv", "--registry", "registry", "--progress", "json"];
    const asked = await run(argv, { cwd: folder, terminal: 80, typed: "1\n" });
    expect(ofKind(eventsOf(asked.stderr), "error")).toHaveLength(1);
    const ran = await run([...enrichFew, "--progress", "json"], { cwd: folder, terminal: 80 });
    expect(ran.code).toBe(0);
    expect(eventsOf(ran.stderr).length).toBeGreaterThan(3);
  });

  it("holds from a file, too, once it is read, and a flag beats it", async () => {
    const cwd = temporaryFolder("cwd", folder);
    await writeFile(join(cwd, "heartbeat.json"), '{"progress": "json"}');
    const fromFile = await run(["enrich", "no.csv"], { cwd });
    expect(eventsOf(fromFile.stderr).map(({ event }) => event)).toEqual(["start", "error", "end"]);
    const env = { HEARTBEAT_PROGRESS: "json" };
    const beaten = await run(["enrich", "no.csv", "--progress", "plain"], { cwd, env });
    expect(beaten.stderr).toMatch(/^error: /);
    const behind = await run(["--", "enrich", "--progress=json"], { cwd: folder });
    expect(behind.stderr).toMatch(/^error: /);
  });

  it("is what the manual says", () => {
    const section = sectionOf(page("docs/commands.md"), "## Progress for programs");
    const told = runEvents.map(({ shape }) => {
      const name = "value" in shape.event ? [shape.event.value] : shape.event.options;
      const fields = Object.keys(shape).filter((field) => field !== "at" && field !== "event");
      return [name.join(", "), fields.sort()];
    });
    const values = new Set(["retry", "pause", "slow_down", "busy", "failed", "no_answer"]);
    values.add("unusable").add("null");
    for (const value of ["needed", "none", "opened", "closed", "disk_full"]) values.add(value);
    const written = tableRows(section).map(([name = "", fields = ""]) => [
      name.replaceAll("`", ""),
      [...fields.matchAll(/`(\w+)`/g)]
        .map(([, field = ""]) => field)
        .filter((one) => !values.has(one))
        .sort(),
    ]);
    expect(written).toEqual(told);
    expect(firstCells(section)).toHaveLength(runEvents.length);
  });
});

describe("--progress for people", () => {
  const terminal = { terminal: 80, now: clock(1000) };

  it("says lines with plain, and says nothing on the way with none", async () => {
    const plain = await run([...enrich, "--progress", "plain"], { cwd: folder, ...terminal });
    expect(plain.stderr).not.toContain("\u001b[?25");
    expect(plain.stderr).toMatch(
      /^Enriching: [\d,]+ of 400 rows, [\d,]+ rows\/s, .* left, [\d,]+ no_match/m,
    );
    const none = await run([...enrich, "--progress", "none"], { cwd: folder, ...terminal });
    expect(none.stderr).not.toContain("Enriching");
    expect(none.stderr).toContain("400 rows written");
  });

  it.each([0, 1, 19])("turns on no terminal of %i columns", async (columns) => {
    const ran = await run(enrich, { cwd: folder, terminal: columns, now: clock(50) });
    expect(ran.code).toBe(0);
    expect(ran.stderr).not.toContain("\u001b[?25l");
  });

  it("refuses another way by name", async () => {
    const { code, stderr } = await run([...enrichFew, "--progress", "bar"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain("--progress must be one of auto, plain, json, none");
  });
});
