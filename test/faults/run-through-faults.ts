import { noChannelRules } from "../../src/model/channel-rules.ts";
import { HeartbeatError } from "../../src/model/errors.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { defaultTimeouts } from "../../src/service/http/http-options.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { runList } from "../enrich/run-list.ts";
import { type MatchServer, startMatchServer } from "../helpers/match-server.ts";
import { memoryTable, memoryWriter } from "../helpers/memory-table.ts";
import { fakeService } from "../helpers/service.ts";
import type { FaultKind } from "./fault-kinds.ts";
import { faultyNetwork } from "./network.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";
import { watchCalls } from "./watch-calls.ts";

export interface FaultRun {
  kind: FaultKind;
  /** Share of the calls that it befalls, 0..1. */
  rate: number;
  /** Which calls: those about leads unless said otherwise. */
  path?: string;
  rows: number;
  /** Leads in one call; one by one unless said otherwise. */
  batchSize?: number;
  seed: number;
  createService: (given: ClientOptions) => SearchService;
}

export interface ClientOptions {
  url: URL;
  clock: VirtualClock;
  random: () => number;
  timeouts: { connect: number; whole: number; perItem: number };
}

export interface Outcome {
  rows: number;
  /** The cells of every row that was written, by its number. */
  written: Map<number, readonly string[]>;
  /** Rows that were written more than once. */
  doubled: number[];
  isFinished: boolean;
  error: HeartbeatError | undefined;
  /** Calls about leads that the client made, and how many of them went wrong. */
  calls: number;
  faults: number;
  charged: readonly number[];
  /** On the virtual clock, in ms. */
  took: number;
}

/** What stands in every lead, and what lets the client in: no message may repeat it. */
export const secrets = { surname: "Quillfeather", key: "CANARY-key-of-the-run" };

const matchPath = "/v1/match";
/** With a column whose words are asked for in calls of their own. */
const fields = "identity,hb_specialty";

/** A list of so many leads, all of them to be asked about. */
function listOf(rows: number) {
  return memoryTable({
    columns: ["Name", "City", "State", "Zip"],
    rows: Array.from({ length: rows }, (_, i) => [
      `Arabella ${secrets.surname}${letters(i)}`,
      "Springfield",
      "IL",
      "62701",
    ]),
  });
}

function letters(n: number): string {
  return String(n).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
}

/** What the rows come to when nothing goes wrong, and nothing travels. */
export async function soundRows(rows: number): Promise<Outcome["written"]> {
  const { writer } = await runList(listOf(rows), { fields });
  return new Map(writer.written.map(({ row, cells }) => [row.number, cells]));
}

/** A whole run of the list while calls go wrong. */
export async function runThroughFaults(run: FaultRun): Promise<Outcome> {
  const { kind, rows, path = matchPath } = run;
  const isHit = createDice(run.rate, run.seed);
  let faults = 0;
  const hit = () => {
    if (!isHit()) return false;
    faults += 1;
    return true;
  };

  const begun = new Map<object, number>();
  let isAsking = false;
  const watch = watchCalls({
    onMade(asked, request) {
      isAsking ||= asked === matchPath;
      begun.set(request, clock.now());
    },
    onFailed(request) {
      // Real waits are shorter here than they are in use.
      const waited = defaultTimeouts.whole + defaultTimeouts.perItem;
      if (kind.isSlow) clock.advanceTo((begun.get(request) ?? 0) + waited);
    },
  });
  const clock = createVirtualClock(() => watch.underWay() > 0);
  const network = await faultyNetwork(() =>
    kind.connection !== undefined && isAsking && hit() ? kind.connection : undefined,
  );
  const server = await startMatchServer({
    service: fakeService(),
    isOneCallPerConnection: kind.connection !== undefined,
    fault: (call) => (kind.serve && call.path === path && hit() ? kind.serve : undefined),
  });
  const service = run.createService({
    url: new URL(kind.connection === "tls" ? server.url.replace("http:", "https:") : server.url),
    clock,
    random: createRandom(run.seed),
    timeouts: { connect: 20_000, whole: longestOf(run), perItem: 0 },
  });
  try {
    const told = await ask(service, run);
    return {
      ...told,
      ...{ rows, faults, calls: watch.made(matchPath), took: clock.now() },
      charged: server.account.charged(),
    };
  } finally {
    await service.close();
    await closeAll(server, network, watch);
  }
}

/**
 * How long a call may take, in ms of ours: a sound one as long as a busy machine needs. Where only few calls
 * take so long those do, too; where most of them do, no bar is about the sound ones.
 */
function longestOf({ kind, rate }: FaultRun): number {
  if (!kind.isSlow) return 20_000;
  return rate <= 0.01 ? 3000 : 400;
}

async function ask(
  service: SearchService,
  { rows, batchSize = 1 }: FaultRun,
): Promise<Pick<Outcome, "written" | "doubled" | "isFinished" | "error">> {
  const writer = memoryWriter();
  const run = { service, writer, suppressions: noSuppressions, channels: noChannelRules, fields };
  const error = await runList(listOf(rows), { ...run, batchSize, concurrency: 8 }).then(
    () => undefined,
    (reason: unknown) => {
      if (reason instanceof HeartbeatError) return reason;
      throw reason;
    },
  );
  const numbers = writer.written.map(({ row }) => row.number);
  return {
    written: new Map(writer.written.map(({ row, cells }) => [row.number, cells])),
    doubled: numbers.filter((number, i) => numbers.indexOf(number) !== i),
    isFinished: writer.state() === "finished",
    error,
  };
}

async function closeAll(
  server: MatchServer,
  network: { restore(): void },
  watch: { close(): void },
): Promise<void> {
  await server.close();
  network.restore();
  watch.close();
}

/** One call of each 1/rate, somewhere among them, so that no run is without. */
function createDice(rate: number, seed: number): () => boolean {
  const random = createRandom(seed);
  const span = Math.round(1 / rate);
  let call = 0;
  let chosen = 0;
  return () => {
    if (rate === 0) return false;
    if (call % span === 0) chosen = call + Math.floor(random() * span);
    return call++ === chosen;
  };
}

/** A small seeded generator (mulberry32): 0 <= x < 1. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}
