import type { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Environment } from "../../config/folders.ts";
import type { Settings } from "../../config/settings.ts";
import { version } from "../version.ts";
import type { RunEvent, RunOutcome } from "./run-event.ts";

/**
 * All that is said on stderr, as words for people or, with `--progress json`, as events: one JSON
 * object a line and nothing else. Where stderr is gone there is nobody to tell.
 */
export interface Speech {
  asEvents(): boolean;
  /** Whole lines of words; a note as event. */
  say(text: string): void;
  warn(text: string): void;
  /** Heard as events only. */
  tell(event: RunEvent): void;
  /** The command that runs, e.g. `registry import`. */
  begin(command: string): void;
  /** What the configuration says, be it in a file. */
  settle(settings: Pick<Settings, "progress" | "quiet">): void;
  /** What is to stand in the last event. */
  setOutcome(outcome: RunOutcome): void;
  /** The last event of a run that began. */
  end(exitCode: number): void;
}

/** What it needs of `Io`, which holds it. */
interface SpeechIo {
  stderr: Writable;
  env: Environment;
  now: () => number;
  date: () => Date;
}

/** @param argv says how errors are told that come before there is a configuration */
export function createSpeech(argv: readonly string[], io: SpeechIo): Speech {
  const { stderr } = io;
  const started = io.now();
  let events = wantsEvents(argv, io.env.HEARTBEAT_PROGRESS);
  let quiet = false;
  let gone = false;
  let command: string | undefined;
  let began = false;
  let outcome: RunOutcome = {};
  stderr.on("error", () => {
    gone = true;
  });

  const write = (text: string) => {
    if (!gone) stderr.write(text);
  };
  const tell = (event: RunEvent) => {
    if (!events || (quiet && !alwaysTold.has(event.event))) return;
    began = true;
    write(`${JSON.stringify({ at: io.date().toISOString(), ...event })}\n`);
  };
  const utter = (text: string, event: "note" | "warning") => {
    if (!events) return write(`${text}\n`);
    const line = stripVTControlCharacters(text)
      .trim()
      .replace(/\s*\n\s*/g, " ");
    if (line !== "") tell({ event, text: line.replace(/^(note|warning): /, "") });
  };
  return {
    asEvents: () => events,
    say: (text) => utter(text, "note"),
    warn: (text) => utter(text, "warning"),
    tell,
    begin: (name) => {
      command = name;
    },
    settle(settings) {
      events = settings.progress === "json";
      quiet = settings.quiet;
      if (command === undefined) return;
      began = true;
      tell({ event: "start", command, version: version() });
      command = undefined;
    },
    setOutcome: (whole) => {
      outcome = whole;
    },
    end(exitCode) {
      if (!began) return;
      const duration_ms = Math.round(io.now() - started);
      tell({ event: "end", exit_code: exitCode, duration_ms, ...outcome });
    },
  };
}

/** Also with --quiet: how a run ended is what a script waits for. */
const alwaysTold: ReadonlySet<RunEvent["event"]> = new Set(["interrupted", "error", "end"]);

/** As commander will understand it: the last one said counts, and nothing behind `--`. */
function wantsEvents(argv: readonly string[], variable: string | undefined): boolean {
  const end = argv.indexOf("--");
  const words = end === -1 ? argv : argv.slice(0, end);
  const said = words.flatMap((word, i) => {
    if (word === "--progress") return [words[i + 1]];
    return word.startsWith("--progress=") ? [word.slice("--progress=".length)] : [];
  });
  return (said.at(-1) ?? variable) === "json";
}
