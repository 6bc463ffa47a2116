import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordHash } from "../../src/enrich/decisions/lead-hashes.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { resolveRelease } from "../../src/registry/sqlite/release/release-folder.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { patience } from "../helpers/effort.ts";
import { runs } from "../helpers/property-runs.ts";
import { leadRequest, leads, people } from "./people.ts";
import { type Baseline, type Findings, play, queries, type Step, steps } from "./scenario.ts";
import { asked, searchedIn } from "./ways-out.ts";
import { createTemplate, createWorld, registryOf, type World } from "./world.ts";

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
    const profiles = await service.profiles(people.map(({ npi }) => npi));
    const records = new Map(
      profiles.flatMap((profile) => (profile ? [[profile.npi, recordHash(profile)] as const] : [])),
    );
    baseline = { answers: results, found, records };
  } finally {
    await service.close();
  }
}, patience);

afterAll(() => rm(template, { recursive: true, force: true }));

async function playIn(
  scenario: readonly Step[],
  { replacements = {}, plant = (world) => world }: Planted = {},
): Promise<Findings> {
  const world = await createWorld(template, replacements);
  try {
    return await play(plant(world), scenario, baseline);
  } finally {
    await world.close();
  }
}

interface Planted {
  replacements?: Parameters<typeof createWorld>[1];
  plant?: (world: World) => World;
}

const nothing: Findings = { leaks: [], wrong: [] };

it(
  "nobody suppressed comes back through any path, and nobody else is taken for them",
  async () => {
    await fc.assert(
      fc.asyncProperty(steps(1), async (scenario) => {
        expect(await playIn(scenario)).toEqual(nothing);
      }),
      { numRuns: runs(6, 10_000) },
    );
  },
  patience,
);

describe("a planted bug is found", () => {
  const suppressed: Step[] = [
    { kind: "suppress", person: 0, keys: ["phone"] },
    { kind: "suppress", person: 8, keys: ["npi", "place"] },
  ];
  it("where there is one", async () => {
    expect(await playIn(suppressed)).toEqual(nothing);
  });

  it("a ledger that nobody asks", async () => {
    const { wrong } = await playIn(suppressed, {
      replacements: { suppressions: noSuppressions },
    });
    expect(wrong.length).toBeGreaterThan(0);
  });

  it("a registry that forgets who is withheld", async () => {
    const { leaks } = await playIn(suppressed, { plant: forgetful });
    expect(leaks.length).toBeGreaterThan(0);
  });

  it("ghosts that are never asked", async () => {
    const { wrong } = await playIn(suppressed, { plant: withoutGhosts });
    expect(wrong.length).toBeGreaterThan(0);
  });
});

/** Its release loses who is withheld after each use, and remembers that it has been told. */
function forgetful(world: World): World {
  return {
    ...world,
    async withApp(work) {
      await world.withApp((app, config) => app.bringUpToDate(config));
      const release = await resolveRelease(registryOf(world.folder));
      const db = await openSqlite(release, { store: "registry", mode: "write" });
      db.exec("DELETE FROM withheld");
      db.close();
      return world.withApp(work);
    },
  };
}

function withoutGhosts(world: World): World {
  return {
    ...world,
    withApp: (work) =>
      world.withApp((app, config) => {
        const suppressions: typeof app.suppressions = async (given) => ({
          ...(await app.suppressions(given)),
          ghostsAt: async (batch) => batch.map(() => undefined),
        });
        return work({ ...app, suppressions }, config);
      }),
  };
}
