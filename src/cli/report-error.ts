import { HeartbeatError, systemErrorCode } from "../model/errors.ts";
import type { Io } from "./io.ts";
import { createPaint } from "./output.ts";
import { printable } from "./printable.ts";
import { wrapText } from "./wrap-text.ts";

/** One line saying what happened, one saying what to do; returns the exit code. */
export function reportError(error: unknown, io: Io, noColor: boolean): number {
  const paint = createPaint(io, noColor);
  const head = paint.red("error:");
  if (error instanceof HeartbeatError) {
    io.stderr.write(`${head} ${printable(error.message)} ${paint.dim(`[${error.code}]`)}\n`);
    for (const line of error.hint?.split("\n") ?? []) {
      io.stderr.write(`${wrapText(printable(line), { taken: 0, indent: "" })}\n`);
    }
    return error.exitCode;
  }
  io.stderr.write(
    `${head} this is a bug in heartbeat (${nameOf(error)}). Please report it with the command you ran; HEARTBEAT_DEBUG=1 shows where it happened.\n`,
  );
  if (io.env.HEARTBEAT_DEBUG === "1") io.stderr.write(`${framesOf(error)}\n`);
  return 1;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return [error.name, systemErrorCode(error)].filter((part) => part !== undefined).join(" ");
}

/** Without the message: a package's message may quote the list it was working on. */
function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
