import { Worker } from "node:worker_threads";
import type { FromWorker, StartWorker, ToWorker } from "./messages.ts";

/**
 * Threads that run one file of JavaScript, which finds `data` and `stop` in its `workerData`. They
 * get no environment: what it may hold is none of their business.
 */
export function threadStarter(entry: URL, data: object): StartWorker {
  return ({ stop, onMessage, onEnd }) => {
    const worker = new Worker(entry, { workerData: { ...data, stop }, env: {}, execArgv: [] });
    worker.on("message", (message: FromWorker) => onMessage(message));
    // An end follows; what it was may quote what was worked on.
    worker.on("error", () => undefined);
    worker.on("exit", onEnd);
    return {
      post: (message: ToWorker) => worker.postMessage(message),
      end: () => void worker.terminate(),
    };
  };
}
