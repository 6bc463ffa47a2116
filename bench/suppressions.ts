/**
 * What a long list of suppressions costs: it is imported into a ledger of its own, a copy of a
 * generated registry is brought up to date, and the same leads are enriched with and without, in turn.
 * Run `npm run build` first.
 *   npx tsx bench/suppressions.ts [--people 1000000] [--entries 1000000] [--on-file .01]
 *     [--with-names] [--leads 100000] [--names 10000] [--rounds 3] [--scratch FOLDER]
 *     [--keep]
 * With --keep the ledger and the registries are those of the run before.
 */
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeLeads } from "./leads/write-leads.ts";
import { writeSuppressions } from "./leads/write-suppressions.ts";
import { type Measured, measuredRun } from "./measuring/measured-run.ts";
import { differenceOf } from "./measuring/row-difference.ts";
import { bytesOf, openScratch } from "./measuring/scratch.ts";
import { numberOption } from "./options.ts";
import { writeRegistry } from "./write-registry.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string" },
    entries: { type: "string" },
    "on-file": { type: "string" },
    "with-names": { type: "boolean", default: false },
    leads: { type: "string" },
    names: { type: "string" },
    rounds: { type: "string" },
    keep: { type: "boolean", default: false },
    scratch: { type: "string", default: join(tmpdir(), "heartbeat-bench") },
  },
});
const people = numberOption("people", values.people, 1_000_000);
const entries = numberOption("entries", values.entries, 1_000_000);
const onFile = numberOption("on-file", values["on-file"], 0.01);
const withNames = values["with-names"];
const leads = {
  npi: numberOption("leads", values.leads, 100_000),
  name: numberOption("names", values.names, 10_000),
};
const rounds = numberOption("rounds", values.rounds, 3);
const program = fileURLToPath(new URL("../bin/heartbeat.js", import.meta.url));
const scratch = openScratch(values.scratch);

/** A registry, and the folder of the ledger that it is used with. */
interface Side {
  registry: string;
  data: string;
}

async function heartbeat({ registry, data }: Side, args: readonly string[]): Promise<Measured> {
  const env: NodeJS.ProcessEnv = {
    ...{ PATH: process.env.PATH, HOME: values.scratch, XDG_DATA_HOME: data },
    ...{ NO_COLOR: "1", UV_THREADPOOL_SIZE: "1" },
  };
  const run = await measuredRun([program, ...args, "--registry", registry], env);
  if (run.exitCode !== 0)
    throw new Error(`${args[0]} ended with exit code ${run.exitCode}\n${run.stderr}`);
  return run;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function report(name: string, { seconds, cpuSeconds, peakRssAnonMb = 0 }: Measured): void {
  console.log(
    `${name.padEnd(20)} ${seconds.toFixed(1)} s wall  ${cpuSeconds.toFixed(1)} s CPU  ` +
      `peak RssAnon ${peakRssAnonMb.toFixed(0)} MB  load ${loadavg()[0]?.toFixed(1)}`,
  );
}

/** As `with` and `without` differ in the middle of all rounds. */
function compare(name: string, runs: Record<"with" | "without", readonly Measured[]>): void {
  const middle = (side: "with" | "without", of: (run: Measured) => number): number =>
    runs[side].map(of).toSorted((a, b) => a - b)[Math.floor((rounds - 1) / 2)] ?? 0;
  const slower = (of: (run: Measured) => number): string => {
    const [without, withThem] = [middle("without", of), middle("with", of)];
    const percent = 100 * (withThem / without - 1);
    return `${without.toFixed(2)} -> ${withThem.toFixed(2)} s (${percent.toFixed(1)} % more)`;
  };
  const memory = ({ peakRssAnonMb = 0 }: Measured) => peakRssAnonMb;
  console.log(
    `${name}: CPU ${slower((run) => run.cpuSeconds)}, wall ${slower((run) => run.seconds)}, peak RssAnon ` +
      `${middle("without", memory).toFixed(0)} -> ${middle("with", memory).toFixed(0)} MB`,
  );
}

const [source = ""] = scratch.once([`npidata-${people}.csv`], ([out = ""]) => {
  const organizations = Math.round(people / 20);
  writeRegistry({
    ...{ people, organizations, seed: 1, out },
    ...{ locations: undefined, otherNames: undefined },
  });
});
const words = withNames ? "named-" : "";
const [list = ""] = scratch.once(
  [`suppressions-${words}${people}-${entries}-${onFile}.csv`],
  ([out = ""]) => writeSuppressions({ registry: source, count: entries, onFile, withNames, out }),
);
const kinds = (["npi", "name"] as const).map((kind) => {
  const count = leads[kind];
  const names = [`leads-${kind}-${people}-${count}.csv`, `truth-${kind}-${people}-${count}.csv`];
  const [file = ""] = scratch.once(names, ([out = "", truth = ""]) =>
    writeLeads({ registry: source, count, kind, absent: 0.2, seed: 7, out, truth }),
  );
  return { kind, count, file };
});

const sides = {
  without: { registry: scratch.path(`registry-${people}`), data: scratch.path("no-ledger") },
  with: { registry: scratch.path("registry-suppressed"), data: scratch.path("a-ledger") },
};
/** The list into a new ledger, and a copy of the registry up to date with it. */
async function suppress(): Promise<void> {
  for (const path of [sides.with.registry, sides.with.data, sides.without.data])
    rmSync(path, { recursive: true, force: true });
  mkdirSync(sides.with.data, { recursive: true });

  console.log(`list ${megabytes(bytesOf(list))}`);
  // No registry is told of it, so that bringing one up to date can be measured apart.
  const nowhere = { ...sides.with, registry: scratch.path("no-registry") };
  const imported = await heartbeat(nowhere, ["suppress", "import", list, "--date", "2026-01-01"]);
  report("suppress import", imported);
  const ledger = bytesOf(join(sides.with.data, "heartbeat", "ledger.db"));
  console.log(
    `${Math.round(entries / imported.seconds)} rows/s, ledger.db ${megabytes(ledger)}, ` +
      `${Math.round(ledger / entries)} bytes an entry`,
  );
  if (!existsSync(sides.without.registry))
    await heartbeat(sides.without, ["registry", "import", source]);
  cpSync(sides.without.registry, sides.with.registry, { recursive: true });
  report("brought up to date", await heartbeat(sides.with, ["registry", "status"]));
  report("up to date already", await heartbeat(sides.with, ["registry", "status"]));
}

console.log(`node ${process.version}, one processor`);
if (!values.keep) await suppress();

for (const { kind, count, file } of kinds) {
  if (count === 0) continue;
  const runs: Record<"with" | "without", Measured[]> = { with: [], without: [] };
  const output = (side: string) => scratch.path(`suppressed-${kind}-${side}.csv`);
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second finds the disk's cache warm: they take turns in that too.
    const turns = round % 2 === 0 ? (["without", "with"] as const) : (["with", "without"] as const);
    for (const side of turns) {
      const args = ["enrich", file, "-o", output(side), "--force"];
      const run = await heartbeat(sides[side], args);
      runs[side].push(run);
      report(`enrich ${kind} ${side}`, run);
    }
  }
  compare(`${count} leads by ${kind}`, runs);
  const { rows, suppressed } = differenceOf(output("without"), output("with"));
  console.log(`  rows that differ: ${rows}, suppressed of them: ${suppressed}`);
  if (suppressed === 0) process.exitCode = 1;
}
