import { rmSync } from "node:fs";
import { CommanderError } from "commander";
import { InputError, InterruptedError, systemErrorCode } from "../model/errors.ts";
import { withoutSqliteWarning } from "../store/sqlite-warning.ts";
import { createApp, type Replacements } from "./app.ts";
import type { Io } from "./io.ts";
import { createProgram, helpAsOption } from "./program.ts";
import { refuseTypedKey } from "./refuse-typed-key.ts";
import { reportError } from "./report-error.ts";

/** The whole program: streams, signals and the exit code of a real process. */
export async function main(proc: NodeJS.Process): Promise<void> {
  proc.emitWarning = withoutSqliteWarning(proc.emitWarning);
  const interruption = new AbortController();
  const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
  let received: keyof typeof exitCodes | undefined;
  const unfinished = new Set<string>();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    proc.on(name, () => {
      if (received !== undefined) {
        // A file that is being made this moment is there a moment later.
        setTimeout(() => {
          removeAll(unfinished);
          proc.exit(exitCodes[name]);
        }, 20);
        return;
      }
      received = name;
      proc.stderr.write("\nStopping; once more to leave at once.\n");
      interruption.abort(new InterruptedError());
    });
  }
  // A promise that never settles lets the event loop run dry, and Node would call that success.
  let finished = false;
  proc.on("beforeExit", () => {
    if (finished) return;
    finished = true;
    removeAll(unfinished);
    proc.stderr.write("error: this is a bug in heartbeat: the run stopped before its end.\n");
    proc.exitCode = 1;
  });
  const { stdin, stdout, stderr, env } = proc;
  const code = await run(proc.argv.slice(2), {
    stdin,
    stdout,
    stderr,
    env,
    cwd: proc.cwd(),
    signal: interruption.signal,
    now: () => performance.now(),
    date: () => new Date(),
    unfinished,
  });
  finished = true;
  proc.exitCode = received !== undefined && code === 130 ? exitCodes[received] : code;
}

function removeAll(paths: Iterable<string>): void {
  for (const path of paths) rmSync(path, { force: true });
}

/** One run in this process; the exit code comes back, nothing is thrown. */
export async function run(
  argv: readonly string[],
  outer: Io,
  replacements: Replacements = {},
): Promise<number> {
  const pipe = watchPipe(outer);
  const io: Io = { ...outer, signal: AbortSignal.any([outer.signal, pipe.closed]) };
  const code = await attempt(argv, io, outer, pipe, replacements);
  // What was written last may fail after it was handed over.
  await new Promise<void>((resolve) => outer.stdout.write("", () => resolve()));
  const failure = pipe.closed.reason;
  return code === 0 && failure instanceof InputError
    ? reportError(failure, io, argv.includes("--no-color"))
    : code;
}

async function attempt(
  argv: readonly string[],
  io: Io,
  outer: Io,
  pipe: Pipe,
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
    if (pipe.closed.reason === "reader gone") return 0;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const cause = pipe.closed.aborted ? pipe.closed.reason : error;
    const told = outer.signal.aborted ? asInterruption(error) : cause;
    return reportError(told, io, argv.includes("--no-color"));
  }
}

interface Pipe {
  closed: AbortSignal;
}

/** Whatever fails after Ctrl-C failed because of it. */
function asInterruption(error: unknown): InterruptedError {
  return error instanceof InterruptedError ? error : new InterruptedError();
}

/**
 * `heartbeat … | head -1`: a reader that has seen enough ends the run, and that is success. Any
 * other failure of stdout (a full disk behind `>`) ends it too. Where stderr fails there is nobody
 * to tell.
 */
function watchPipe({ stdout, stderr }: Io): Pipe {
  const controller = new AbortController();
  stdout.on("error", (error) => {
    const code = systemErrorCode(error);
    if (code === "EPIPE") controller.abort("reader gone");
    else controller.abort(unwritable(code));
  });
  stderr.on("error", () => undefined);
  return { closed: controller.signal };
}

function unwritable(code: string | undefined): InputError {
  return new InputError(
    "output_unwritable",
    `Standard output cannot be written (${code ?? "unknown error"}).`,
    "Make room, or write somewhere else.",
  );
}
