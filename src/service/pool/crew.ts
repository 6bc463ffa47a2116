import type { After, Call } from "./call.ts";
import type { OpenedService, StartWorker } from "./messages.ts";
import { changedMeanwhile, workerNotStarted } from "./pool-errors.ts";
import { startSlot, type WorkerSlot } from "./worker-slot.ts";

/** The workers of a pool: as many as wanted, and another one for each that dies. */
export interface Crew {
  /** What they say when all of them are there; rejects with the reason where one cannot be. */
  opened: Promise<OpenedService>;
  idle(): WorkerSlot | undefined;
  /** Nobody waits for this call, which one of them may have. */
  stop(call: Call): void;
  /** Why nobody is there and nobody is on the way; undefined otherwise. */
  trouble(): unknown;
  /** Ends them; calls that still run are lost. */
  close(): Promise<void>;
}

interface CrewOptions {
  startWorker: StartWorker;
  size: number;
  after: After;
  /** Somebody can take a call. */
  onIdle(): void;
  /** The worker that had this call is gone. */
  onLost(call: Call): void;
  /** Nobody is there for the calls that wait. */
  onNobody(reason: unknown): void;
}

/** How long a worker may go on with what nobody waits for. */
const GRACE_MS = 10_000;
/** Before another start where the last one failed, or where a worker ended that had nothing to do. */
const RESTART_MS = 1_000;

export function createCrew(options: CrewOptions): Crew {
  const { startWorker, size, after, onIdle, onLost, onNobody } = options;
  const slots = new Set<WorkerSlot>();
  const restarts = new Set<() => void>();
  let about: OpenedService | undefined;
  let toOpen = size;
  let state: "opening" | "open" | "closing" = "opening";
  let lastTrouble: unknown;
  let onOpened: (opened: OpenedService) => void = () => {};
  let onNotOpened: (reason: unknown) => void = () => {};
  let onAllEnded = () => {};
  const opened = new Promise<OpenedService>((resolve, reject) => {
    onOpened = resolve;
    onNotOpened = reject;
  });

  function start(): void {
    const slot = startSlot({
      ...{ startWorker, after, graceMs: GRACE_MS, onIdle },
      onOpened(own) {
        about ??= own;
        if (own.info.release !== about.info.release) throw changedMeanwhile();
        toOpen--;
        if (state !== "opening" || toOpen > 0) return;
        state = "open";
        onOpened(about);
      },
      onEnded(lost, error) {
        slots.delete(slot);
        replace(lost, error);
        if (lost !== undefined && !lost.isSettled()) onLost(lost);
        if (slots.size === 0 && state === "open") onNobody(trouble());
        if (slots.size === 0) onAllEnded();
      },
    });
    slots.add(slot);
  }

  function replace(lost: Call | undefined, error: unknown): void {
    if (state === "opening") {
      state = "closing";
      onNotOpened(error ?? workerNotStarted());
      for (const other of slots) other.end();
    }
    if (state === "closing") return;
    lastTrouble = error;
    if (lost === undefined) startLater();
    else start();
  }

  function startLater(): void {
    const cancel = after(RESTART_MS, () => {
      restarts.delete(cancel);
      start();
    });
    restarts.add(cancel);
  }

  function trouble(): unknown {
    return slots.size === 0 ? (lastTrouble ?? workerNotStarted()) : undefined;
  }

  for (let i = 0; i < size; i++) start();
  return {
    opened,
    trouble,
    idle: () => [...slots].find((slot) => slot.isIdle()),
    stop(call) {
      for (const slot of slots) slot.stop(call);
    },
    async close() {
      state = "closing";
      for (const cancel of restarts) cancel();
      if (slots.size === 0) return;
      const ended = new Promise<void>((resolve) => {
        onAllEnded = resolve;
      });
      for (const slot of slots) slot.close();
      await ended;
    },
  };
}
