import type { After, Call } from "./call.ts";
import type { FromWorker, OpenedService, StartWorker } from "./messages.ts";
import { internalError, workerNotStarted } from "./pool-errors.ts";
import { fromPortable } from "./portable-error.ts";

/** One thread, from its start to its end, with the call that it has. */
export interface WorkerSlot {
  isIdle(): boolean;
  run(call: Call): void;
  /** Its call is not waited for any more: it is told, and ended when it does not listen. */
  stop(call: Call): void;
  /** Ends when its service is closed, or when that takes too long. */
  close(): void;
  end(): void;
}

interface SlotOptions {
  startWorker: StartWorker;
  after: After;
  /** How long a worker may go on with a stopped call, or with closing. */
  graceMs: number;
  /** Its service is open. What this throws ends it. */
  onOpened(opened: OpenedService): void;
  /** It can take a call. */
  onIdle(): void;
  /** It is gone. @param lost the call that it had; @param error why it never opened, if it did not */
  onEnded(lost: Call | undefined, error: unknown): void;
}

/** Of calls; 0 is none. */
const LAST_ID = 2 ** 31 - 1;

export function startSlot(options: SlotOptions): WorkerSlot {
  const { after, graceMs } = options;
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const stopped = new Int32Array(stop);
  let isOpen = false;
  let isEnding = false;
  let failure: unknown;
  let id = 0;
  let call: Call | undefined;
  let stopGrace = () => {};

  function onMessage(message: FromWorker): void {
    switch (message.kind) {
      case "opened":
        open(message.opened);
        break;
      case "not_opened":
        failure = fromPortable(message.error);
        break;
      case "answer":
        finish(message.id, (done) => done.answer(message.value));
        break;
      case "failure":
        finish(message.id, (done) => done.fail(fromPortable(message.error)));
    }
  }

  function open(opened: OpenedService): void {
    try {
      options.onOpened(opened);
    } catch (error) {
      failure = error;
      thread.end();
      return;
    }
    isOpen = true;
    options.onIdle();
  }

  /** Another time limit takes the place of the one before. */
  function endSoon(): void {
    stopGrace();
    stopGrace = after(graceMs, () => thread.end());
  }

  function finish(answeredId: number, settle: (done: Call) => void): void {
    if (call === undefined || answeredId !== id) return;
    const done = call;
    call = undefined;
    settle(done);
    if (isEnding) return;
    stopGrace();
    options.onIdle();
  }

  function onEnd(): void {
    stopGrace();
    isEnding = true;
    const lost = call;
    call = undefined;
    options.onEnded(lost, isOpen ? undefined : (failure ?? workerNotStarted()));
  }

  const thread = options.startWorker({ stop, onMessage, onEnd });

  return {
    isIdle: () => isOpen && !isEnding && call === undefined,
    run(next) {
      id = id === LAST_ID ? 1 : id + 1;
      call = next;
      next.isRunning = true;
      next.attempts++;
      try {
        thread.post({ kind: "call", id, method: next.method, args: next.args });
      } catch {
        // What cannot be handed over is no data, and its message quotes it.
        finish(id, (done) => done.fail(internalError()));
      }
    },
    stop(given) {
      if (given !== call) return;
      Atomics.store(stopped, 0, id);
      endSoon();
    },
    close() {
      isEnding = true;
      endSoon();
      thread.post({ kind: "close" });
    },
    end() {
      isEnding = true;
      thread.end();
    },
  };
}
