import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Profile } from "../../src/model/profile.ts";
import { createReleaseWriter } from "../../src/registry/sqlite/release-writer.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { createMemoryRegistry } from "../helpers/memory-registry.ts";
import { searchServiceConformance } from "./conformance.ts";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

searchServiceConformance("embedded, registry in memory", async (profiles) =>
  createEmbeddedService(createMemoryRegistry(profiles), { label: "memory" }),
);

searchServiceConformance("embedded, registry in SQLite", async (profiles) => {
  const folder = await mkdtemp(join(tmpdir(), "heartbeat-service-"));
  folders.push(folder);
  const writer = await createReleaseWriter(folder, { now: () => new Date(0) });
  writer.add([...profiles].sort(byNpi));
  await writer.publish([]);
  return createEmbeddedService(await openSqliteRegistry(folder), { label: "sqlite" });
});

function byNpi(a: Profile, b: Profile): number {
  return Number(a.npi) - Number(b.npi);
}
