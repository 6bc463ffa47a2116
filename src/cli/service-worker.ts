import { parentPort, workerData } from "node:worker_threads";
import type { MatchBatch } from "../model/contract.ts";
import { openSqliteRegistry } from "../registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../service/embedded/embedded-service.ts";
import { answerCalls } from "../service/pool/answer-calls.ts";
import { withoutSqliteWarning } from "../store/sqlite-warning.ts";
import type { WorkerData } from "./serve/open-pool.ts";

/** A worker of the pool: its own read-only connection to one release file, its own service. */
const { file, label, stop } = workerData as WorkerData;
process.emitWarning = withoutSqliteWarning(process.emitWarning);

/** About nobody: loads maps and tables, so that no caller waits for them, and reads the release. */
const warmUp: MatchBatch = {
  context: { name_order: "mixed", prior: 0.8 },
  ...{ min_confidence: 1, with_profile: true },
  requests: [
    { id: 1, name: { full: "Nobody Nowhere" }, specialty: "cardiology", zip: "62701", state: "IL" },
  ],
};

if (parentPort !== null) {
  await answerCalls(parentPort, stop, async (watch) => {
    const service = createEmbeddedService(watch(await openSqliteRegistry(file)), { label });
    try {
      await service.match(warmUp, { signal: new AbortController().signal });
      return service;
    } catch (error) {
      await service.close();
      throw error;
    }
  });
}
