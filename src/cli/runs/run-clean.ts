import { createInterface } from "node:readline/promises";
import type { Config, Flags } from "../../config.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { canAsk } from "../screen/can-ask.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { readAge } from "../typed/age.ts";
import { type KeptRun, keptRuns, removeRun, sweep } from "./kept-runs.ts";
import { runFolders } from "./run-folders.ts";
import { by, holderOf, runLocked } from "./run-locks.ts";
import { factsOf } from "./runs-screen.ts";

export interface RunsCleanArguments {
  /** Run ids, or their beginnings. */
  runs: readonly string[];
  /** `30d` */
  olderThan: string | undefined;
  all: boolean;
  flags: Flags;
}

/** Removes unfinished runs that are not under way, with everything that is kept of them. */
export async function runRunsClean(given: RunsCleanArguments, app: App): Promise<number> {
  const { io } = app;
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const age = given.olderThan === undefined ? undefined : ageOf(given.olderThan);
  requireChoice(given);
  const folders = runFolders(config);
  const holder = holderOf(io.date);
  const runs = await keptRuns(folders, holder);
  const chosen =
    given.runs.length > 0
      ? given.runs.map((text) => namedRun(text, runs))
      : runs.filter(({ state }) => state !== "running");
  const before = age === undefined ? undefined : io.date().getTime() - age;
  const doomed = chosen.filter(({ touched }) => before === undefined || touched.getTime() < before);
  const removed: string[] = [];
  if (doomed.length > 0 && (await isAgreed(doomed, app, config))) {
    for (const { id } of doomed) if (await removeRun(folders, id, holder)) removed.push(id);
    await sweep(folders, holder);
  }
  out.note(`${counted(removed.length, "run")} removed`);
  if (config.settings.json) await out.json({ schema_version: 1, removed });
  return 0;
}

function requireChoice({ runs, olderThan, all }: RunsCleanArguments): void {
  if (all && runs.length > 0) {
    throw new UsageError("usage", "--all and the name of a run exclude each other.");
  }
  if (all || olderThan !== undefined || runs.length > 0) return;
  throw new UsageError(
    "usage",
    "It is not said which runs are to be removed.",
    "Name them as `heartbeat runs list` does, or say --older-than 30d or --all.",
  );
}

function namedRun(text: string, runs: readonly KeptRun[]): KeptRun {
  const found = runs.filter(({ id }) => text !== "" && id.startsWith(text.toLowerCase()));
  const [run] = found;
  if (run === undefined || found.length > 1) {
    throw new UsageError(
      "run_unknown",
      run === undefined
        ? `There is no unfinished run ${text}.`
        : `${text} is the beginning of ${found.length} runs.`,
      "`heartbeat runs list` shows them.",
    );
  }
  if (run.state !== "running") return run;
  throw runLocked(`The run ${run.id} is under way${by(run.heldBy)}.`, "Stop it first: Ctrl-C.");
}

function ageOf(text: string): number {
  const age = readAge(text);
  if (age !== undefined) return age;
  throw new UsageError(
    "usage",
    "--older-than takes a number with h, d or w.",
    "For example: --older-than 30d",
  );
}

/** Asks on a terminal; elsewhere --yes has to be said. */
async function isAgreed(
  runs: readonly KeptRun[],
  { io }: App,
  { settings }: Config,
): Promise<boolean> {
  if (settings.yes) return true;
  const all = counted(runs.length, "unfinished run");
  if (!canAsk(io, settings)) {
    throw new UsageError(
      "confirmation_needed",
      `${all} would be removed, with the answers kept of ${runs.length === 1 ? "it" : "them"}.`,
      "Add --yes to do it.",
    );
  }
  for (const run of runs) io.speech.say(factsOf(run));
  const lines = createInterface({ input: io.stdin, output: io.stderr, terminal: false });
  try {
    const question = `Remove ${all}, with the answers kept? [y/N] `;
    const answer = await lines.question(question, { signal: io.signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
