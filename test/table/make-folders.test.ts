import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolders } from "../../src/table/files/make-folders.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-folders");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("makes what is missing, and says what was the first of it", async () => {
  const path = join(folder, "a", "b", "c");
  expect(await makeFolders(path, 0o700)).toBe(join(folder, "a"));
  expect((await stat(join(folder, "a"))).mode & 0o777).toBe(0o700);
  expect(await makeFolders(path, 0o700)).toBeUndefined();
  expect(await makeFolders(join(path, "d"), 0o700)).toBe(join(path, "d"));
});

it("is made by several at a time", async () => {
  const path = join(folder, "a", "b");
  const made = await Promise.all(Array.from({ length: 8 }, () => makeFolders(path)));
  expect(made).toContain(join(folder, "a"));
});

it("says so where a file is in its way", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(makeFolders(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeFolders(join(folder, "file", "a", "b"))).rejects.toMatchObject({
    code: "ENOTDIR",
  });
});

it.skipIf(process.platform !== "linux")("ends where nothing can be made", async () => {
  await expect(makeFolders("/proc/heartbeat/state")).rejects.toMatchObject({ code: "ENOENT" });
});
