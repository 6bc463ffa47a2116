import { emitKeypressEvents } from "node:readline";
import { InterruptedError } from "../../model/errors.ts";
import type { Io } from "../io.ts";
import type { ScreenSize } from "../review/review-screen.ts";

/** A key as it was pressed, a window of another size, or Ctrl-D. */
export type TerminalEvent =
  | { kind: "key"; name: string; text: string }
  | { kind: "resize" }
  | { kind: "end" };

/** A terminal whose keys come one by one, with a screen that is drawn as a whole. */
export interface KeyTerminal {
  size(): ScreenSize;
  draw(lines: readonly string[]): void;
  /** InterruptedError on Ctrl-C, when the run is told to stop, and when the terminal is gone. */
  next(): Promise<TerminalEvent>;
  /** Keys that were pressed so far are none: they were meant for what stood there before. */
  forgetKeys(): void;
  /** The terminal as it was, with what stood on it. */
  close(): void;
}

const defaults: ScreenSize = { columns: 80, rows: 24 };

interface Keypress {
  name?: string;
  ctrl?: boolean;
  meta?: boolean;
  sequence?: string;
}

/** @param isDumb a terminal that can only write lines one below the other */
export function openKeyTerminal({ stdin, stderr, signal }: Io, isDumb: boolean): KeyTerminal {
  const waiting: TerminalEvent[] = [];
  let wake: (() => void) | undefined;
  const tell = (event: TerminalEvent) => {
    waiting.push(event);
    wake?.();
  };
  let interrupted: InterruptedError | undefined;
  const interrupt = (error: InterruptedError) => {
    interrupted ??= error;
    wake?.();
  };

  const onKey = (text: string | undefined, key: Keypress) => {
    if (key.ctrl === true && key.name === "c") {
      interrupt(new InterruptedError());
    } else if (key.ctrl === true && key.name === "d") tell({ kind: "end" });
    else if (key.ctrl !== true && key.meta !== true) {
      tell({ kind: "key", name: key.name ?? "", text: text ?? "" });
    }
  };
  // A window that was closed: its signal may come later than the end or the error of its input.
  const onLost = () => interrupt(new InterruptedError(undefined, 129));
  const onResize = () => tell({ kind: "resize" });
  const onAbort = () => wake?.();

  emitKeypressEvents(stdin);
  stdin.on("keypress", onKey);
  stdin.on("end", onLost);
  // To the end of the process: it is also an error to leave raw mode where no terminal is.
  stdin.on("error", onLost);
  stderr.on("resize", onResize);
  signal.addEventListener("abort", onAbort, { once: true });
  stdin.setRawMode?.(true);
  stdin.resume();
  // The screen that was there comes back in the end.
  if (!isDumb) stderr.write("\u001b[?1049h\u001b[?25l");

  return {
    size: () => ({
      columns: stderr.columns || defaults.columns,
      rows: stderr.rows || defaults.rows,
    }),
    draw(lines) {
      if (isDumb) stderr.write(`${lines.filter((line) => line !== "").join("\n")}\n\n`);
      else stderr.write(`\u001b[H${lines.map((line) => `${line}\u001b[K`).join("\r\n")}\u001b[J`);
    },
    async next() {
      for (;;) {
        if (signal.aborted)
          throw signal.reason instanceof InterruptedError ? signal.reason : new InterruptedError();
        if (interrupted !== undefined) throw interrupted;
        const event = waiting.shift();
        if (event !== undefined) return event;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = undefined;
      }
    },
    forgetKeys() {
      const others = waiting.filter(({ kind }) => kind !== "key");
      waiting.splice(0, waiting.length, ...others);
    },
    close() {
      stdin.off("keypress", onKey);
      stdin.off("end", onLost);
      stderr.off("resize", onResize);
      signal.removeEventListener("abort", onAbort);
      if (!stdin.destroyed) stdin.setRawMode?.(false);
      stdin.pause();
      if (!isDumb) stderr.write("\u001b[?25h\u001b[?1049l");
    },
  };
}
