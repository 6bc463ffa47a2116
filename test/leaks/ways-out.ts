import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { decided } from "../../src/enrich/decisions/decided-service.ts";
import type { Decision } from "../../src/enrich/decisions/decision.ts";
import { readRunToRefresh } from "../../src/enrich/earlier-run.ts";
import { enrich } from "../../src/enrich/enrich.ts";
import type { Journal } from "../../src/enrich/journal/journal.ts";
import { journaled } from "../../src/enrich/journal/journaled-service.ts";
import type { Change } from "../../src/enrich/refresh/change.ts";
import { survey } from "../../src/enrich/rows/survey.ts";
import { noChannelRules } from "../../src/model/channel-rules.ts";
import type { MatchRequest, MatchResult } from "../../src/model/contract.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { SearchQuery } from "../../src/model/search.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { withSuppressions } from "../../src/service/suppressions/with-suppressions.ts";
import { withoutColumns } from "../../src/table/without-columns.ts";
import { memoryTable, memoryWriter } from "../helpers/memory-table.ts";
import { type Lead, leadCells, leadColumns, leadRequest, people } from "./people.ts";
import type { World } from "./world.ts";

const fields = resolveFields("full");
const columns = outputColumns(fields);
const { signal } = new AbortController();
const context = { name_order: "mixed", prior: 0.8 } as const;

/** What a run wrote about a lead: its own cells are not among them. */
export type Cells = Readonly<Record<string, string>>;

/** What an interrupted run has kept of its answers. */
export interface Kept {
  leads: readonly Lead[];
  release: string;
  answers: Map<number, MatchResult>;
}

export function nothingKept(leads: readonly Lead[]): Kept {
  return { leads, release: "", answers: new Map() };
}

/** Enriches a list as the command does, over what an earlier run has kept. */
export function enriched(world: World, kept: Kept): Promise<Cells[]> {
  return world.withApp(async (app, config) => {
    const service = await app.openService(config);
    try {
      const suppressions = await app.suppressions(config);
      const rows = kept.leads.map(leadCells);
      const table = memoryTable({ columns: leadColumns, rows });
      const deps = { service, suppressions, earlier: undefined, signal };
      const settled = await survey(table, { overrides: new Map() }, deps);
      if (kept.release !== settled.release) Object.assign(kept, { ...nothingKept(kept.leads) });
      kept.release = settled.release;
      const writer = memoryWriter();
      await enrich(
        {
          ...{ survey: settled, fields, minConfidence: 0.95, batchSize: 7, concurrency: 2 },
          ...{ earlier: undefined, maxRequests: undefined },
        },
        {
          ...{ table, writer, suppressions, channels: noChannelRules, signal, now: () => 0 },
          service: journaled(service, journalOf(kept), suppressions),
          ...{ disclosures: undefined, dedupe: undefined },
        },
      );
      return rows.map((_, i) => writer.cellsOf(i + 1, columns));
    } finally {
      await service.close();
    }
  });
}

/** What a run wrote about leads. */
export interface Written {
  leads: readonly Lead[];
  cells: readonly Cells[];
}

/**
 * Refreshes what a run wrote, as the command does.
 *
 * @param decisions what a person has decided, by row
 */
export function refreshed(
  world: World,
  { leads, cells }: Written,
  decisions: ReadonlyMap<number, Decision> = new Map(),
): Promise<Cells[]> {
  return world.withApp(async (app, config) => {
    const service = await app.openService(config);
    try {
      const suppressions = await app.suppressions(config);
      const written = memoryTable({
        columns: [...leadColumns, ...columns],
        rows: leads.map((lead, i) => [
          ...leadCells(lead),
          ...columns.map((name) => cells[i]?.[name] ?? ""),
        ]),
      });
      const table = withoutColumns(written, (column) => column.startsWith("hb_"));
      const earlier = readRunToRefresh(table, undefined);
      const settled = await survey(
        table,
        { overrides: new Map() },
        { service, suppressions, earlier, signal },
      );
      const writer = memoryWriter();
      const changes: Change[] = [];
      await enrich(
        {
          ...{ survey: settled, earlier, fields, minConfidence: 0.95, batchSize: 7 },
          concurrency: 2,
        },
        {
          ...{ table, writer, suppressions, channels: noChannelRules, signal, now: () => 0 },
          service: decided(service, { rows: decisions }).service,
          changes: { write: async (some) => void changes.push(...some) },
        },
      );
      return leads.map((_, i) => ({
        ...writer.cellsOf(i + 1, [...columns, "hb_stale"]),
        changes: JSON.stringify(changes.filter(({ row }) => row === i + 1)),
      }));
    } finally {
      await service.close();
    }
  });
}

function journalOf({ answers, release }: Kept): Journal {
  const header = { release, run_key: "0".repeat(32) } as Journal["header"];
  return {
    header,
    answered: () => answers.size,
    has: (row) => answers.has(row),
    read: async (rows) =>
      new Map(
        rows.flatMap((row): [number, MatchResult][] => {
          const answer = answers.get(row);
          return answer === undefined ? [] : [[row, answer]];
        }),
      ),
    append: async (results) => {
      for (const result of results) answers.set(result.id, result);
    },
    close: async () => undefined,
  };
}

/** The same service as a server gives it to others. */
function served<R>(world: World, work: (service: SearchService) => Promise<R>): Promise<R> {
  return world.withApp(async (app, config) => {
    const suppressions = await app.suppressions(config);
    const service = await app.openService(config);
    try {
      return await work(withSuppressions(service, suppressions, () => app.bringUpToDate(config)));
    } finally {
      await service.close();
    }
  });
}

export function matched(world: World, leads: readonly Lead[]): Promise<MatchResult[]> {
  return served(world, async (service) => (await asked(service, leads.map(leadRequest))).results);
}

/** @param service without anybody suppressed */
export async function asked(service: SearchService, requests: readonly Omit<MatchRequest, "id">[]) {
  const numbered = requests.map((request, i) => ({ ...request, id: i + 1 }));
  const batch = { context, min_confidence: 0.95, with_profile: true, requests: numbered };
  return service.match(batch, { signal });
}

export function profiles(world: World): Promise<(Profile | undefined)[]> {
  return served(world, (service) => service.profiles(people.map(({ npi }) => npi)));
}

/** Count and NPIs of a search, all pages. */
export function searched(
  world: World,
  query: SearchQuery,
): Promise<{ count: number; npis: string[]; text: string }> {
  return served(world, (service) => searchedIn(service, query));
}

export async function searchedIn(service: SearchService, query: SearchQuery) {
  if (service.search === undefined) throw new Error("nothing to search");
  const answer = await service.search({ ...query, limit: 200 }, { signal });
  const npis = answer.results.map(({ npi }) => npi);
  return { count: answer.count, npis, text: JSON.stringify(answer) };
}
