import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { byEffort } from "../helpers/effort.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { textRows, workbookOf } from "../helpers/workbook.ts";
import { startChargedService } from "./charged-service.ts";
import { createJob, type Job } from "./job.ts";
import { leadRows, leadsFile, peopleFile } from "./lists.ts";

/** A command that is killed or whose disk fails. */
export interface Subject {
  name: string;
  /** The list that the command makes, of those that an unbroken run leaves. */
  output: string;
  whole: Readonly<Record<string, string>>;
  /** How many batches a paid service is asked; undefined where nobody counts. */
  batches: number | undefined;
  /** What the moments and calls of an unbroken run were. */
  moments: readonly string[];
  calls: readonly string[];
  /** A run that was killed after its very end says that its output is there already. */
  isRefusedWhenDone: boolean;
  /** A new job, from its beginning. */
  begin(): Promise<Trial>;
}

export interface Trial {
  job: Job;
  /** The lists before. */
  before: Readonly<Record<string, string>>;
  /** When a run ended before its end, by a kill or with the power. */
  afterKill?: (isPowerCut: boolean) => void;
  /** What is wrong outside of this machine. */
  effects?: () => string[];
  /** How often the service was called, whatever about. */
  calls?: () => number;
  batches?: () => number;
  repeatedCalls?: () => number;
  end?: () => Promise<void>;
}

/** A place with a registry, for jobs that run one after the other. */
export interface Lane {
  folder: string;
  registry: string;
  remove(): Promise<void>;
}

export async function openLane(): Promise<Lane> {
  const folder = temporaryFolder("heartbeat-crash");
  await writeFile(join(folder, "npidata.csv"), peopleFile);
  const argv = ["registry", "import", "npidata.csv", "--registry", "registry"];
  const built = await run(argv, { cwd: folder });
  if (built.code !== 0) throw new Error(built.stderr);
  return {
    folder,
    registry: join(folder, "registry"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Command {
  name: string;
  argv: readonly string[];
  lists: Readonly<Record<string, string | Buffer>>;
  output: string;
  isRefusedWhenDone?: boolean;
  program?: string | undefined;
  /** Brings a new job to where it is interesting. */
  prepare?: (job: Job) => Promise<void>;
  /** Asks a service that is paid by the lead, with so many batches at a time. */
  paid?: { concurrency: number };
}

/** The same subject with another program, whose unbroken run is like that of ours. */
export function withProgram(subject: Subject, command: Command, lane: Lane): Subject {
  return { ...subject, begin: beginOf(command, lane) };
}

function beginOf(command: Command, lane: Lane): () => Promise<Trial> {
  return () => (command.paid === undefined ? beginFree(command, lane) : beginPaid(command, lane));
}

/** The command, after one unbroken run that says how it ends. */
export async function subjectOf(command: Command, lane: Lane): Promise<Subject> {
  const { name, output, isRefusedWhenDone = false } = command;
  const begin = beginOf(command, lane);
  const trial = await begin();
  try {
    const ran = await trial.job.run({ trace: true });
    if (ran.code !== 0) throw new Error(`${name}: exit ${ran.code}\n${ran.stderr}`);
    const { moments, calls } = ran;
    const counts = { moments, calls, batches: trial.batches?.() };
    return { name, output, whole: await trial.job.lists(), ...counts, isRefusedWhenDone, begin };
  } finally {
    await trial.end?.();
  }
}

async function beginFree({ argv, lists, program, prepare }: Command, lane: Lane): Promise<Trial> {
  const job = await createJob({ folder: join(lane.folder, "job"), argv, lists, program });
  await prepare?.(job);
  return { job, before: await job.lists() };
}

/** How long a call takes: a group of answers, which is 50 ms, is then of two rounds. */
const answerMs = 25;

async function beginPaid(command: Command, lane: Lane): Promise<Trial> {
  const { concurrency = 1 } = command.paid ?? {};
  const service = await startChargedService(lane.registry, answerMs);
  const argv = [...command.argv, "--service", service.url, "--concurrency", `${concurrency}`];
  /** What was under way, and what was answered and not kept yet. */
  const perKill = 2 * concurrency;
  /** With the power goes what was answered since the last sync, too. */
  const perPowerCut = 5 * concurrency;
  // One that was prepared for what follows was killed before.
  let mostRepeated = command.prepare === undefined ? 0 : perKill;
  return {
    ...(await beginFree({ ...command, argv }, lane)),
    afterKill(isPowerCut) {
      mostRepeated += isPowerCut ? perPowerCut : perKill;
    },
    effects() {
      const twice = service.chargedTwice().length;
      const repeated = service.repeatedCalls();
      return [
        ...(twice === 0 ? [] : [`${twice} leads were paid for twice`]),
        ...(repeated <= mostRepeated
          ? []
          : [`${repeated} calls were repeated, of ${service.batches()}`]),
      ];
    },
    calls: () => service.server.calls.length,
    batches: service.batches,
    repeatedCalls: service.repeatedCalls,
    end: service.close,
  };
}

const rows = 48;
const batches = ["--batch-size", "6"];
const enrichArguments = ["enrich", "leads.csv", "--rejects", "rejects.csv", ...batches];

/** A list that was never enriched. */
export function freshCommand(lane: Lane): Command {
  return {
    name: "enrich",
    argv: [...enrichArguments, "--registry", lane.registry],
    lists: { "leads.csv": leadsFile(rows) },
    output: "leads.enriched.csv",
    isRefusedWhenDone: true,
  };
}

/** A longer one, whose context is estimated first. */
export function longCommand(lane: Lane): Command {
  return { ...freshCommand(lane), name: "enrich, long", lists: { "leads.csv": leadsFile(240) } };
}

/** A workbook, which is unpacked into a temporary file and becomes one. */
export function workbookCommand(lane: Lane): Command {
  const rows = textRows(leadRows(240));
  return {
    name: "enrich, workbook",
    argv: ["enrich", "leads.xlsx", "--batch-size", "6", "--registry", lane.registry],
    lists: { "leads.xlsx": workbookOf({ sheets: { Leads: rows } }) },
    output: "leads.enriched.xlsx",
    isRefusedWhenDone: true,
  };
}

/** An older output that somebody would miss. */
export function replacingCommand(lane: Lane): Command {
  const fresh = freshCommand(lane);
  const older = { "leads.enriched.csv": "older\n", "rejects.csv": "older\n" };
  return {
    ...fresh,
    name: "enrich --force",
    argv: [...fresh.argv, "--force"],
    lists: { ...fresh.lists, ...older },
    isRefusedWhenDone: false,
  };
}

/** Enough of them, six a batch, to tell few repeated batches from many. */
const paidRows = byEffort(144, 240, 240);

/** A list that a service is paid for. */
export function paidCommand(): Command {
  return {
    name: "enrich, paid",
    argv: ["enrich", "leads.csv", "--batch-size", "6"],
    lists: { "leads.csv": leadsFile(paidRows) },
    output: "leads.enriched.csv",
    isRefusedWhenDone: true,
    paid: { concurrency: 2 },
  };
}

/** The same, of which the first run was killed at this moment. */
export function resuming(command: Command, at: number): Command {
  return {
    ...command,
    name: `${command.name}, resumed`,
    async prepare(job) {
      const killed = await job.run({ kill: { at, lost: "nothing" } });
      if (killed.killedAt === undefined) throw new Error("the first run was not killed");
    },
  };
}

/** The way back, from the lists that an unbroken run left. */
export async function undoCommand(lane: Lane): Promise<Command> {
  const { argv, lists } = freshCommand(lane);
  const job = await createJob({ folder: join(lane.folder, "job"), argv, lists });
  const ran = await job.run();
  if (ran.code !== 0) throw new Error(ran.stderr);
  const fileOf = (name: string) => readFile(join(job.folder, "lists", name));
  const receipt = "leads.enriched.csv.receipt.json";
  return {
    name: "undo",
    argv: ["undo", "leads.enriched.csv"],
    output: "leads.original.csv",
    lists: {
      "leads.enriched.csv": await fileOf("leads.enriched.csv"),
      [receipt]: await fileOf(receipt),
    },
    isRefusedWhenDone: true,
  };
}
