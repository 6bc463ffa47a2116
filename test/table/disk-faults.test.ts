import type { FileHandle } from "node:fs/promises";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openAtomicFile, requireWritable } from "../../src/table/files/atomic-file.ts";
import { tempFolder } from "./temp-list.ts";

/** Makes one file system call fail; the n-th of its kind, counted from now. */
const fault = vi.hoisted(() => ({ call: "", code: "", after: 0 }));

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  function strike(call: string): void {
    if (fault.call !== call || fault.after-- > 0) return;
    throw Object.assign(new Error(`${fault.code}: /secret/person`), { code: fault.code });
  }
  return {
    ...real,
    open: async (...given: Parameters<typeof real.open>): Promise<FileHandle> => {
      strike("open");
      const handle = await real.open(...given);
      return new Proxy(handle, {
        get(target, name) {
          const value = Reflect.get(target, name);
          if (typeof value !== "function") return value;
          return async (...args: unknown[]) => {
            strike(String(name));
            return Reflect.apply(value, target, args);
          };
        },
      });
    },
    link: async (...given: Parameters<typeof real.link>) => {
      strike("link");
      return real.link(...given);
    },
    rename: async (...given: Parameters<typeof real.rename>) => {
      strike("rename");
      return real.rename(...given);
    },
  };
});

const folder = await tempFolder();
const path = join(folder, "out.csv");

afterEach(() => {
  fault.call = "";
});

test.each([
  ["open", "EACCES", 0, "output_not_writable"],
  ["open", "EROFS", 0, "output_not_writable"],
  ["open", "EPERM", 0, "output_not_writable"],
  ["open", "ENOSPC", 0, "disk_full"],
  ["open", "EMFILE", 0, "output_not_writable"],
  ["write", "ENOSPC", 0, "disk_full"],
  ["write", "EDQUOT", 1, "disk_full"],
  ["write", "EIO", 2, "output_not_writable"],
  ["sync", "EIO", 0, "output_not_writable"],
  ["sync", "ENOSPC", 0, "disk_full"],
  ["close", "ENOSPC", 0, "disk_full"],
  ["rename", "EACCES", 0, "output_not_writable"],
])(
  "%s fails with %s (call %i): %s, the old output is intact",
  async (call, code, after, expected) => {
    await fs.writeFile(path, "old");
    Object.assign(fault, { call, code, after });
    const attempt = async (): Promise<void> => {
      const file = await openAtomicFile(path);
      try {
        for (let i = 0; i < 4; i++) await file.write(new Uint8Array(300_000));
        await file.finish();
      } finally {
        await file.abort();
      }
    };
    const error = await attempt().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expected, exitCode: 3 });
    expect((error as Error).cause).toBeUndefined();
    expect(String(error)).not.toContain("person");
    expect(await fs.readdir(folder)).toEqual(["out.csv"]);
    expect(await fs.readFile(path, "utf8")).toBe("old");
  },
);

test.each([
  ["synced", { call: "sync", code: "EINVAL", after: 1 }],
  ["opened", { call: "open", code: "EACCES", after: 1 }],
])("a folder that cannot be %s does not undo an output that is in place", async (_what, faulty) => {
  await fs.writeFile(path, "old");
  Object.assign(fault, faulty);
  const file = await openAtomicFile(path);
  await file.write(new Uint8Array(3));
  await file.finish();
  expect((await fs.stat(path)).size).toBe(3);
});

/** A run without --force, in the middle of which `meanwhile` happens. */
async function writeToFreePlace(meanwhile: () => Promise<void>): Promise<Set<string>> {
  await fs.rm(path, { force: true });
  const unfinished = new Set<string>();
  const file = await openAtomicFile(path, { keepExisting: true, unfinished });
  expect([...unfinished]).toEqual((await fs.readdir(folder)).map((name) => join(folder, name)));
  await file.write(new Uint8Array(3));
  await meanwhile();
  await file.finish();
  return unfinished;
}

test.each(["", "EPERM", "EOPNOTSUPP"])(
  "a free place is filled, links failing with '%s'",
  async (code) => {
    if (code !== "") Object.assign(fault, { call: "link", code, after: 0 });
    const unfinished = await writeToFreePlace(async () => undefined);
    expect(await fs.readdir(folder)).toEqual(["out.csv"]);
    expect([...unfinished]).toEqual([]);
  },
);

test.each(["", "EPERM"])(
  "what appears during the run is left alone, links failing with '%s'",
  async (code) => {
    if (code !== "") Object.assign(fault, { call: "link", code, after: 0 });
    const writing = writeToFreePlace(() => fs.writeFile(path, "somebody's"));
    await expect(writing).rejects.toMatchObject({ code: "output_appeared", exitCode: 3 });
    expect(await fs.readdir(folder)).toEqual(["out.csv"]);
    expect(await fs.readFile(path, "utf8")).toBe("somebody's");
  },
);

test.each([
  ["no/such/folder/out.csv", "its folder does not exist"],
  ["file/out.csv", "its folder is a file"],
  ["", "it is a folder"],
])("a place that cannot be written is told beforehand: %s", async (name, why) => {
  await fs.writeFile(join(folder, "file"), "");
  await expect(requireWritable(join(folder, name))).rejects.toMatchObject({
    code: "output_not_writable",
    message: expect.stringContaining(why),
  });
  await fs.rm(join(folder, "file"));
  await expect(requireWritable(path)).resolves.toBeUndefined();
});
