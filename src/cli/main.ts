import { setTimeout as sleep } from "node:timers/promises";
import { CommanderError } from "commander";
import { InputError, InterruptedError, systemErrorCode } from "../model/errors.ts";
import { withoutSqliteWarning } from "../store/sqlite-warning.ts";
import { createApp, type Replacements } from "./app.ts";
import type { Io } from "./io.ts";
import { createProgram, helpAsOption } from "./program.ts";
import { refuseTypedKey } from "./refuse-typed-key.ts";
import { reportError, reportUnsettled, reportUsage } from "./screen/report-error.ts";
import { createSpeech } from "./screen/speech.ts";
import { removeAll, watchSignals } from "./signals.ts";

/** What a run is given; without a speech it gets its own. */
type World = Omit<Io, "speech"> & Partial<Pick<Io, "speech">>;

/** A terminal that is closed may fail a moment before its signal comes. */
const hangUpMs = 50;

/** How long an open handle may keep a process that has nothing more to do. */
const lastHandlesMs = 1000;

/** The whole program: streams, signals and the exit code of a real process. */
export async function main(proc: NodeJS.Process): Promise<void> {
  proc.emitWarning = withoutSqliteWarning(proc.emitWarning);
  const { stdin, stdout, stderr, env } = proc;
  const argv = proc.argv.slice(2);
  const clocks = { now: () => performance.now(), date: () => new Date() };
  const speech = createSpeech(argv, { stderr, env, ...clocks });
  const unfinished = new Set<string>();
  const told = watchSignals(proc, speech, unfinished);
  // A promise that never settles lets the event loop run dry, and Node would call that success.
  let finished = false;
  proc.on("beforeExit", () => {
    if (finished) return;
    finished = true;
    removeAll(unfinished);
    const { reason } = told;
    if (!(reason instanceof InterruptedError)) reportUnsettled(speech);
    proc.exitCode = reason instanceof InterruptedError ? reason.exitCode : 1;
    speech.end(proc.exitCode);
  });
  const io: Io = {
    ...{ stdin, stdout, stderr, env, unfinished, speech },
    ...clocks,
    cwd: proc.cwd(),
    signal: told,
  };
  // Node would print the error's message, which may quote the list that was worked on.
  proc.on("uncaughtException", (error) => {
    removeAll(unfinished);
    speech.end(reportError(error, io, argv.includes("--no-color")));
    proc.exit(1);
  });
  const code = await run(argv, io);
  finished = true;
  proc.exitCode = code;
  setTimeout(() => proc.exit(), lastHandlesMs).unref();
}

/** One run in this process; the exit code comes back, nothing is thrown. */
export async function run(
  argv: readonly string[],
  world: World,
  replacements: Replacements = {},
): Promise<number> {
  const outer: Io = { ...world, speech: world.speech ?? createSpeech(argv, world) };
  const closed = watchStdout(outer);
  const io: Io = { ...outer, signal: AbortSignal.any([outer.signal, closed]) };
  let code = await attempt(argv, io, outer, closed, replacements);
  // What was written last may fail after it was handed over.
  await new Promise<void>((resolve) => outer.stdout.write("", () => resolve()));
  if (code === 0 && closed.reason instanceof InputError) {
    code = reportError(closed.reason, io, argv.includes("--no-color"));
  }
  io.speech.end(code);
  return code;
}

async function attempt(
  argv: readonly string[],
  io: Io,
  outer: Io,
  closed: AbortSignal,
  replacements: Replacements,
): Promise<number> {
  let code = 0;
  const finish = (exitCode: number) => {
    code = exitCode;
  };
  const app = createApp(io, finish, replacements);
  // Whoever waits for standard input waits no longer.
  io.signal.addEventListener("abort", () => outer.stdin.destroy(), { once: true });
  try {
    refuseTypedKey(argv);
    const program = createProgram(app);
    await program.parseAsync(helpAsOption(program, argv), { from: "user" });
    return code;
  } catch (error) {
    if (outer.stdin.isTTY === true && error instanceof InputError) await sleep(hangUpMs);
    if (closed.reason === readerGone && !outer.signal.aborted) return 0;
    if (error instanceof CommanderError) return reportUsage(error, io.speech);
    const cause = closed.aborted ? closed.reason : error;
    const told = outer.signal.aborted ? asInterruption(error, outer.signal.reason) : cause;
    return reportError(told, io, argv.includes("--no-color"));
  } finally {
    await app.close();
  }
}

/** Whatever fails after Ctrl-C failed because of it. */
function asInterruption(error: unknown, reason: unknown): InterruptedError {
  const exitCode = reason instanceof InterruptedError ? reason.exitCode : 130;
  const { hint, written, kept } =
    error instanceof InterruptedError ? error : new InterruptedError();
  return new InterruptedError(hint, exitCode, written, kept);
}

const readerGone = "reader gone";

/**
 * `heartbeat … | head -1`: a reader that has seen enough ends the run, and that is success; so does
 * a terminal that was closed. Any other failure of stdout (a full disk behind `>`) ends it too.
 */
function watchStdout({ stdout }: Io): AbortSignal {
  const controller = new AbortController();
  stdout.on("error", (error) => {
    const code = systemErrorCode(error);
    const isGone = code === "EPIPE" || (code === "EIO" && stdout.isTTY === true);
    controller.abort(isGone ? readerGone : unwritable(code));
  });
  return controller.signal;
}

function unwritable(code: string | undefined): InputError {
  return new InputError(
    "output_unwritable",
    `Standard output cannot be written (${code ?? "unknown error"}).`,
    "Make room, or write somewhere else.",
  );
}
