import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byEffort, isBrief, patience } from "../helpers/effort.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { brokenPromises, type Interruption, moments, ways, widths } from "./interrupt.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-terminal");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each moment, the common ways and every width once. */
const few: Interruption[] = [
  { moment: "reading", way: "^C", columns: 1 },
  { moment: "asking", way: "^C^C", columns: 20 },
  { moment: "writing", way: "^C", columns: 80, shrinks: true },
  { moment: "hanging", way: "closed", columns: 0 },
  { moment: "asking", way: "SIGTERM", columns: 80, progress: "json" },
];
/** The common ways at every moment; the width goes round, so that all of them meet. */
const common: Interruption[] = moments.flatMap((moment, m) =>
  (["^C", "^C^C", "closed"] as const).map((way, w) => ({
    moment,
    way,
    columns: widths[(m + w) % widths.length] ?? 80,
  })),
);
const others: Interruption[] = [
  { moment: "reading", way: "SIGTERM", columns: 20 },
  { moment: "writing", way: "SIGHUP", columns: 1 },
  { moment: "hanging", way: "SIGTERM ^C", columns: 0 },
  { moment: "hanging", way: "closed", columns: 80 },
  { moment: "writing", way: "^C", columns: 80, shrinks: true },
  { moment: "asking", way: "^C", columns: 80, progress: "json" },
];
const usual = [...common, ...others];
/** Anything at all. */
const random: Interruption[] = fc.sample(
  fc.record({
    moment: fc.constantFrom(...moments),
    way: fc.constantFrom(...ways),
    columns: fc.constantFrom(...widths, 19, 21, 200),
    shrinks: fc.boolean(),
    progress: fc.constantFrom("auto", "auto", "plain", "json"),
  }),
  byEffort(0, 0, 200 - usual.length),
);

describe.concurrent("interrupted on a pseudo-terminal", () => {
  it.each(byEffort(few, usual, [...usual, ...random]))(
    "$moment, $columns columns, $way",
    { timeout: patience },
    async (how) => {
      expect(await brokenPromises(folder, how)).toEqual([]);
    },
  );
});

/** What a planted bug does to the process before the program begins. */
const planted = {
  deaf: `const on = process.on.bind(process);
    process.on = (name, f) => (name === "SIGINT" ? on(name, () => process.stderr.write("Stopping")) : on(name, f));`,
  busy: `process.on("SIGINT", () => {
      const turn = () => setImmediate(turn);
      for (let i = 0; i < 50; i++) turn();
    });
    process.exit = () => undefined;`,
  redrawing: `let columns = 80;
    Object.defineProperty(process.stderr, "columns", { get: () => columns });
    process.on("SIGINT", () => { columns = 0; });`,
  chatty: `process.once("SIGINT", () => {
      for (let i = 0; i < 3000; i++) process.stderr.write("Enriching: 1 of 2 rows, 3 rows/s, 4 s left\\r\\n");
    });`,
  untidy: `import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    fs.rmSync = () => undefined;
    fs.promises.rm = fs.promises.unlink = async () => undefined;
    syncBuiltinESMExports();`,
  polite: `process.on("exit", () => { process.exitCode = 0; });`,
  indiscreet: `process.on("SIGINT", () => process.stderr.write("Stopped at Zoe Invented7"));`,
} as const;

const noticed: [keyof typeof planted, Omit<Interruption, "node">, string][] = [
  ["deaf", { moment: "writing", way: "^C", columns: 80 }, "exit 0"],
  ["busy", { moment: "hanging", way: "^C", columns: 80 }, "busy after being asked to leave"],
  ["redrawing", { moment: "hanging", way: "^C", columns: 80 }, "had to be killed"],
  ["chatty", { moment: "writing", way: "^C", columns: 80 }, "draws without end"],
  [
    "untidy",
    { moment: "asking", way: "^C^C", columns: 20 },
    "left files behind: .leads.enriched.csv.….tmp",
  ],
  ["indiscreet", { moment: "asking", way: "^C", columns: 80 }, "tells a name"],
  ["polite", { moment: "asking", way: "SIGTERM", columns: 20 }, "exit 0"],
];

describe.skipIf(isBrief)("the same look at a planted bug", () => {
  it.concurrent.each(noticed)(
    "%s: is noticed",
    { timeout: patience },
    async (name, how, broken) => {
      const shim = join(folder, `${name}.mjs`);
      await writeFile(shim, planted[name]);
      const node = ["--import", pathToFileURL(shim).href];
      expect(await brokenPromises(folder, { ...how, node })).toContain(broken);
    },
  );
});
