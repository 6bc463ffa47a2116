/**
 * How accurate the program is on a list whose answers are known: invents a registry and dirty
 * leads, imports and enriches them with the built program, and holds the figures against floors.
 *   npm run accuracy -- [--people 200000] [--leads 10000] [--seed 1] [--scratch FOLDER] [--keep]
 * `--keep` uses what an earlier run with `--keep` left in the scratch folder, and leaves it.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { MatchContext } from "../src/model/contract.ts";
import { evaluate } from "./accuracy/evaluate.ts";
import { rank } from "./accuracy/figures.ts";
import { floorsFor, missedFloors } from "./accuracy/floors.ts";
import { heartbeatIn } from "./accuracy/heartbeat.ts";
import { makeSets } from "./accuracy/make-sets.ts";
import { readCandidates } from "./accuracy/read-candidates.ts";
import { readScoredLeads } from "./accuracy/read-scored-leads.ts";
import { figureTable, noiseTable } from "./accuracy/report.ts";
import { numberOption } from "./options.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string" },
    leads: { type: "string" },
    seed: { type: "string" },
    scratch: { type: "string", default: join(tmpdir(), "heartbeat-accuracy") },
    keep: { type: "boolean", default: false },
  },
});
const people = numberOption("people", values.people, 200_000);
const count = numberOption("leads", values.leads, 10_000);
const seed = numberOption("seed", values.seed, 1);
const pairs = 100;
const folder = join(values.scratch, `${people}-people-${count}-leads-seed-${seed}`);
const registry = join(folder, "registry");
const seconds: string[] = [];

async function timed<T>(step: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  seconds.push(`${step} ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

if (!values.keep) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const heartbeat = heartbeatIn(folder);
const sets = await timed("inventing", () =>
  makeSets({ folder, people, leads: count, pairs, seed }),
);
if (!existsSync(join(registry, "CURRENT")))
  await timed("import", () =>
    heartbeat(["registry", "import", sets.source, "--registry", registry]),
  );
function enrich(list: string): { output: string; context: MatchContext } {
  const output = list.replace(/\.csv$/, ".enriched.csv");
  const receipt = heartbeat([
    "enrich",
    list,
    "--registry",
    registry,
    "-o",
    output,
    "--force",
    "--json",
  ]);
  return { output, context: JSON.parse(receipt).context };
}
const enriched = await timed("enrich", () => enrich(sets.leads));
const leads = readScoredLeads(enriched.output, sets.truth);
const twins = await timed("twins", () =>
  readScoredLeads(enrich(sets.twins).output, sets.twinsTruth),
);
const { reached, compared } = await timed("candidates", () =>
  readCandidates(registry, sets.leads, enriched.context, leads),
);

const floors = floorsFor({ people, leads: count, seed });
const evaluated = await timed("evaluate", () =>
  evaluate(heartbeat, { enriched: enriched.output, truth: sets.truth }, rank(leads)),
);
const candidates = {
  present: leads.filter(({ truth }) => truth !== "").length,
  reached: reached.filter(Boolean).length,
};
const twinsMatched = twins.filter(({ status }) => status === "matched").length;
const misses =
  floors === undefined
    ? []
    : missedFloors(floors, {
        ...evaluated.figures,
        candidateRecall: candidates.reached / candidates.present,
        twinsMatched,
      });
console.log(
  `${people} people, ${leads.length} leads, ${leads.length - candidates.present} of them not in the registry, seed ${seed}`,
);
console.log(`${seconds.join(", ")}\n`);
for (const line of figureTable({ people, evaluated, candidates, floors })) console.log(line);
console.log();
for (const line of noiseTable(leads, reached)) console.log(line);
console.log(
  `\ntwins matched: ${twinsMatched} of ${twins.length}; ${(compared / leads.length).toFixed(1)} profiles compared a lead`,
);
if (!values.keep) rmSync(folder, { recursive: true, force: true });
if (floors === undefined) console.log("no floors are set for such a run");
else if (misses.length === 0) console.log("all floors reached");
for (const miss of misses) console.error(`missed: ${miss}`);
process.exitCode = misses.length === 0 ? 0 : 1;
