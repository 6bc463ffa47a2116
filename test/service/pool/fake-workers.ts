import type {
  FromWorker,
  OpenedService,
  StartWorker,
  ToWorker,
  WorkerThread,
  WorkerWorld,
} from "../../../src/service/pool/messages.ts";

/** A thread that does what the test says. */
interface FakeWorker extends WorkerThread {
  asked: (ToWorker & { kind: "call" })[];
  isEnded: boolean;
  isClosing: boolean;
  /** The id that it would see if it looked. */
  stopped(): number;
  opens(release?: string): void;
  /** Answers the last call. */
  answers(value?: unknown): void;
  says(message: FromWorker): void;
  dies(): void;
}

export interface FakeWorkers {
  start: StartWorker;
  started: FakeWorker[];
}

const opened = (release: string): OpenedService => ({
  label: "fake",
  traits: { local: true, counts: true },
  has: { search: true, probe: false },
  info: {
    release,
    default_prior: 0.8,
    registry: {
      id: release,
      schema_version: 1,
      built_at: "",
      sources: [],
      counts: { profiles: 0, individuals: 0, organizations: 0, deactivated: 0, taxonomy_names: 0 },
    },
  },
});

/** @param isReady they open at once */
export function fakeWorkers(isReady = true): FakeWorkers {
  const started: FakeWorker[] = [];
  return {
    started,
    start(world) {
      const worker = createWorker(world);
      started.push(worker);
      if (isReady) queueMicrotask(() => worker.opens());
      return worker;
    },
  };
}

function createWorker({ stop, onMessage, onEnd }: WorkerWorld): FakeWorker {
  const says = (message: FromWorker) => {
    if (!worker.isEnded) onMessage(message);
  };
  const dies = () => {
    if (worker.isEnded) return;
    worker.isEnded = true;
    onEnd();
  };
  const worker: FakeWorker = {
    asked: [],
    isEnded: false,
    isClosing: false,
    post(message) {
      if (message.kind === "call") return void worker.asked.push(structuredClone(message));
      worker.isClosing = true;
      queueMicrotask(dies);
    },
    end: () => queueMicrotask(dies),
    stopped: () => Atomics.load(new Int32Array(stop), 0),
    opens: (release = "r1") => says({ kind: "opened", opened: opened(release) }),
    answers: (value) => says({ kind: "answer", id: worker.asked.at(-1)?.id ?? 0, value }),
    says,
    dies,
  };
  return worker;
}

/** Timers that ring when the test says so. */
export function fakeTimers() {
  let time = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  return {
    now: () => time,
    waiting: () => timers.size,
    after(ms: number, run: () => void): () => void {
      const timer = { at: time + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(ms: number): void {
      time += ms;
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        if (timer.at > time || !timers.delete(timer)) continue;
        timer.run();
      }
    },
  };
}

/** All that was promised has been said. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
