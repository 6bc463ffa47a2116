import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type MatchServer, startMatchServer } from "../helpers/match-server.ts";
import { type FakeService, fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { runOnTerminal, type TerminalEnd, type TerminalRun } from "./terminal-run.ts";

/** What the run is doing when it is told to stop. */
export const moments = ["reading", "asking", "writing", "hanging"] as const;
/** How it is told: typed, sent, or by closing the window. */
export const ways = ["^C", "^C^C", "SIGTERM", "SIGHUP", "SIGTERM ^C", "closed"] as const;
export const widths = [0, 1, 20, 80] as const;

export interface Interruption {
  columns: number;
  moment: (typeof moments)[number];
  way: (typeof ways)[number];
  /** The window loses its columns just before. */
  shrinks?: boolean;
  progress?: "auto" | "plain" | "json";
  /** Planted bug. */
  node?: readonly string[];
}

/** More than a run says on a terminal of any width, and far less than one that draws for ever. */
const mostOutput = 100_000;
const mostCpuSeconds = 2;

const surname = "Invented";
const list = [
  "Name,State",
  ...Array.from({ length: 600 }, (_, n) => `Zoe ${surname}${n.toString(36)},OH`),
  "",
].join("\n");

/**
 * Interrupts a run on a pseudo-terminal and says which of the promises it broke; nothing where it
 * kept them all.
 */
export async function brokenPromises(parent: string, how: Interruption): Promise<string[]> {
  const folder = temporaryFolder("run", parent);
  await writeFile(join(folder, "leads.csv"), list);
  await writeFile(join(folder, "leads.enriched.csv"), "the output of an earlier run\n");
  const server = await slowServer(how.moment === "hanging");
  try {
    const run = runOnTerminal(argvOf(how, server.url), {
      cwd: folder,
      columns: how.columns,
      env: { HEARTBEAT_PROGRESS: how.progress ?? "auto" },
      ...(how.node === undefined ? {} : { node: how.node }),
    });
    await reach(how.moment, run, server);
    if (how.shrinks === true) run.resize(0);
    const calls = server.matchCalls().length;
    run.asked();
    await tell(how.way, run);
    const end = await run.ended;
    return [
      ...brokenAtTheEnd(how, end),
      ...(await brokenInFolder(folder)),
      ...(server.matchCalls().length > calls + concurrency ? ["went on asking"] : []),
    ];
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const concurrency = 4;

/** Answers after a while, or never. */
function slowServer(hangs: boolean): Promise<MatchServer> {
  const service: FakeService = fakeService();
  return startMatchServer({
    service,
    limits: { batch: 5 },
    fault: ({ path }) => {
      if (path !== "/v1/match") return undefined;
      return async (exchange) => {
        if (hangs) return;
        await new Promise((resolve) => setTimeout(resolve, 40));
        exchange.send(await exchange.answer());
      };
    },
  });
}

function argvOf({ moment }: Interruption, url: string): string[] {
  const options = ["--service", url, "--prior", "0.8", "--name-order", "first_last"];
  options.push("--concurrency", String(concurrency), "--batch-size", "5", "--force");
  if (moment === "reading") return ["enrich", "-", "-o", "leads.enriched.csv", ...options];
  return ["enrich", "leads.csv", ...options];
}

/** Waits for what shows from outside that the run has come so far. */
async function reach(
  moment: Interruption["moment"],
  run: TerminalRun,
  server: MatchServer,
): Promise<void> {
  const come = await until(run, () => {
    if (moment === "writing") return server.matchCalls().length > 10;
    if (moment !== "reading") return server.matchCalls().length > 0;
    return run.holds(/\/heartbeat-[0-9a-f]{16}\./);
  });
  if (!come) throw new Error(`ended before it was ${moment}: ${run.output().slice(0, 2000)}`);
}

async function tell(way: Interruption["way"], run: TerminalRun): Promise<void> {
  if (way === "closed") return run.hangUp();
  if (way === "SIGHUP" || way === "SIGTERM") return run.signal(way);
  if (way === "SIGTERM ^C") run.signal("SIGTERM");
  else run.type("\u0003");
  if (way === "^C") return;
  // Two that come at the same time are one.
  await until(run, () => /Stopping|interrupted/.test(run.output().replace(/\s/g, "")));
  run.type("\u0003");
}

/** Says whether it came to that before the run ended. */
async function until(run: TerminalRun, isThere: () => boolean | Promise<boolean>) {
  let ended = false;
  const end = run.ended.then(() => {
    ended = true;
  });
  while (!ended && !(await isThere())) {
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 10))]);
  }
  return !ended;
}

const codes: Readonly<Record<Interruption["way"], readonly number[]>> = {
  "^C": [130],
  "^C^C": [130],
  SIGTERM: [143],
  // Its first signal may have ended it before the second one came.
  "SIGTERM ^C": [130, 143],
  SIGHUP: [129],
  closed: [129],
};

function brokenAtTheEnd(
  { way }: Interruption,
  { code, cpuSeconds, output, outputLength }: TerminalEnd,
) {
  const broken: string[] = [];
  if (code === undefined) broken.push("had to be killed");
  else if (!codes[way].includes(code)) broken.push(`exit ${code}`);
  if ((cpuSeconds ?? 0) > mostCpuSeconds) broken.push("busy after being asked to leave");
  if (outputLength > mostOutput) broken.push("draws without end");
  if (/ at .*:\d+:\d+\)?/.test(output)) broken.push("stack trace");
  if (output.includes(surname)) broken.push("tells a name");
  return broken;
}

/** The earlier output is as it was, and nothing else is left. */
async function brokenInFolder(folder: string): Promise<string[]> {
  const known = new Set(["leads.csv", "leads.enriched.csv", ".local", ".cache", ".config"]);
  const strangers = (await readdir(folder)).filter((name) => !known.has(name));
  const earlier = await readFile(join(folder, "leads.enriched.csv"), "utf8");
  return [
    ...(strangers.length === 0
      ? []
      : [
          `left files behind: ${strangers.map((name) => name.replace(/[0-9a-f]{6,}/g, "…")).join(", ")}`,
        ]),
    ...(earlier === "the output of an earlier run\n" ? [] : ["touched the earlier output"]),
  ];
}
