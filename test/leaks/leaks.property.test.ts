import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { patience } from "../helpers/effort.ts";
import { runs } from "../helpers/property-runs.ts";
import { leadRequest, leads } from "./people.ts";
import { type Baseline, type Findings, play, queries, type Step, steps } from "./scenario.ts";
import { asked, searchedIn } from "./ways-out.ts";
import { createTemplate, createWorld, registryOf } from "./world.ts";

let template: string;
let baseline: Baseline;

beforeAll(async () => {
  template = await createTemplate();
  const registry = await openSqliteRegistry(registryOf(template));
  const service = createEmbeddedService(registry, { label: "nobody suppressed" });
  try {
    const { results } = await asked(service, leads.map(leadRequest));
    const found: string[][] = [];
    for (const query of queries) found.push((await searchedIn(service, query)).npis);
    baseline = { answers: results, found };
  } finally {
    await service.close();
  }
}, patience);

afterAll(() => rm(template, { recursive: true, force: true }));

async function playIn(
  scenario: readonly Step[],
  replacements: Parameters<typeof createWorld>[1] = {},
): Promise<Findings> {
  const world = await createWorld(template, replacements);
  try {
    return await play(world, scenario, baseline);
  } finally {
    await world.close();
  }
}

const nothing: Findings = { leaks: [], wrong: [] };

it(
  "nobody suppressed comes back through any path, and nobody else is taken for them",
  async () => {
    await fc.assert(
      fc.asyncProperty(steps(1), async (scenario) => {
        expect(await playIn(scenario)).toEqual(nothing);
      }),
      { numRuns: runs(12, 10_000) },
    );
  },
  patience,
);

describe("a planted bug is found", () => {
  const suppressed: Step[] = [
    { kind: "suppress", person: 0, keys: ["phone"] },
    { kind: "suppress", person: 8, keys: ["npi", "place"] },
  ];
  it("a ledger that nobody asks", async () => {
    const { wrong } = await playIn(suppressed, { suppressions: noSuppressions });
    expect(wrong.length).toBeGreaterThan(0);
  });
});
