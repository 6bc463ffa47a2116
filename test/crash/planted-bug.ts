import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A bug, as a change of one of the built files. */
export interface PlantedBug {
  name: string;
  /** Below `dist/`. */
  file: string;
  replace: readonly [RegExp, string];
}

/** A copy of the built program with a bug in it, to see whether it is caught. */
export async function plantBug(bug: PlantedBug, folder: string): Promise<string> {
  const copy = temporaryFolder("planted", folder);
  await mkdir(join(copy, "bin"));
  for (const part of ["bin", "dist", "package.json"]) {
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const path = join(copy, "dist", bug.file);
  const sound = await readFile(path, "utf8");
  const faulty = sound.replace(...bug.replace);
  if (faulty === sound) throw new Error(`${bug.file} no longer has the place for: ${bug.name}`);
  await writeFile(path, faulty);
  return join(copy, "bin", "heartbeat.js");
}
