import type { SearchService, ServiceInfo, ServiceTraits } from "../search-service.ts";
import type { PortableError } from "./portable-error.ts";

/** What a worker is asked; `info` is told once, at its opening. */
export type Method = Exclude<keyof SearchService, "label" | "traits" | "info" | "close">;

export type ToWorker =
  | { kind: "call"; id: number; method: Method; args: readonly unknown[] }
  /** The last message: end when the service is closed. */
  | { kind: "close" };

export type FromWorker =
  | { kind: "opened"; opened: OpenedService }
  | { kind: "not_opened"; error: PortableError }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "failure"; id: number; error: PortableError };

/** What a worker's service says of itself. */
export interface OpenedService {
  label: string;
  traits: ServiceTraits;
  info: ServiceInfo;
  /** Those of the optional methods that it has. */
  has: { search: boolean; probe: boolean };
}

/** A thread as the pool sees it. */
export interface WorkerThread {
  post(message: ToWorker): void;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

export interface WorkerWorld {
  /** The id of a call that nobody waits for any more: the worker looks at it while it works. */
  stop: SharedArrayBuffer;
  onMessage(message: FromWorker): void;
  /** Once, when it ended for whatever reason; nothing comes after it. */
  onEnd(): void;
}

export type StartWorker = (world: WorkerWorld) => WorkerThread;
