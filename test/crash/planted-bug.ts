import { execFile } from "node:child_process";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A bug, as a change of one of our modules. */
export interface PlantedBug {
  name: string;
  /** Below `src/`. */
  file: string;
  replace: readonly [RegExp, string];
}

/** A program built with a bug in it, to see whether it is caught. */
export async function plantBug(bug: PlantedBug, folder: string): Promise<string> {
  const copy = temporaryFolder("planted", folder);
  for (const part of ["bin", "src", "package.json", "tsconfig.json", "build.mjs"]) {
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const path = join(copy, "src", bug.file);
  const sound = await readFile(path, "utf8");
  const faulty = sound.replace(...bug.replace);
  if (faulty === sound) throw new Error(`${bug.file} no longer has the place for: ${bug.name}`);
  await writeFile(path, faulty);
  await promisify(execFile)(process.execPath, ["build.mjs"], { cwd: copy });
  return join(copy, "bin", "heartbeat.js");
}
