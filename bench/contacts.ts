/**
 * Speed and memory of a list of contacts, imported into a generated registry (bench/run.ts
 * --keep-registry leaves one) and taken out again: whether the release is then the one that it was.
 * Run `npm run build` first.
 *   npx tsx bench/contacts.ts --registry FOLDER [--rows 1000000] [--scratch FOLDER]
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openSqliteRegistry } from "../src/registry/sqlite/sqlite-registry.ts";
import { writeContacts } from "./leads/write-contacts.ts";
import { measuredRun } from "./measuring/measured-run.ts";
import { bytesOf, openScratch } from "./measuring/scratch.ts";
import { numberOption, requiredOption } from "./options.ts";

const { values } = parseArgs({
  options: {
    registry: { type: "string" },
    rows: { type: "string" },
    scratch: { type: "string", default: join(tmpdir(), "heartbeat-bench") },
  },
});
const registry = requiredOption("registry", values.registry);
const count = numberOption("rows", values.rows, 1_000_000);
const program = fileURLToPath(new URL("../bin/heartbeat.js", import.meta.url));
const scratch = openScratch(values.scratch);
const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: values.scratch, NO_COLOR: "1" };

async function releaseId(): Promise<string> {
  const open = await openSqliteRegistry(registry);
  await open.close();
  return open.release.id;
}

async function step(name: string, args: readonly string[]): Promise<void> {
  const run = await measuredRun([program, ...args, "--registry", registry], env);
  if (run.exitCode !== 0) throw new Error(`${name} ended with ${run.exitCode}\n${run.stderr}`);
  const memory = run.peakRssAnonMb === undefined ? "unknown" : `${run.peakRssAnonMb.toFixed(0)} MB`;
  console.log(
    `${name.padEnd(8)} ${count} rows  ${run.seconds.toFixed(1)} s wall  ${run.cpuSeconds.toFixed(1)} s CPU  ` +
      `${Math.round(count / run.seconds)} rows/s  peak RssAnon ${memory}`,
  );
}

const [list = ""] = scratch.once([`contacts-${count}.csv`], ([out = ""]) =>
  writeContacts({ count, out }),
);
const before = await releaseId();
console.log(
  `list ${(bytesOf(list) / 1e6).toFixed(1)} MB, registry ${(bytesOf(registry) / 1e6).toFixed(1)} MB`,
);
await step("import", ["registry", "import", list, "--source", "bench", "--as-of", "2026-01-01"]);
const during = await releaseId();
await step("remove", ["registry", "remove", "--source", "bench"]);
const after = await releaseId();
console.log(`release ${before}, with contacts ${during}, without them ${after}`);
if (after !== before) process.exitCode = 1;
