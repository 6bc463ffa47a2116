/**
 * How long searches take in a warm process: every kind of query many times, with values drawn from
 * what the registry holds, the commonest ones first of all.
 *   npx tsx bench/search.ts --registry FOLDER [--queries 200] [--seed 1]
 */
import { parseArgs } from "node:util";
import { UsageError } from "../src/model/errors.ts";
import type { SearchQuery } from "../src/model/search.ts";
import { openSqliteRegistry } from "../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../src/service/embedded/embedded-service.ts";
import { numberOption, requiredOption } from "./options.ts";
import { createRandom } from "./people/random.ts";
import { drawQuery, queryKinds, readValues } from "./search/draw-query.ts";

const { values } = parseArgs({
  options: {
    registry: { type: "string" },
    queries: { type: "string" },
    seed: { type: "string" },
  },
});
const count = numberOption("queries", values.queries, 200);
const random = createRandom(numberOption("seed", values.seed, 1));
const registry = await openSqliteRegistry(requiredOption("registry", values.registry));
const service = createEmbeddedService(registry, { label: "bench" });
const drawn = await readValues(registry);
const { signal } = new AbortController();

interface Timed {
  ms: number;
  found: number;
  isTooBroad: boolean;
}

async function timed(query: SearchQuery): Promise<Timed> {
  const begun = performance.now();
  try {
    const answer = await service.search?.(query, { signal });
    return { ms: performance.now() - begun, found: answer?.count ?? 0, isTooBroad: false };
  } catch (error) {
    if (!(error instanceof UsageError) || error.code !== "search_too_broad") throw error;
    return { ms: performance.now() - begun, found: 0, isTooBroad: true };
  }
}

const share = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

console.log(`${registry.release.counts.profiles} profiles, ${count} queries of each kind, in ms`);
console.log(`${"".padEnd(26)}     p50     p95     max   found (median)`);
for (const kind of queryKinds) {
  const queries = Array.from({ length: count }, (_, n) => drawQuery(kind, drawn, n, random));
  for (const query of queries.slice(0, 10)) await timed(query);
  const runs: Timed[] = [];
  for (const query of queries) runs.push(await timed(query));
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const found = runs.map((run) => run.found).sort((a, b) => a - b);
  const broad = runs.filter(({ isTooBroad }) => isTooBroad).length;
  const figures = [0.5, 0.95, 1].map((part) => share(times, part).toFixed(1).padStart(8)).join("");
  const refused = broad === 0 ? "" : `   ${broad} too broad`;
  console.log(`${kind.padEnd(26)}${figures}   ${share(found, 0.5)}${refused}`);
}
await service.close();
