import type { Settings } from "../../config/settings.ts";
import { statuses } from "../../model/status.ts";
import type { Io } from "../io.ts";
import { createPace, every, type Pace } from "./pace.ts";
import { progressEvents } from "./progress-events.ts";
import type { Progress, ProgressState } from "./progress-state.ts";

const silent: Progress = { update: () => undefined, stop: () => undefined };

/** Narrower than this, a line says nothing. */
const fewestColumns = 20;

/**
 * A spinner on a real terminal, a plain line now and then elsewhere; events with `--progress json`,
 * nothing with --quiet.
 */
export async function createProgress(
  io: Io,
  { quiet, progress }: Pick<Settings, "quiet" | "progress">,
): Promise<Progress> {
  if (quiet || progress === "none") return silent;
  if (progress === "json") return progressEvents(io);
  const { env, stderr } = io;
  // ora spins for ever at 100 % CPU on a terminal that reports no columns (platform.md 3.1).
  const live =
    progress === "auto" &&
    stderr.isTTY === true &&
    isWideEnough(io) &&
    !env.CI &&
    env.TERM !== "dumb";
  return live ? spinner(io) : plainLines(io);
}

function isWideEnough({ stderr }: Io): boolean {
  return (stderr.columns ?? 0) >= fewestColumns;
}

async function spinner(io: Io): Promise<Progress> {
  const { default: ora } = await import("ora");
  const { stderr } = io;
  const pace = createPace(io.now);
  const lines = plainLines(io);
  // With discardStdin ora puts the terminal into raw mode and Ctrl-C is lost (platform.md 3.1).
  const spin = ora({
    stream: stderr as NodeJS.WriteStream,
    isEnabled: true,
    discardStdin: false,
    ...(io.env.NO_COLOR ? { color: false } : {}),
  });
  let usable = true;
  const giveUp = () => {
    // Stopping writes, which fails again where the terminal is gone.
    if (!usable) return;
    usable = false;
    spin.stop();
  };
  // Before the next frame is drawn: a terminal may lose its columns, or be closed, at any time.
  const onResize = () => {
    if (!isWideEnough(io)) giveUp();
  };
  const start = () => {
    stderr.on("resize", onResize);
    stderr.on("error", giveUp);
    spin.start();
  };
  return {
    update: (state) => {
      if (!isWideEnough(io)) giveUp();
      if (!usable) return lines.update(state);
      const line = describe(state, pace(state));
      // A line that wraps leaves its first half behind at every frame.
      spin.text = line.slice(0, Math.max(1, (stderr.columns ?? 80) - 4));
      if (!spin.isSpinning) start();
    },
    stop: () => {
      stderr.off("resize", onResize);
      stderr.off("error", giveUp);
      if (usable) spin.stop();
    },
  };
}

function plainLines(io: Io): Progress {
  const pace = createPace(io.now);
  const isTime = every(io.env.CI ? 30_000 : 5_000, io.now, io.now());
  return {
    update: (state) => {
      const rate = pace(state);
      if (isTime()) io.speech.say(describe(state, rate));
    },
    stop: () => undefined,
  };
}

/** `Enriching: 1,200 of 5,000 rows, 340 rows/s, 11 s left, 1,100 matched, 100 no_match`. */
function describe(state: ProgressState, { rate, left }: Pace): string {
  const { step, file, done, total, unit, extra, statuses: counts } = state;
  const head = file === undefined ? step : `${step} ${file}`;
  const countedRows = total === undefined ? count(done) : `${count(done)} of ${count(total)}`;
  const parts = [`${head}: ${countedRows} ${unit}`];
  if (rate !== undefined) parts.push(`${count(rate)} ${unit}/s`);
  if (left !== undefined && left > 0) parts.push(`${duration(left * 1000)} left`);
  if (counts !== undefined) {
    const met = statuses.filter((status) => counts[status] > 0);
    parts.push(...met.map((status) => `${count(counts[status])} ${status}`));
  }
  if (extra !== undefined) parts.push(extra);
  return parts.join(", ");
}

/** `12,345`; by hand, since the first number of `toLocaleString` costs a start 60 ms. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ",");
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
