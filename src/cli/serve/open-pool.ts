import { setTimeout as startTimer } from "node:timers";
import type { After } from "../../service/pool/call.ts";
import { createPooledService } from "../../service/pool/pooled-service.ts";
import { threadStarter } from "../../service/pool/start-thread.ts";
import type { SearchService } from "../../service/search-service.ts";
import { packageFile } from "../package-file.ts";

/** What a worker thread is started with. */
export interface WorkerData {
  file: string;
  label: string;
  stop: SharedArrayBuffer;
}

export interface PoolLimits {
  workers: number;
  /** Calls that wait for a worker, at most. */
  mostWaiting: number;
  /** How long a call may take, waiting included. */
  deadlineMs: number;
}

/** A thread runs JavaScript: what was built, also where this file runs as TypeScript. */
const workerEntry = packageFile("dist/cli/service-worker.js");

export const after: After = (ms, run) => {
  const timer = startTimer(run, ms);
  return () => clearTimeout(timer);
};

/** A service over one release file, in worker threads. */
export function openPool(file: string, label: string, limits: PoolLimits): Promise<SearchService> {
  const { workers, mostWaiting, deadlineMs } = limits;
  const startWorker = threadStarter(workerEntry, { file, label });
  return createPooledService({ startWorker, size: workers, mostWaiting, deadlineMs, after });
}
