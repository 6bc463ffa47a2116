import type { FileHandle } from "node:fs/promises";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openAtomicFile } from "../../src/table/atomic-file.ts";
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
