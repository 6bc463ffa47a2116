import { rm } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import type { Profile } from "../../src/model/profile.ts";
import { createReleaseWriter } from "../../src/registry/sqlite/release/release-writer.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { nobodyWithheld } from "../../src/registry/withheld-store.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { createMemoryRegistry } from "../helpers/memory-registry.ts";
import { searchPeople } from "../helpers/search-people.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { searchServiceConformance } from "./conformance.ts";
import { searchConformance } from "./search-conformance.ts";

type Open = (profiles: readonly Profile[]) => Promise<SearchService>;

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

const inMemory: Open = async (profiles) =>
  createEmbeddedService(createMemoryRegistry(profiles), { label: "memory" });

const inSqlite: Open = async (profiles) => {
  const folder = temporaryFolder("heartbeat-service");
  folders.push(folder);
  const writer = await createReleaseWriter(folder, { now: () => new Date(0) });
  writer.add([...profiles].sort(byNpi));
  await writer.publish([]);
  return createEmbeddedService(await openSqliteRegistry(folder), { label: "sqlite" });
};

searchServiceConformance("embedded, registry in memory", inMemory);
searchServiceConformance("embedded, registry in SQLite", inSqlite);
searchConformance("embedded, registry in SQLite", inSqlite);

test("whom nothing may be told of is in no page and no count, and a page before is no page any more", async () => {
  const people = searchPeople(60);
  const query = { state: ["IL", "TX", "OH"], limit: 7 };
  const { signal } = new AbortController();
  let hidden = new Uint32Array();
  const registry = createMemoryRegistry(people, () => ({ ...nobodyWithheld, npis: hidden }));
  const service = createEmbeddedService(registry, { label: "memory" });
  const before = await service.search?.(query, { signal });
  const [first, second] = before?.results ?? [];
  hidden = Uint32Array.from([Number(first?.npi)]);
  const after = await service.search?.(query, { signal });
  expect(after?.count).toBe((before?.count ?? 0) - 1);
  expect(after?.results[0]).toEqual(second);
  const further = { ...query, cursor: before?.next_cursor };
  await expect(service.search?.(further, { signal })).rejects.toMatchObject({
    code: "cursor_invalid",
  });
  const named = await service.search?.({ name: `${second?.profile.name.last}` }, { signal });
  hidden = Uint32Array.from([Number(first?.npi), Number(second?.npi)]);
  const fewer = await service.search?.({ name: `${second?.profile.name.last}` }, { signal });
  expect(fewer?.count).toBe((named?.count ?? 0) - 1);
  hidden = new Uint32Array();
  expect(await service.search?.(query, { signal })).toEqual(before);
});

test("a search that nobody waits for is not made", async () => {
  const service = await inMemory(searchPeople(10));
  const gone = AbortSignal.abort(new Error("gone"));
  await expect(service.search?.({ state: ["IL"] }, { signal: gone })).rejects.toThrow("gone");
});

function byNpi(a: Profile, b: Profile): number {
  return Number(a.npi) - Number(b.npi);
}
