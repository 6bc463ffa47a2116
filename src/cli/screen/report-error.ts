import type { CommanderError } from "commander";
import { HeartbeatError, systemErrorCode } from "../../model/errors.ts";
import type { Io } from "../io.ts";
import { withoutTypedValue } from "../refuse-typed-key.ts";
import { createPaint, type Paint } from "./output.ts";
import { printable } from "./printable.ts";
import type { Speech } from "./speech.ts";
import { wrapText } from "./wrap-text.ts";

/** One line saying what happened, one saying what to do; returns the exit code. */
export function reportError(error: unknown, io: Io, noColor: boolean): number {
  const paint = createPaint(io, noColor);
  if (error instanceof HeartbeatError) return reportKnown(error, io.speech, paint);
  reportBug(
    {
      message: `this is a bug in heartbeat (${nameOf(error)}).`,
      hint: "Please report it with the command you ran; HEARTBEAT_DEBUG=1 shows where it happened.",
    },
    io.speech,
    paint.red("error:"),
  );
  if (io.env.HEARTBEAT_DEBUG === "1") for (const frame of framesOf(error)) io.speech.say(frame);
  return 1;
}

function reportKnown(error: HeartbeatError, speech: Speech, paint: Paint): number {
  const { code, exitCode } = error;
  const message = printable(error.message);
  const hints = error.hint?.split("\n").map(printable) ?? [];
  if (speech.asEvents()) {
    const hint = hints.length === 0 ? null : hints.join("\n");
    speech.tell({ event: "error", code, message, hint, exit_code: exitCode });
    return exitCode;
  }
  speech.say(`${paint.red("error:")} ${message} ${paint.dim(`[${code}]`)}`);
  for (const hint of hints) speech.say(wrapText(hint, { taken: 0, indent: "" }));
  return exitCode;
}

/** The event loop ran dry before the run was done. */
export function reportUnsettled(speech: Speech): void {
  const message = "this is a bug in heartbeat: the run stopped before its end.";
  reportBug({ message, hint: "Please report it with the command you ran." }, speech, "error:");
}

function reportBug(
  { message, hint }: { message: string; hint: string },
  speech: Speech,
  head: string,
): void {
  if (!speech.asEvents()) speech.say(`${head} ${message} ${hint}`);
  else speech.tell({ event: "error", code: "bug", message, hint, exit_code: 1 });
}

/** What commander says of a wrong call, where it has not said it in words; returns the exit code. */
export function reportUsage({ code, message, exitCode }: CommanderError, speech: Speech): number {
  if (exitCode === 0) return 0;
  speech.tell({
    event: "error",
    code: code
      .replace(/^commander\./, "")
      .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    message: code === "commander.help" ? "No command was named." : usageWords(message),
    hint: "Run with --help to see what it takes.",
    exit_code: 2,
  });
  return 2;
}

/** One line, without the word that the event's name says already. */
function usageWords(message: string): string {
  return printable(withoutTypedValue(message).replace(/^error: /, ""));
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return [error.name, systemErrorCode(error)].filter((part) => part !== undefined).join(" ");
}

/** Without the message: a package's message may quote the list it was working on. */
function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return stack.split("\n").filter((line) => /^\s+at /.test(line));
}
