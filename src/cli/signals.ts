import { closeSync, existsSync, fstatSync, rmSync } from "node:fs";
import { isatty } from "node:tty";
import { InterruptedError } from "../model/errors.ts";
import type { Speech } from "./screen/speech.ts";

/** What ends a run, and the exit code of one that it ended. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type SignalName = keyof typeof exitCodes;
const names = Object.keys(exitCodes) as SignalName[];

/** A file that is being made this moment is there a moment later, on a busy machine after some of them. */
const lastFilesMs = 100;
const mostMoments = 30;
/** A run that is told to stop and does not is left; what it may still finish takes less. */
const patienceMs = 10_000;

/**
 * The first signal asks the run to stop, the second one leaves at once, without its unfinished
 * files. The reason of what comes back is an InterruptedError.
 */
export function watchSignals(
  proc: NodeJS.Process,
  speech: Speech,
  unfinished: ReadonlySet<string>,
): AbortSignal {
  const told = new AbortController();
  let received: SignalName | undefined;

  const leave = (name: SignalName) => {
    removeAll(unfinished);
    speech.end(exitCodes[name]);
    proc.exit(exitCodes[name]);
  };
  /** When whatever is being made is there to be removed. */
  const leaveSoon = (name: SignalName, moments = mostMoments) => {
    setTimeout(() => {
      const isMaking = [...unfinished].some((path) => !existsSync(path));
      if (isMaking && moments > 1) leaveSoon(name, moments - 1);
      else leave(name);
    }, lastFilesMs);
  };
  const stop = (name: SignalName) => {
    received = name;
    if (speech.asEvents()) speech.tell({ event: "interrupted", signal: name });
    else speech.say(`\n${stopping}`);
    setTimeout(leave, patienceMs, name).unref();
    told.abort(new InterruptedError(undefined, exitCodes[name]));
  };
  for (const name of names) {
    proc.on(name, () => {
      if (received === undefined) stop(name);
      else leaveSoon(name);
    });
  }
  proc.on("exit", closeLostTerminal);
  return told.signal;
}

const stopping = "Stopping when what is under way has ended; once more leaves at once.";

/** Node restores the terminal when it ends, and aborts (with a core dump) where that is gone. */
function closeLostTerminal(): void {
  for (const fd of [0, 1, 2]) {
    try {
      if (!isatty(fd) && fstatSync(fd).isCharacterDevice()) closeSync(fd);
    } catch {
      // Closed already.
    }
  }
}

export function removeAll(paths: Iterable<string>): void {
  for (const path of paths) rmSync(path, { force: true });
}
