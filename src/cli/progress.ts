import type { Io } from "./io.ts";

/** What a long step shows while it runs. */
export interface Progress {
  /** `done` of `total`; without a total only the count and the rate are shown. */
  update(state: ProgressState): void;
  /** Remove the spinner; always called, also when the step failed. */
  stop(): void;
}

interface ProgressState {
  /** What is being done: `Reading`, `Enriching`, `Importing`. */
  step: string;
  done: number;
  total?: number;
  /** `rows`, `MB`, … */
  unit: string;
  /** Appended as it is, e.g. counts per status. */
  extra?: string;
}

const silent: Progress = { update: () => undefined, stop: () => undefined };

/** A spinner on a real terminal, a plain line now and then elsewhere, nothing with --quiet. */
export async function createProgress(io: Io, { quiet }: { quiet: boolean }): Promise<Progress> {
  if (quiet) return silent;
  const { env, stderr } = io;
  // ora spins for ever at 100 % CPU on a terminal that reports no columns (platform.md 3.1), and
  // where a line does not fit it says nothing.
  const live =
    stderr.isTTY === true && (stderr.columns ?? 0) >= 20 && !env.CI && env.TERM !== "dumb";
  return live ? spinner(io) : plainLines(io);
}

async function spinner(io: Io): Promise<Progress> {
  const { default: ora } = await import("ora");
  const line = createLine(io);
  // With discardStdin ora puts the terminal into raw mode and Ctrl-C is lost (platform.md 3.1).
  const spin = ora({
    stream: io.stderr as NodeJS.WriteStream,
    isEnabled: true,
    discardStdin: false,
    ...(io.env.NO_COLOR ? { color: false } : {}),
  });
  return {
    update: (state) => {
      // A line that wraps leaves its first half behind at every frame.
      spin.text = line(state).slice(0, Math.max(1, (io.stderr.columns ?? 80) - 4));
      if (!spin.isSpinning) spin.start();
    },
    stop: () => {
      spin.stop();
    },
  };
}

function plainLines(io: Io): Progress {
  const line = createLine(io);
  const every = io.env.CI ? 30_000 : 5_000;
  let last = io.now();
  return {
    update: (state) => {
      const now = io.now();
      if (now - last < every) return;
      last = now;
      io.stderr.write(`${line(state)}\n`);
    },
    stop: () => undefined,
  };
}

/** Rate and time left belong to one step; a new step starts its own clock. */
function createLine(io: Io): (state: ProgressState) => string {
  let step = "";
  let since = 0;
  let before = 0;
  return (state) => {
    if (state.step !== step) {
      step = state.step;
      since = io.now();
      before = state.done;
    }
    const seconds = (io.now() - since) / 1000;
    const rate = seconds > 0.5 ? (state.done - before) / seconds : 0;
    return describe(state, rate);
  };
}

function describe({ step, done, total, unit, extra }: ProgressState, rate: number): string {
  const counted = total === undefined ? count(done) : `${count(done)} of ${count(total)}`;
  const parts = [`${step}: ${counted} ${unit}`];
  if (rate > 0) parts.push(`${count(rate)} ${unit}/s`);
  if (rate > 0 && total !== undefined && total > done) {
    parts.push(`${duration(((total - done) / rate) * 1000)} left`);
  }
  if (extra) parts.push(extra);
  return parts.join(", ");
}

/** `12,345` */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** `1 row`, `12,345 rows`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** Milliseconds as people say them: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
