import { PassThrough, Readable, Writable } from "node:stream";
import { run as runProgram } from "../../src/cli/main.ts";
import type { DisclosureStore } from "../../src/ledger/disclosure-store.ts";
import type { ChannelRules } from "../../src/model/channel-rules.ts";
import type { Suppressions } from "../../src/model/suppressions.ts";
import type { SearchService } from "../../src/service/search-service.ts";

interface RunOptions {
  stdin?: string | Buffer;
  env?: Record<string, string>;
  /** Where `heartbeat.json` is looked for and relative paths start. */
  cwd: string;
  signal?: AbortSignal;
  suppressions?: Suppressions;
  channelRules?: ChannelRules;
  /** Instead of the one that is configured. */
  service?: SearchService;
  disclosures?: DisclosureStore;
  /** A clock; without one each look at it is a millisecond, however slow the machine. */
  now?: () => number;
  /** What day it is; an ISO time. */
  date?: string;
  /** Pretends that stderr is a terminal of this many columns. */
  terminal?: number;
  /** Pretends that stdin is one too, where somebody types this. */
  typed?: string | Readable;
  /** Hears what is written to stderr. */
  hears?: (text: string) => void;
  /** Pretends that stdout is a terminal. */
  stdoutTerminal?: true;
  /** Fails all that is written to stdout, e.g. with ENOSPC. */
  stdoutFault?: string;
}

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** The program in this process, with a home of its own: no test reads or leaves settings. */
export async function run(argv: readonly string[], options: RunOptions): Promise<Ran> {
  const { cwd, suppressions, channelRules, service, disclosures } = options;
  const stdout = collect(options.stdoutFault);
  const stderr = collect(undefined, options.hears);
  const terminal = options.terminal === undefined ? {} : { isTTY: true, columns: options.terminal };
  const code = await runProgram(
    argv,
    {
      stdin: standardInput(options),
      stdout: Object.assign(stdout.stream, options.stdoutTerminal ? { isTTY: true } : {}),
      stderr: Object.assign(stderr.stream, terminal),
      env: { HOME: cwd, ...options.env },
      cwd,
      signal: options.signal ?? new AbortController().signal,
      now: options.now ?? tickingClock(),
      date: () => new Date(options.date ?? "2026-01-20T09:30:00Z"),
      unfinished: new Set(),
    },
    {
      ...(suppressions === undefined ? {} : { suppressions }),
      ...(channelRules === undefined ? {} : { channelRules }),
      ...(service === undefined ? {} : { service }),
      ...(disclosures === undefined ? {} : { disclosures }),
    },
  );
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function tickingClock(): () => number {
  let now = 0;
  return () => now++;
}

function standardInput({ stdin, typed }: RunOptions): Readable {
  if (typed !== undefined) {
    const lines = typeof typed === "string" ? Readable.from([Buffer.from(typed)]) : typed;
    return Object.assign(lines, { isTTY: true });
  }
  return stdin === undefined ? new PassThrough().end() : Readable.from([Buffer.from(stdin)]);
}

function collect(
  fault?: string,
  hears?: (text: string) => void,
): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      if (fault !== undefined) return done(Object.assign(new Error(), { code: fault }));
      chunks.push(Buffer.from(chunk));
      hears?.(String(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
