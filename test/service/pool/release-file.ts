import { rm } from "node:fs/promises";
import { afterAll } from "vitest";
import type { Profile } from "../../../src/model/profile.ts";
import { currentRelease } from "../../../src/registry/sqlite/release/release-version.ts";
import { createReleaseWriter } from "../../../src/registry/sqlite/release/release-writer.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A folder for a registry, removed after the tests of the file. */
export async function emptyFolder(): Promise<string> {
  const folder = temporaryFolder("heartbeat-pool");
  folders.push(folder);
  return folder;
}

/** Imports these people into the folder, as another release; its id. */
export async function importPeople(
  folder: string,
  profiles: readonly Profile[],
  sha256 = "00",
): Promise<string> {
  const writer = await createReleaseWriter(folder, { now: () => new Date(0) });
  writer.add([...profiles].sort((a, b) => Number(a.npi) - Number(b.npi)));
  return (await writer.publish([source(sha256)])).id;
}

export const source = (sha256: string) => ({
  ...{ id: 1, kind: "nppes" as const, file: "invented.csv", rows: 1, bytes: 1 },
  ...{ sha256, as_of: "2026-01-01" },
});

export const fileOf = async (folder: string) => (await currentRelease(folder)).file;
