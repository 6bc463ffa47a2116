import { InterruptedError } from "../../model/errors.ts";
import type { Registry } from "../../registry/registry.ts";
import type { SearchService } from "../search-service.ts";
import type { FromWorker, OpenedService, ToWorker } from "./messages.ts";
import { toPortable } from "./portable-error.ts";
import { stoppableRegistry } from "./stoppable-registry.ts";

interface WorkerPort {
  postMessage(message: FromWorker): void;
  on(event: "message", listener: (message: ToWorker) => void): unknown;
  close(): void;
}

/** Makes a registry one whose reads end when their call is stopped. */
type Watch = (registry: Registry) => Registry;

/**
 * A worker's side of the pool: opens its own service and answers calls, one at a time (the pool
 * sends the next one when it has the answer).
 */
export async function answerCalls(
  port: WorkerPort,
  stop: SharedArrayBuffer,
  open: (watch: Watch) => Promise<SearchService>,
): Promise<void> {
  const stopped = new Int32Array(stop);
  // While it opens it has no call, and no call has this id.
  let current = { id: -1, end: new AbortController() };
  const check = () => {
    if (Atomics.load(stopped, 0) !== current.id) return;
    current.end.abort(new InterruptedError());
    current.end.signal.throwIfAborted();
  };

  let service: SearchService;
  try {
    service = await open((registry) => stoppableRegistry(registry, check));
    port.postMessage({ kind: "opened", opened: await aboutService(service) });
  } catch (error) {
    port.postMessage({ kind: "not_opened", error: toPortable(error) });
    port.close();
    return;
  }

  async function answer({ id, method, args }: ToWorker & { kind: "call" }): Promise<void> {
    current = { id, end: new AbortController() };
    const ask = service[method] as (...given: unknown[]) => Promise<unknown>;
    try {
      const value = await ask.call(service, ...args, { signal: current.end.signal });
      port.postMessage({ kind: "answer", id, value });
    } catch (error) {
      port.postMessage({ kind: "failure", id, error: toPortable(error) });
    }
  }

  async function end(): Promise<void> {
    // A thread that ends frees what could not be closed.
    await service.close().catch(() => undefined);
    port.close();
  }

  port.on("message", (message) => {
    if (message.kind === "call") void answer(message);
    else void end();
  });
}

async function aboutService(service: SearchService): Promise<OpenedService> {
  const { label, traits, search, probe } = service;
  const has = { search: search !== undefined, probe: probe !== undefined };
  return { label, traits, info: await service.info(), has };
}
