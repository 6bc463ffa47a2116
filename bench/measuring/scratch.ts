import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/** A folder for generated files that are made once and kept for the next run. */
export interface Scratch {
  path(name: string): string;
  /** Paths of the files, which `make` writes when any of them is missing. */
  once(names: readonly string[], make: (paths: readonly string[]) => void): string[];
}

export function openScratch(folder: string): Scratch {
  mkdirSync(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  return {
    path,
    once(names, make) {
      const paths = names.map(path);
      if (paths.every((file) => existsSync(file))) return paths;
      // Renamed when whole, so that an interrupted run leaves nothing that looks finished.
      const parts = paths.map((file) => `${file}.part`);
      make(parts);
      parts.forEach((part, index) => {
        renameSync(part, paths[index] as string);
      });
      return paths;
    },
  };
}

/** Bytes of a file, or of everything inside a folder. */
export function bytesOf(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}
