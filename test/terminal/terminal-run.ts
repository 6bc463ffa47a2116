import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { ReadStream } from "node:tty";
import { fileURLToPath } from "node:url";
import { spawn } from "@lydell/node-pty";

const bin = fileURLToPath(new URL("../../bin/heartbeat.js", import.meta.url));

/** The built program on a pseudo-terminal of its own. */
export interface TerminalRun {
  pid: number;
  output(): string;
  /** Whether a file with such a path is open, also one that is deleted. */
  holds(path: RegExp): boolean;
  type(text: string): void;
  signal(name: "SIGINT" | "SIGTERM" | "SIGHUP"): void;
  /** What a window does that is dragged, or closed. */
  resize(columns: number): void;
  hangUp(): void;
  /** From here on processor time is counted: it was asked to leave. */
  asked(): void;
  ended: Promise<TerminalEnd>;
}

export interface TerminalEnd {
  /** undefined where it had to be killed. */
  code: number | undefined;
  /** Of the whole program, from `asked` on; undefined where the system does not tell. */
  cpuSeconds: number | undefined;
  /** The beginning of it, and how long it was. */
  output: string;
  outputLength: number;
}

interface TerminalOptions {
  cwd: string;
  columns: number;
  env?: Record<string, string>;
  /** Before the program: `--import shim.mjs`. */
  node?: readonly string[];
  /** What a shell does with the program's streams: `2>/dev/null`. */
  redirect?: string;
}

/** So long a run may take, however busy the machine; so much processor time after it was asked. */
const longestMs = 90_000;
const mostCpuSeconds = 3;
const lookMs = 50;
const keptOutput = 200_000;
/** Of the kernel's clock for /proc, on every Linux. */
const ticksPerSecond = 100;

export function runOnTerminal(argv: readonly string[], options: TerminalOptions): TerminalRun {
  const words = [process.execPath, ...(options.node ?? []), bin, ...argv].map(quoted).join(" ");
  // A pseudo-terminal cannot be made without columns, but it can lose them.
  const width = options.columns === 0 ? "stty cols 0; " : "";
  const child = spawn("sh", ["-c", `${width}exec ${words} ${options.redirect ?? ""}`], {
    name: "xterm-256color",
    cols: Math.max(1, options.columns),
    rows: 24,
    cwd: options.cwd,
    env: {
      HOME: options.cwd,
      TMPDIR: options.cwd,
      PATH: process.env.PATH ?? "",
      TERM: "xterm-256color",
      ...options.env,
    },
  });
  const hangUp = hearOut(child);
  let output = "";
  let outputLength = 0;
  let before: number | undefined;
  let latest: number | undefined;
  let killed = false;
  child.onData((text) => {
    outputLength += text.length;
    if (output.length < keptOutput) output += text;
  });
  const look = setInterval(() => {
    latest = cpuOf(child.pid) ?? latest;
    const used = before === undefined || latest === undefined ? 0 : latest - before;
    if (used > mostCpuSeconds) kill();
  }, lookMs);
  const deadline = setTimeout(kill, longestMs);

  function kill(): void {
    killed = true;
    child.kill("SIGKILL");
  }

  const ended = new Promise<TerminalEnd>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      clearInterval(look);
      clearTimeout(deadline);
      const cpuSeconds = before === undefined || latest === undefined ? undefined : latest - before;
      // As a shell says it: a signal may still meet a process that is almost gone.
      const code = killed ? undefined : signal ? 128 + signal : exitCode;
      // Its last words may still be on their way.
      setImmediate(() => resolve({ code, cpuSeconds, output, outputLength }));
    });
  });
  return {
    pid: child.pid,
    output: () => output,
    holds: (wanted) => openFilesOf(child.pid).some((path) => wanted.test(path)),
    type: (text) => child.write(text),
    signal: (name) => child.kill(name),
    resize(columns) {
      if (columns > 0) child.resize(columns, 24);
      else execFileSync("stty", ["-F", `/proc/${child.pid}/fd/0`, "cols", "0"]);
    },
    hangUp,
    asked() {
      before = cpuOf(child.pid);
      latest = before;
    },
    ended,
  };
}

/**
 * Has the last words of a program heard however busy the machine is: the library closes its end a fifth of a
 * second after the program's, read or not. Returns what closes it all the same, as a window does.
 */
function hearOut(child: unknown): () => void {
  const { _socket: socket } = child as { _socket: ReadStream };
  const close = socket.destroy.bind(socket);
  let isClosed = false;
  // Linux ends what is read of a terminal that nobody has any more with an error.
  socket.destroy = (error) => (isClosed || error !== undefined ? close(error) : socket);
  return () => {
    isClosed = true;
    (child as { destroy(): void }).destroy();
  };
}

/** Seconds of processor time that a process has used so far. */
function cpuOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in the middle may hold blanks; the fields behind it do not.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

function openFilesOf(pid: number): string[] {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).map((fd) => readlinkSync(`${folder}/${fd}`));
  } catch {
    return [];
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
