/**
 * Speed and memory of the whole program: imports a generated registry, enriches a list of NPIs and
 * a list of dirty names, and refreshes both. Run `npm run build` first.
 *   npx tsx bench/run.ts [--people 1000000] [--leads 100000] [--scratch FOLDER] [--keep-registry]
 */
import { existsSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { forEachLine } from "./leads/sample-lines.ts";
import { writeLeads } from "./leads/write-leads.ts";
import { type Measured, measuredRun } from "./measuring/measured-run.ts";
import { bytesOf, openScratch } from "./measuring/scratch.ts";
import { numberOption } from "./options.ts";
import { writeRegistry } from "./write-registry.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string" },
    leads: { type: "string" },
    scratch: { type: "string", default: join(tmpdir(), "heartbeat-bench") },
    "keep-registry": { type: "boolean", default: false },
  },
});
const people = numberOption("people", values.people, 1_000_000);
const count = numberOption("leads", values.leads, 100_000);
const program = fileURLToPath(new URL("../bin/heartbeat.js", import.meta.url));
const scratch = openScratch(values.scratch);
// Nothing of the user's own configuration, data or cache takes part.
const env: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: values.scratch,
  NO_COLOR: "1",
  UV_THREADPOOL_SIZE: "1",
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function step(
  name: string,
  rows: number,
  args: readonly string[],
  extra: NodeJS.ProcessEnv = {},
): Promise<void> {
  const run: Measured = await measuredRun([program, ...args], { ...env, ...extra });
  if (run.exitCode !== 0)
    throw new Error(`${name} ended with exit code ${run.exitCode}\n${run.stderr}`);
  const memory = run.peakRssAnonMb === undefined ? "unknown" : `${run.peakRssAnonMb.toFixed(0)} MB`;
  console.log(
    `${name.padEnd(14)} ${rows} rows  ${run.seconds.toFixed(1)} s wall  ${run.cpuSeconds.toFixed(1)} s CPU  ` +
      `${Math.round(rows / run.seconds)} rows/s  peak RssAnon ${memory}`,
  );
}

/** Lines of a file without its header: no generated value holds a line break. */
function dataRows(path: string): number {
  let lines = -1;
  forEachLine(path, () => {
    lines++;
  });
  return lines;
}

const [source = ""] = scratch.once([`npidata-${people}.csv`], ([out = ""]) => {
  console.log(`inventing ${people} people`);
  const organizations = Math.round(people / 20);
  writeRegistry({
    people,
    organizations,
    seed: 1,
    out,
    locations: undefined,
    otherNames: undefined,
  });
});
const lists = (["npi", "name"] as const).map((kind) => {
  const names = [`leads-${kind}-${people}-${count}.csv`, `truth-${kind}-${people}-${count}.csv`];
  const [list = ""] = scratch.once(names, ([out = "", truth = ""]) => {
    writeLeads({ registry: source, count, kind, absent: 0.2, seed: 7, out, truth });
  });
  return { kind, list };
});

const registry = scratch.path(`registry-${people}`);
console.log(`node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, one processor`);
if (!(values["keep-registry"] && existsSync(registry))) {
  rmSync(registry, { recursive: true, force: true });
  await step("import", dataRows(source), ["registry", "import", source, "--registry", registry]);
}
console.log(`source ${megabytes(bytesOf(source))}, registry ${megabytes(bytesOf(registry))}`);
for (const { kind, list } of lists) {
  const output = scratch.path(`enriched-${kind}.csv`);
  const args = ["enrich", list, "--registry", registry, "-o", output, "--force"];
  await step(`enrich ${kind}`, count, args);
  // Below a file there is no place for a journal: what it costs is the difference.
  if (kind === "npi") await step("  no journal", count, args, { XDG_STATE_HOME: list });
  console.log(`list ${megabytes(bytesOf(list))}, enriched ${megabytes(bytesOf(output))}`);
  // Nothing has changed: what a daily job costs. Hardly a row is asked about.
  const again = ["--changes", scratch.path("changes.csv"), "--force"];
  const refreshed = ["refresh", output, "--registry", registry, "-o", scratch.path("new.csv")];
  await step(`refresh ${kind}`, count, [...refreshed, ...again]);
}
