import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type EnsureBuiltOptions, ensureBuilt } from "../../src/import/source-registry.ts";
import { isAbandoned } from "../../src/registry/sqlite/release/folder-lock.ts";
import { createReleaseWriter } from "../../src/registry/sqlite/release/release-writer.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { openWorkshop, type Workshop } from "./memory-release.ts";

let workshop: Workshop;
let cacheDir: string;
let builds = 0;

beforeAll(async () => {
  workshop = await openWorkshop();
  cacheDir = join(workshop.folder, "cache");
});

function build(file: string, options: Partial<EnsureBuiltOptions> = {}): Promise<string> {
  return ensureBuilt(file, {
    cacheDir,
    formVersions: [1, 1],
    signal: new AbortController().signal,
    isAbandoned,
    async createWriter(folder) {
      builds++;
      return createReleaseWriter(folder, { now: () => new Date("2026-01-01T00:00:00Z") });
    },
    ...options,
  });
}

describe("ensureBuilt", () => {
  it("builds a source once, keyed by its content", async () => {
    const text = npidata([personRow(npiOf(1))]);
    const file = await workshop.file("npidata.csv", text);
    const folder = await build(file);
    const registry = await openSqliteRegistry(folder);
    expect((await registry.profiles([npiOf(1)]))[0]?.name.last).toBe("QUILLFEATHER");
    await registry.close();
    expect(builds).toBe(1);
    expect(await build(file)).toBe(folder);
    expect(await build(await workshop.file("copy.csv", text))).toBe(folder);
    expect(builds).toBe(1);
    await writeFile(file, npidata([personRow(npiOf(2))]));
    expect(await build(file)).not.toBe(folder);
    expect(builds).toBe(2);
    expect(await build(file, { formVersions: [1, 2] })).not.toBe(await build(file));
  });

  it("builds once for two that ask at the same time, and leaves no half folder", async () => {
    const file = await workshop.file("twice.csv", npidata([personRow(npiOf(7))]));
    const [one, two] = await Promise.all([build(file), build(file)]);
    expect(one).toBe(two);
    expect((await readdir(cacheDir)).filter((name) => name.includes("building"))).toEqual([]);
  });

  it("clears away what a killed build left, and nothing of one that goes on", async () => {
    const now = () => new Date("2026-01-01T00:00:00Z");
    const [killed, living] = ["a.building-killed", "b.building-living"].map((name) =>
      join(cacheDir, name),
    ) as [string, string];
    await (await createReleaseWriter(killed, { now })).discard();
    await mkdir(join(killed, "building-facts-x"));
    const writer = await createReleaseWriter(living, { now });
    await build(await workshop.file("next.csv", npidata([personRow(npiOf(8))])));
    expect((await readdir(cacheDir)).filter((name) => name.includes("building"))).toEqual([
      "b.building-living",
    ]);
    await writer.discard();
    await rm(living, { recursive: true });
  });

  it("leaves nothing of a source that cannot be built", async () => {
    const before = await readdir(cacheDir);
    const text = npidata([personRow(npiOf(1))]).slice(0, -20);
    const cut = await workshop.file("cut.csv", text);
    await expect(build(cut)).rejects.toMatchObject({ code: "source_malformed" });
    const list = await workshop.file("leads.csv", "Name,City\n");
    await expect(build(list)).rejects.toMatchObject({ code: "source_unknown" });
    expect(await readdir(cacheDir)).toEqual(before);
  });
});
