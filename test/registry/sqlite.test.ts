import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReleaseUpdater } from "../../src/registry/sqlite/release-updater.ts";
import { createReleaseWriter } from "../../src/registry/sqlite/release-writer.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { testRegistry } from "./conformance.ts";

const now = () => new Date("2026-01-02T03:04:05Z");

testRegistry(async () => {
  const folder = await mkdtemp(join(tmpdir(), "hb-registry-"));
  return {
    createWriter: () => createReleaseWriter(folder, { now, pid: 4711 }),
    openUpdater: () => openReleaseUpdater(folder, { now, pid: 4711 }),
    openRegistry: () => openSqliteRegistry(folder),
    remove: () => rm(folder, { recursive: true }),
  };
});
