import { once } from "node:events";
import type { Io, Terminal } from "../io.ts";

/** Data to stdout, everything said to people to stderr. */
export interface Output {
  /** To stdout; resolves when the reader keeps up. */
  data(text: string): Promise<void>;
  /** One object, one line break at the end, to stdout. */
  json(value: unknown): Promise<void>;
  /** To stderr, unless --quiet. */
  note(line: string): void;
  /** The same, for what may come out otherwise than it was meant. */
  warn(line: string): void;
  /** To stderr, only with --verbose. */
  detail(line: string): void;
  /** For what is said to stderr, and for what is printed to stdout. */
  paint: Paint;
  dataPaint: Paint;
}

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

interface OutputOptions {
  quiet: boolean;
  verbose: boolean;
  no_color: boolean;
}

export function createOutput(io: Io, options: OutputOptions): Output {
  const data = async (text: string) => {
    if (!io.stdout.write(text)) await once(io.stdout, "drain", { signal: io.signal });
  };
  return {
    data,
    json: (value) => data(`${JSON.stringify(value, null, 2)}\n`),
    note: (line) => {
      if (!options.quiet) io.speech.say(line);
    },
    warn: (line) => {
      if (!options.quiet) io.speech.warn(line);
    },
    detail: (line) => {
      if (options.verbose && !options.quiet) io.speech.say(line);
    },
    paint: createPaint(io, options.no_color),
    dataPaint: createPaint(io, options.no_color, io.stdout),
  };
}

/** Colour only where a person looks: never in a file, a pipe, a dumb terminal or against NO_COLOR. */
export function createPaint(io: Io, noColor: boolean, stream: Terminal = io.stderr): Paint {
  const { env } = io;
  const isText = stream !== io.stderr || !io.speech.asEvents();
  const on = isText && !noColor && !env.NO_COLOR && env.TERM !== "dumb" && stream.isTTY === true;
  const style = (open: number, close: number) => (text: string) =>
    on ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
  };
}
