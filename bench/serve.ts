/**
 * The same leads in this process and from a server on this machine: whether the enriched lists are
 * the same bytes, and how much of the speed is left. Run `npm run build` first.
 *   npx tsx bench/serve.ts --registry FOLDER [--leads 10000] [--workers 2] [--rounds 3]
 *     [--kind name|npi] [--source npidata.csv]
 * Without --registry one of 200,000 invented people is imported.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeLeads } from "./leads/write-leads.ts";
import { openScratch } from "./measuring/scratch.ts";
import { numberOption } from "./options.ts";
import { writeRegistry } from "./write-registry.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string" },
    registry: { type: "string" },
    leads: { type: "string" },
    workers: { type: "string" },
    rounds: { type: "string" },
    kind: { type: "string", default: "name" },
    scratch: { type: "string", default: join(tmpdir(), "heartbeat-bench") },
  },
});
const people = numberOption("people", values.people, 200_000);
const count = numberOption("leads", values.leads, 10_000);
const workers = numberOption("workers", values.workers, 2);
const rounds = numberOption("rounds", values.rounds, 3);
const kind = values.kind === "npi" ? "npi" : "name";
const program = fileURLToPath(new URL("../bin/heartbeat.js", import.meta.url));
const scratch = openScratch(values.scratch);
const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: values.scratch, NO_COLOR: "1" };

/** Seconds that a command takes, all of its process included. */
async function timed(argv: readonly string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [program, ...argv], { env, stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`heartbeat ${argv[0]} ended with exit code ${code}`);
  return (performance.now() - began) / 1000;
}

/** The server, and its address once it listens. */
async function startServer(registry: string): Promise<{ child: ChildProcess; url: string }> {
  const argv = ["serve", "--port", "0", "--workers", `${workers}`, "--registry", registry];
  const child = spawn(process.execPath, [program, ...argv], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const line of createInterface({ input: child.stderr })) {
    const event = JSON.parse(line) as { event: string; url: string };
    if (event.event !== "listening") continue;
    child.stderr.resume();
    return { child, url: event.url };
  }
  throw new Error("the server did not start");
}

const [source = ""] = scratch.once([`npidata-${people}.csv`], ([out = ""]) => {
  const organizations = Math.round(people / 20);
  writeRegistry({
    ...{ people, organizations, seed: 1, out },
    ...{ locations: undefined, otherNames: undefined },
  });
});
const registry = values.registry ?? scratch.path(`registry-${people}`);
if (!existsSync(registry)) {
  await timed(["registry", "import", source, "--registry", registry]);
}
const names = [
  `serve-${kind}-${people}-${count}.csv`,
  `serve-truth-${kind}-${people}-${count}.csv`,
];
const [list = ""] = scratch.once(names, ([out = "", truth = ""]) => {
  writeLeads({ registry: source, count, kind, absent: 0.2, seed: 7, out, truth });
});

const here = scratch.path("served-here.csv");
const there = scratch.path("served-there.csv");
const enrich = ["enrich", list, "--batch-size", "100", "--force", "-o"];
const { child, url } = await startServer(registry);
try {
  const seconds: { here: number[]; there: number[] } = { here: [], there: [] };
  for (let round = 0; round < rounds; round++) {
    seconds.here.push(await timed([...enrich, here, "--registry", registry]));
    seconds.there.push(await timed([...enrich, there, "--service", url]));
  }
  const middle = (some: number[]) => some.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  const [inProcess, served] = [middle(seconds.here), middle(seconds.there)];
  const isSame = readFileSync(here).equals(readFileSync(there));
  console.log(
    `node ${process.version}, ${count} leads by ${kind}, batches of 100, ${workers} workers`,
  );
  console.log(`in process  ${inProcess.toFixed(1)} s  ${Math.round(count / inProcess)} rows/s`);
  console.log(`over HTTP   ${served.toFixed(1)} s  ${Math.round(count / served)} rows/s`);
  console.log(
    `${Math.round((100 * inProcess) / served)} % of the speed; ${isSame ? "the same bytes" : "OTHER BYTES"}`,
  );
  process.exitCode = isSame ? 0 : 1;
} finally {
  child.kill("SIGTERM");
}
