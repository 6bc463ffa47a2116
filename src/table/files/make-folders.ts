import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode } from "../../model/errors.ts";

/**
 * A folder with those above it, as `mkdir -p` makes it: the topmost one that was made, or undefined
 * when all were there. Node's own `recursive` never ends where a file system says that there is
 * nothing although the folder above is there: `/proc`, a mount that is made on demand.
 */
export async function makeFolders(path: string, mode = 0o777): Promise<string | undefined> {
  const fault = await tryMaking(path, mode);
  if (fault === undefined) return path;
  if (await isFolder(path)) return undefined;
  const above = dirname(path);
  if (systemErrorCode(fault) !== "ENOENT" || above === path) throw fault;
  const first = await makeFolders(above, mode);
  const again = await tryMaking(path, mode);
  if (again !== undefined && !(await isFolder(path))) throw again;
  return first ?? path;
}

async function tryMaking(path: string, mode: number): Promise<unknown> {
  try {
    await mkdir(path, { mode });
    return undefined;
  } catch (error) {
    return error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
