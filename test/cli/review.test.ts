import { writeFileSync } from "node:fs";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PassThrough } from "node:stream";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseDecisions } from "../../src/enrich/decisions/decisions-file.ts";
import { run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import {
  quillfeather,
  quillfeatherToo,
  reviewedWorld,
  vantress,
  vantressQ,
  zellerbaum,
} from "./reviewed-world.ts";
import { typist } from "./typist.ts";

let folder: string;
beforeAll(async () => {
  folder = await reviewedWorld();
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const kept = () => join(folder, "leads.decisions.ndjson");
beforeEach(() => rm(kept(), { force: true }));

type Given = Partial<Parameters<typeof run>[1]>;
/** A dumb terminal writes screens one below the other, and has no spinner. */
const env = { HEARTBEAT_REGISTRY: "registry", TERM: "dumb" };
const reviewed = ["review", "leads.enriched.csv"] as const;

function press(typed: string, options: readonly string[] = [], given: Given = {}) {
  const typing = typist(typed);
  return run([...reviewed, ...options], { cwd: folder, env, terminal: 80, ...typing, ...given });
}

const decisions = async () => parseDecisions(await readFile(kept(), "utf8"), "d");
const choices = async () => (await decisions()).map(({ choice }) => choice).sort();

describe("a review", () => {
  it("shows a lead with its candidates, and why each fits or does not", async () => {
    const { code, stderr, stdout } = await press("s s q");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("Review: 1 of 3");
    expect(stderr).toContain("Row 1 and 1 row with the same lead: ambiguous");
    expect(stderr).toMatch(/your list +1 0\.\d\d +2 0\.\d\d/);
    expect(stderr).toMatch(/name +Leopold Vantress +\+ LEOPOLD VANTRESS +\+ LEOPOLD VANTRESS/);
    expect(stderr, "candidates differ").toMatch(/place\* +Austin TX/);
    expect(stderr).toContain("1 fits: first and last name exact");
    expect(stderr, "who contradicts").toMatch(
      /NPI +1\d{9} +\+ 1\d{9}\nname +Ignatius Muntz +- DESMOND ZELLERBAUM/,
    );
    expect(stderr).toContain("against: surname differs");
    expect(stderr).toContain("Nothing was decided.");
  });

  it("keeps each decision at once, one for leads that are the same", async () => {
    const { stderr } = await press("2n1q", ["--by", "jd"]);
    expect(stderr).toMatch(/3 decisions kept in .*leads\.decisions\.ndjson\./);
    expect(await choices()).toEqual(["none", vantressQ, zellerbaum].sort());
    const none = (await decisions()).find(({ choice }) => choice === "none");
    expect(Object.keys(none?.records ?? {}).sort()).toEqual([quillfeather, quillfeatherToo].sort());
    expect(await decisions()).toMatchObject(Array(3).fill({ decided_on: "2026-01-20", by: "jd" }));
    expect((await stat(kept())).mode & 0o777).toBe(0o600);
    const text = await readFile(kept(), "utf8");
    expect(text, "no cell of the list").not.toMatch(/vantress|austin|muntz|TX/i);
  });

  it("goes on where it was ended", async () => {
    await press("1q");
    const { stderr } = await press("q");
    expect(stderr).toContain("Review: 1 of 2");
    expect(stderr).toContain("Row 2: ambiguous");
    const all = await press("q", ["--all"]);
    expect(all.stderr).toContain(`Decided on 2026-01-20: ${vantress}`);
    expect(all.stderr).toContain("Review: 1 of 3");
  });

  it("takes decisions back, the last one first", async () => {
    await press("1q");
    const before = await readFile(kept(), "utf8");
    const { stderr } = await press("n2uuuq");
    expect(stderr).toContain("Taken back.");
    expect(stderr).toContain("Nothing to take back.");
    expect(await readFile(kept(), "utf8")).toBe(before);
  });

  it("gives back what a decision took the place of", async () => {
    await press("1q");
    const before = await readFile(kept(), "utf8");
    await press("2q", ["--all"], { date: "2026-02-01T00:00:00Z" });
    expect(await choices()).toEqual([vantressQ]);
    await press("1uq", ["--all"]);
    expect(await choices()).toEqual([vantressQ]);
    await press("nuq", ["--all"], { date: "2026-02-01T00:00:00Z" });
    expect(await readFile(kept(), "utf8")).not.toBe(before);
  });

  it("shows only some, by what the lead says", async () => {
    const { stderr } = await press("/state:IL\r1/\b\b\b\b\b\b\b\bnosuch:x\rq");
    expect(stderr).toContain("Review: 1 of 1, 3 leads in all");
    expect(stderr).toContain("No such filter: the keys are status, state and row");
    expect(await choices()).toEqual([quillfeather]);
    const conflicts = await press("q", ["--filter", "status:conflict"]);
    expect(conflicts.stderr).toContain("Row 3: conflict");
    expect((await press("q", ["--filter", "muntz"])).stderr).toContain("Row 3: conflict");
    expect((await press("q", ["--filter", "nobody"])).stderr).toContain("No lead fits the filter.");
  });

  it("tells all evidence, and its keys", async () => {
    const { stderr } = await press("e?xq");
    expect(stderr).toMatch(/\+\d+\.\d +name +first and last name exact/);
    expect(stderr).toContain("+ agrees with the lead");
  });

  it("leaves keys that mean nothing alone", async () => {
    const { stderr, code } = await press("z9\u001b[A\u001b[B\u001b[C\u001b[D\u001bOP\tq");
    expect(code).toBe(0);
    expect(stderr).toContain("There is no candidate 9 to choose.");
    await expect(stat(kept())).rejects.toThrow("ENOENT");
  });

  it("takes no key that was pressed before the candidates were there", async () => {
    const { stderr } = await run([...reviewed], { cwd: folder, env, terminal: 80, typed: "111" });
    expect(stderr).toContain("nothing was decided.");
  });

  it("ends with Ctrl-D", async () => {
    expect((await press("1\u0004")).code).toBe(0);
  });

  it.each<[string, (typed: PassThrough) => unknown]>([
    ["ends", (typed) => typed.end()],
    ["fails", (typed) => typed.destroy(Object.assign(new Error("read EIO"), { code: "EIO" }))],
  ])("keeps what was decided when the terminal %s, as one does that was closed", async (_, go) => {
    const { typed, hears } = typist("1");
    const goes = (text: string) => (text.includes(", 1 decided") ? go(typed) : hears(text));
    const said = { cwd: folder, env, terminal: 80, typed, hears: goes };
    const { code, stderr } = await run([...reviewed], said);
    expect(code, stderr).toBe(129);
    expect(stderr).toContain("Interrupted: 1 decision kept in");
    expect(await choices()).toEqual([vantress]);
  });

  it("keeps what was decided when it is interrupted", async () => {
    const { code, stderr } = await press("1\u0003");
    expect(code).toBe(130);
    expect(stderr).toMatch(/Interrupted: 1 decision kept in .*leads\.decisions\.ndjson\./);
    expect(await choices()).toEqual([vantress]);
  });

  it("asks anew about a lead whose record has changed", async () => {
    await press("s1q");
    const { stderr } = await press("sq", [], {
      env: { ...env, HEARTBEAT_REGISTRY: "registry-moved" },
    });
    expect(stderr).toContain(
      `Decided on 2026-01-20: ${quillfeather}; the record has changed since`,
    );
  });

  it("adds to what somebody else decided meanwhile", async () => {
    await press("1q");
    const theirs = await readFile(kept(), "utf8");
    await rm(kept());
    const { typed, hears } = typist("s1q");
    const mine = await press("", [], {
      typed,
      hears(text) {
        // Their file comes when this review has begun without one.
        if (text.includes("Row 1")) writeFileSync(kept(), theirs);
        hears(text);
      },
    });
    expect(mine.stderr).toContain("1 decision kept");
    expect(await choices()).toEqual([vantress, quillfeather].sort());
  });
});

describe("a lead about which somebody else decides meanwhile", () => {
  /** Their decision comes when a text is on my screen. */
  async function beside(text: string, keys: string) {
    await press("2q");
    const theirs = await readFile(kept(), "utf8");
    await rm(kept());
    const { typed, hears } = typist(keys);
    let isThere = false;
    const mine = await press("", [], {
      typed,
      hears(screen) {
        if (!isThere && screen.includes(text)) {
          writeFileSync(kept(), theirs);
          isThere = true;
        }
        hears(screen);
      },
    });
    expect(mine.code, mine.stderr).toBe(0);
    return { screens: mine.stderr, isTheirs: (await readFile(kept(), "utf8")) === theirs };
  }

  it("has mine, which gives theirs back when it is taken back", async () => {
    const decided = await beside("Row 1", "1q");
    expect(decided.screens).toContain("u gives that back");
    expect(decided.isTheirs).toBe(false);
    expect(await choices()).toHaveLength(1);
    await rm(kept());
    expect(await beside("Row 1", "1uq")).toMatchObject({ isTheirs: true });
  });

  it("keeps theirs where I take back what is not there any more", async () => {
    const { screens, isTheirs } = await beside("Row 2", "1uq");
    expect(screens).toContain("theirs stays");
    expect(isTheirs).toBe(true);
  });
});

describe("somebody suppressed", () => {
  it("is not shown as a candidate", async () => {
    // Ranks below the one who is left: the list alone names him.
    const suppressions = fakeSuppressions(({ npi }) => npi === zellerbaum);
    const { stderr, code } = await press("1nq", ["--filter", "row:3"], { suppressions });
    expect(code).toBe(0);
    expect(stderr).not.toContain("ZELLERBAUM");
    expect(stderr).not.toMatch(/\bin use\b/);
  });

  it("takes the row out of the review", async () => {
    const suppressions = fakeSuppressions(({ npi }) => npi === vantress || npi === vantressQ);
    const { stderr } = await press("1nq", ["--filter", "row:1"], { suppressions });
    expect(stderr).toContain("Nothing may be told about this row");
    expect(stderr).toContain("Nothing was decided.");
    expect(stderr).not.toContain("LEOPOLD VANTRESS");
  });
});

describe("without a terminal", () => {
  it("is refused, and says how to go on", async () => {
    const piped = await run([...reviewed], { cwd: folder, env, stdin: "1q" });
    expect(piped.code).toBe(2);
    expect(piped.stderr).toContain("[review_needs_terminal]");
    expect(piped.stderr).toContain("--json");
    expect((await press("1q", ["--no-input"])).code).toBe(2);
    expect((await press("1q", ["--progress", "json"])).code).toBe(2);
  });

  it("lists the rows that wait, by number alone", async () => {
    const { code, stdout } = await run([...reviewed, "--json"], { cwd: folder, env });
    expect(code).toBe(0);
    const { open } = JSON.parse(stdout);
    expect(open).toMatchObject([
      { row: 1, rows: [1, 4], status: "ambiguous", reason: "equal_candidates", state: "open" },
      { row: 2, rows: [2], status: "ambiguous" },
      { row: 3, rows: [3], status: "conflict", reason: "npi_name_conflict", candidates: 1 },
    ]);
    expect(stdout).not.toMatch(/vantress|austin|muntz|\b1\d{9}\b/i);
  });
});

describe("what cannot be reviewed", () => {
  const refused = async (argv: readonly string[]) => {
    const { code, stderr } = await run(["review", ...argv], {
      cwd: folder,
      env,
      terminal: 80,
      typed: "q",
    });
    return { code, told: stderr.match(/\[(\w+)\]/)?.[1] };
  };

  it("is a list that nobody enriched, standard input, a place that is the list", async () => {
    expect(await refused(["leads.csv"])).toEqual({ code: 2, told: "not_enriched" });
    expect(await refused(["-"])).toEqual({ code: 2, told: "usage" });
    expect(await refused(["leads.enriched.csv", "--decisions", "leads.enriched.csv"])).toEqual({
      ...{ code: 2, told: "output_is_input" },
    });
    expect(await refused(["missing.csv"])).toMatchObject({ code: 3 });
  });

  it("is told by its options", async () => {
    for (const options of [
      ["--status", "suppressed"],
      ["--status", ""],
      ["--filter", "state:zz"],
      ["--by", "a\nb"],
    ]) {
      expect(await refused(["leads.enriched.csv", ...options])).toEqual({ code: 2, told: "usage" });
    }
  });

  it("is a file of decisions that is none: nothing of it is told", async () => {
    await writeFile(kept(), "Zoe Invented,Springfield\n");
    const { code, stderr } = await press("1q");
    expect(code).toBe(3);
    expect(stderr).toContain("leads.decisions.ndjson, line 1: it is no JSON object on one line");
    expect(stderr).not.toContain("Zoe");
    expect(await readFile(kept(), "utf8")).toBe("Zoe Invented,Springfield\n");
  });

  it("is a folder in the place of the file", async () => {
    const { code } = await press("1q", ["--decisions", "registry"]);
    expect(code).toBe(3);
  });
});
