/**
 * The two index designs of the reference, measured on one release and the same leads:
 *   npx tsx bench/index-designs/run.ts --release R.db --leads leads.csv --truth truth.csv --count 10000
 * A: person columns with covering indexes and a surname deletion neighbourhood.
 * B: keys shared by import and query, as posting lists (what the product uses).
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { createFrequencies } from "../../src/match/frequencies.ts";
import { toLead } from "../../src/match/lead.ts";
import { leadTerms } from "../../src/match/lead-terms.ts";
import { toPosterior } from "../../src/match/posterior.ts";
import { scoreCandidate } from "../../src/match/score.ts";
import { weighReadings } from "../../src/match/weigh-readings.ts";
import type { MatchRequest } from "../../src/model/contract.ts";
import type { MatchRecord } from "../../src/model/match-record.ts";
import { profileKeys } from "../../src/normalize/keys/keys.ts";
import type { Registry } from "../../src/registry/registry.ts";
import { decodeMatchRecord } from "../../src/registry/sqlite/match-record-codec.ts";
import { createPostingIndex } from "../../src/registry/sqlite/postings/posting-index.ts";
import { createPostingSpill } from "../../src/registry/sqlite/postings/posting-spill.ts";
import { createSchema } from "../../src/registry/sqlite/schema.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { createTermCache } from "../../src/service/embedded/term-cache.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { numberOption, requiredOption } from "../options.ts";
import { buildPersonColumns, openPersonColumns } from "./person-columns.ts";

const { values } = parseArgs({
  options: {
    release: { type: "string" },
    leads: { type: "string" },
    truth: { type: "string" },
    count: { type: "string" },
  },
});
const release = requiredOption("release", values.release);
const count = numberOption("count", values.count, 10_000);
const context = { name_order: "first_last", prior: 0.8 } as const;

interface Outcome {
  found: number;
  known: number;
  candidates: number;
  reads: number;
  seconds: number;
}

function readLeads(): { request: MatchRequest; npi: string }[] {
  const options = { columns: true, to: count } as const;
  const leads = parse(readFileSync(requiredOption("leads", values.leads)), options) as Record<
    string,
    string
  >[];
  const truth = parse(readFileSync(requiredOption("truth", values.truth)), options) as Record<
    string,
    string
  >[];
  return leads.map((lead, i) => ({
    npi: truth[i]?.npi ?? "",
    request: {
      id: i + 1,
      name: { full: lead.Name ?? "" },
      specialty: lead.Specialty ?? "",
      city: lead.City ?? "",
      state: lead.State ?? "",
      zip: lead.Zip ?? "",
      phone: lead.Phone ?? "",
      license: { number: lead.License ?? "", state: lead["License State"] ?? "" },
    },
  }));
}

async function* allRecords(): AsyncGenerator<MatchRecord> {
  const db = await openSqlite(release, { store: "registry", mode: "read" });
  const page = db.prepare(
    "SELECT npi, record FROM match_record WHERE npi>? ORDER BY npi LIMIT 5000",
  );
  let last = 0;
  for (;;) {
    const rows = page.all(last);
    if (rows.length === 0) break;
    for (const [npi, match] of rows) yield decodeMatchRecord(npi as number, match as string);
    last = rows.at(-1)?.[0] as number;
  }
  db.close();
}

const scratch = mkdtempSync(join(tmpdir(), "heartbeat-designs-"));
const seconds = (start: number) => (performance.now() - start) / 1000;

async function buildA(records: MatchRecord[]): Promise<string> {
  const path = join(scratch, "a.db");
  const start = performance.now();
  await buildPersonColumns(path, records);
  report("A build", `${seconds(start).toFixed(0)} s, ${megabytes(path)} MB`);
  return path;
}

async function buildB(records: MatchRecord[]): Promise<void> {
  const path = join(scratch, "b.db");
  const start = performance.now();
  const db = await openSqlite(path, { store: "registry", mode: "bulk" });
  createSchema(db);
  db.exec("BEGIN");
  const spill = createPostingSpill(join(scratch, "postings"));
  let keys = 0;
  for (const record of records) {
    for (const key of profileKeys(record)) {
      spill.add(key, record.npi);
      keys++;
    }
  }
  const index = createPostingIndex(db);
  for (const bucket of spill.buckets()) index.addBucket(bucket);
  db.exec("COMMIT");
  spill.close();
  db.close();
  const each = (keys / records.length).toFixed(1);
  report(
    "B build",
    `${seconds(start).toFixed(0)} s, ${megabytes(path)} MB, ${each} keys a profile`,
  );
}

function megabytes(path: string): number {
  return Math.round(statSync(path).size / 1e6);
}

async function askA(registry: Registry, path: string, firsts: string[]): Promise<Outcome> {
  const columns = await openPersonColumns(path, firsts);
  const terms = createTermCache(registry);
  const frequencies = createFrequencies({
    individuals: registry.release.counts.individuals,
    term: terms.count,
    joint: () => 0,
    phoneHolders: () => 1,
  });
  const outcome = noOutcome();
  const start = performance.now();
  for (const { request, npi } of leads) {
    const parsed = toLead(request, context);
    const [hypotheses] = await terms.settle([parsed], (lead) => {
      for (const text of leadTerms(lead)) terms.count(text);
      return weighReadings(lead.hypotheses, frequencies);
    });
    const lead = { ...parsed, hypotheses: hypotheses ?? [] };
    const score = (npis: readonly number[], records: (MatchRecord | undefined)[]) => {
      const scored = npis.flatMap((_, i) => {
        const record = records[i];
        return record === undefined ? [] : [scoreCandidate(lead, record, frequencies)];
      });
      const none = { profiles: 0, bits: 0 };
      return toPosterior(scored, none, frequencies.individuals, context.prior);
    };
    let first: number[] = [];
    columns.find(lead, (npis) => {
      first = [...npis];
      return true;
    });
    const records = await registry.matchRecords(first);
    const [posterior] = await terms.settle([0], () => score(first, records));
    const settled = (posterior?.ranked[0]?.p ?? 0) >= 0.98;
    const found = columns.find(lead, () => settled);
    if (!settled) {
      const more = await registry.matchRecords(found.npis);
      await terms.settle([0], () => score(found.npis, more));
    }
    outcome.candidates += found.npis.length;
    outcome.reads += found.reads;
    if (npi !== "") {
      outcome.known++;
      if (found.npis.includes(Number(npi))) outcome.found++;
    }
  }
  outcome.seconds = seconds(start);
  columns.close();
  return outcome;
}

async function askB(registry: Registry): Promise<Outcome> {
  const outcome = noOutcome();
  let compared = new Set<number>();
  const counting: Registry = {
    ...registry,
    matchRecords: (npis) => {
      for (const npi of npis) compared.add(npi);
      return registry.matchRecords(npis);
    },
    candidates: (keys, cap) => {
      outcome.reads += keys.length;
      return registry.candidates(keys, cap);
    },
  };
  const service = createEmbeddedService(counting, { label: "B" });
  const { signal } = new AbortController();
  const start = performance.now();
  for (const { request, npi } of leads) {
    compared = new Set();
    await service.match(
      { context, min_confidence: 0.95, with_profile: false, requests: [request] },
      { signal },
    );
    outcome.candidates += compared.size;
    if (npi !== "") {
      outcome.known++;
      if (compared.has(Number(npi))) outcome.found++;
    }
  }
  outcome.seconds = seconds(start);
  return outcome;
}

function noOutcome(): Outcome {
  return { found: 0, known: 0, candidates: 0, reads: 0, seconds: 0 };
}

function report(name: string, text: string): void {
  console.log(`${name.padEnd(10)} ${text}`);
}

function reportOutcome(name: string, outcome: Outcome): void {
  const { found, known, candidates, reads } = outcome;
  report(
    name,
    [
      `candidate recall ${(found / known).toFixed(4)}`,
      `${(candidates / leads.length).toFixed(1)} candidates a lead`,
      `${(reads / leads.length).toFixed(1)} reads a lead`,
      `${Math.round(leads.length / outcome.seconds)} leads/s with scoring`,
    ].join(", "),
  );
}

const leads = readLeads();
const records: MatchRecord[] = [];
for await (const record of allRecords()) records.push(record);
report("release", `${records.length} profiles, ${leads.length} leads`);
const firsts = [...new Set(records.flatMap(({ names }) => names.map(({ first }) => first)))];
const pathA = await buildA(records);
await buildB(records);
records.length = 0;
const registry = await openSqliteRegistry(release);
reportOutcome("A", await askA(registry, pathA, firsts));
await registry.close();
const fresh = await openSqliteRegistry(release);
reportOutcome("B", await askB(fresh));
await fresh.close();
rmSync(scratch, { recursive: true });
