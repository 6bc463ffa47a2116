import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { ImportProgress } from "../../src/import/import-progress.ts";
import { importRelease } from "../../src/import/import-release.ts";
import { updateRelease } from "../../src/import/update-release.ts";
import type { Profile, Source } from "../../src/model/profile.ts";
import type { ReleaseInfo } from "../../src/registry/registry.ts";
import type { ReleaseUpdater, ReleaseWriter } from "../../src/registry/release-store.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** A release in memory, kept only once it was published or committed. */
export interface MemoryRelease {
  profiles: Map<string, Profile>;
  sources: Source[];
  names: Map<string, string>;
}

export interface Workshop {
  folder: string;
  /** Writes a file into the folder and gives its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** What an import left of its intermediate files. */
  leftovers(): Promise<string[]>;
  build(files: readonly string[], options?: RunOptions): Promise<MemoryRelease>;
  update(
    release: MemoryRelease,
    files: readonly string[],
    options?: RunOptions,
  ): Promise<MemoryRelease>;
  /** How writers and updaters ended, in order. */
  readonly ends: readonly string[];
}

interface RunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
}

/** A folder of the test file's own, gone at its end, and imports that run in it. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = temporaryFolder("heartbeat-import-test");
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const ends: string[] = [];
  const tempDir = join(folder, "work");
  const run = ({ signal, onProgress }: RunOptions) => ({
    tempDir,
    signal: signal ?? new AbortController().signal,
    onProgress,
  });
  return {
    folder,
    ends,
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    leftovers: () => readdir(tempDir).catch(() => []),
    async build(files, options = {}) {
      const release: MemoryRelease = { profiles: new Map(), sources: [], names: new Map() };
      const createWriter = async () => memoryWriter(release, ends);
      await importRelease(files, { ...run(options), createWriter });
      return release;
    },
    async update(release, files, options = {}) {
      const next = structuredClone(release);
      const createUpdater = async () => memoryUpdater(next, ends);
      await updateRelease(files, { ...run(options), createUpdater });
      return next;
    },
  };
}

function memoryWriter(release: MemoryRelease, ends: string[]): ReleaseWriter {
  let last = "";
  return {
    add(profiles) {
      for (const profile of profiles) {
        if (profile.npi <= last) throw new Error("not in ascending order");
        last = profile.npi;
        release.profiles.set(profile.npi, profile);
      }
    },
    setTaxonomyNames(names) {
      release.names = new Map(names);
    },
    async publish(sources) {
      release.sources = [...sources];
      ends.push("published");
      return infoOf(release);
    },
    async discard() {
      ends.push("discarded");
    },
  };
}

function memoryUpdater(release: MemoryRelease, ends: string[]): ReleaseUpdater {
  return {
    release: infoOf(release),
    current: (npis) => npis.map((npi) => release.profiles.get(npi)),
    upsert(profiles) {
      for (const profile of profiles) release.profiles.set(profile.npi, profile);
    },
    setTaxonomyNames(names) {
      release.names = new Map(names);
    },
    setCalibration() {},
    async commit(sources) {
      release.sources.push(...sources);
      ends.push("committed");
      return infoOf(release);
    },
    async rollback() {
      ends.push("rolled back");
    },
  };
}

function infoOf({ sources }: MemoryRelease): ReleaseInfo {
  return {
    id: "memory",
    schema_version: 1,
    built_at: "2026-01-01T00:00:00.000Z",
    sources,
    counts: { profiles: 0, individuals: 0, organizations: 0, deactivated: 0, taxonomy_names: 0 },
  };
}
