import { parentPort, workerData } from "node:worker_threads";
import { openSqliteRegistry } from "../registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../service/embedded/embedded-service.ts";
import { answerCalls } from "../service/pool/answer-calls.ts";
import { withoutSqliteWarning } from "../store/sqlite-warning.ts";
import type { WorkerData } from "./open-pool.ts";

/** A worker of the pool: its own read-only connection to one release file, its own service. */
const { file, label, stop } = workerData as WorkerData;
process.emitWarning = withoutSqliteWarning(process.emitWarning);
if (parentPort !== null) {
  await answerCalls(parentPort, stop, async (watch) =>
    createEmbeddedService(watch(await openSqliteRegistry(file)), { label }),
  );
}
