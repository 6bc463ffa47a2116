import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MatchResult } from "../../src/model/contract.ts";
import type { SearchQuery } from "../../src/model/search.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { patience } from "../helpers/effort.ts";
import { runs } from "../helpers/property-runs.ts";
import { type Lead, leadRequest, leads, type Person, people, secretsOf } from "./people.ts";
import { queries } from "./scenario.ts";
import {
  asked,
  enriched,
  type Kept,
  nothingKept,
  profiles,
  searched,
  searchedIn,
} from "./ways-out.ts";
import { createTemplate, createWorld, registryOf, type World } from "./world.ts";

type Step =
  | { kind: "delete" | "lift"; person: number }
  | { kind: "import" | "update" | "contacts" | "backup" | "restore" | "registry behind" | "resume" }
  | { kind: "begin" | "enrich"; rows: readonly number[] };

const person = fc.nat({ max: people.length - 1 });
const rows = fc.uniqueArray(fc.nat({ max: leads.length - 1 }), { minLength: 1, maxLength: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("delete" as const), person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lift" as const), person }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...(["import", "update", "contacts", "backup", "restore"] as const),
        ...(["registry behind", "resume"] as const),
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("begin", "enrich"), rows }) },
);

let template: string;
let answers: readonly MatchResult[];
const found: string[][] = [];

beforeAll(async () => {
  template = await createTemplate();
  const registry = await openSqliteRegistry(registryOf(template));
  const service = createEmbeddedService(registry, { label: "nobody deleted" });
  try {
    answers = (await asked(service, leads.map(leadRequest))).results;
    for (const query of queries) found.push((await searchedIn(service, query)).npis);
  } finally {
    await service.close();
  }
}, patience);

afterAll(() => rm(template, { recursive: true, force: true }));

/** What must not have happened, a line each. */
async function play(world: World, scenario: readonly Step[]): Promise<string[]> {
  const wrong: string[] = [];
  const deleted = new Set<number>();
  let kept: Kept | undefined;
  let hasBackup = false;

  function look(text: string, at: string): void {
    for (const one of deleted) {
      const told = secretsOf(people[one] as Person).filter((secret) => text.includes(secret));
      if (told.length > 0) wrong.push(`${at}: ${told.length} values of person ${one}`);
    }
  }

  async function command(...argv: string[]): Promise<void> {
    const { code, stdout, stderr } = await world.run(...argv);
    const at = argv.slice(0, 2).join(" ");
    if (code !== 0) wrong.push(`${at}: exit ${code}, ${stderr}`);
    look(stdout + stderr, at);
  }

  /** Whether a namesake's row may be answered otherwise than before. */
  const isNear = (lead: Lead) =>
    [...deleted].some((one) => people[one]?.last === people[lead.person]?.last);

  async function list(given: Kept, at: string): Promise<void> {
    const cells = await enriched(world, given);
    given.leads.forEach((lead, i) => {
      const { hb_status = "", ...others } = cells[i] ?? {};
      const text = Object.values(others).join("\n");
      look(text, at);
      const named = people.filter(({ npi }) => text.includes(npi));
      const words = `${at}, person ${lead.person} by ${lead.way}`;
      if (deleted.has(lead.person)) {
        if (named.length > 0) wrong.push(`${words}: goes to a namesake`);
      } else if (!isNear(lead) && hb_status !== answers[leads.indexOf(lead)]?.status) {
        wrong.push(`${words}: ${hb_status}`);
      }
    });
  }

  async function remove(about: number): Promise<void> {
    const { code, stderr } = await world.remove(about);
    if (code !== 0) wrong.push(`delete: exit ${code}, ${stderr}`);
    deleted.add(about);
  }

  async function run(places: readonly number[], at: string): Promise<Kept> {
    const given = nothingKept(places.map((row) => leads[row] as Lead));
    await list(given, at);
    return given;
  }

  const handlers: { [K in Step["kind"]]: (step: Step & { kind: K }) => Promise<void> } = {
    delete: (one) => remove(one.person),
    lift: async (one) => {
      if (deleted.has(one.person)) await world.lift(one.person, "npi");
    },
    import: () => command("registry", "import", "npidata.csv"),
    update: () => command("registry", "import", "npidata_weekly.csv"),
    contacts: () =>
      command("registry", "import", "contacts.csv", "--source", "crm", "--as-of", "2026-01-02"),
    backup: async () => {
      if (hasBackup) return;
      await command("ledger", "backup", "backup");
      hasBackup = true;
    },
    restore: async () => {
      if (hasBackup) await command("ledger", "restore", "backup");
    },
    "registry behind": async () => {
      // A registry that was put back from before the deletion has the person once more.
      const back = await world.keep("registry");
      if (!deleted.has(0)) await remove(0);
      await back();
    },
    enrich: async ({ kind, rows }) => {
      await run(rows, kind);
    },
    begin: async ({ kind, rows }) => {
      kept = await run(rows, kind);
    },
    resume: async ({ kind: at }) => {
      if (kept !== undefined) await list(kept, at);
    },
  };

  async function take(one: Step): Promise<void> {
    await (handlers[one.kind] as (one: Step) => Promise<void>)(one);
  }

  for (const step of scenario) await take(step);
  await take({ kind: "enrich", rows: leads.map((_, i) => i) });
  await take({ kind: "resume" });
  const all = await profiles(world);
  look(JSON.stringify(all), "profiles");
  people.forEach(({ onFile }, i) => {
    if ((all[i] !== undefined) !== (onFile && !deleted.has(i))) wrong.push(`profiles: person ${i}`);
  });
  for (const [i, query] of queries.entries()) {
    const { count, npis, text } = await searched(world, query as SearchQuery);
    look(text, `search ${i}`);
    const gone = new Set([...deleted].map((one) => people[one]?.npi));
    const expected = found[i]?.filter((npi) => !gone.has(npi)) ?? [];
    if (count !== expected.length || npis.join() !== expected.join()) wrong.push(`search ${i}`);
  }
  look(await bytesOf(registryOf(world.folder)), "bytes of the registry");
  return wrong;
}

/** All that lies in a folder, one character a byte. */
async function bytesOf(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}

it(
  "R10, X2: nobody deleted comes back through any path, not even into a file, and no namesake gets their row",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (scenario) => {
        const world = await createWorld(template);
        try {
          expect(await play(world, [{ kind: "delete", person: 3 }, ...scenario])).toEqual([]);
        } finally {
          await world.close();
        }
      }),
      { numRuns: runs(2, 1_000) },
    );
  },
  patience,
);

it("finds a deletion that hides somebody and erases nothing", async () => {
  const world = await createWorld(template);
  const hiding: World = {
    ...world,
    async remove(about) {
      await world.suppress(about, ["npi", "license", "phone", "email", "place"]);
      return { code: 0, stdout: "", stderr: "" };
    },
  };
  try {
    const wrong = await play(hiding, [{ kind: "delete", person: 3 }]);
    expect(wrong).toContainEqual(expect.stringContaining("bytes of the registry"));
  } finally {
    await world.close();
  }
});
