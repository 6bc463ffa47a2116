import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const randomLength = 12;
const keptLength = 200;

/** A file beside `target` that nobody else makes: `.leads.csv.0123456789ab.tmp`. */
export function temporaryBeside(target: string): string {
  const random = randomBytes(randomLength / 2).toString("hex");
  return join(dirname(target), `${prefixOf(target)}${random}.tmp`);
}

/**
 * Removes what writers of `target` left that were killed. Only for whoever keeps all others from
 * writing there.
 */
export async function removeLeftovers(target: string): Promise<void> {
  // The beginning of a longer name may be another file's, too.
  if (basename(target).length > keptLength) return;
  const folder = dirname(target);
  const prefix = prefixOf(target);
  for (const name of await readdir(folder).catch(() => [])) {
    const isOurs = name.startsWith(prefix) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(prefix.length));
    if (isOurs) await rm(join(folder, name), { force: true });
  }
}

/** Short enough for a name of 255 bytes, as long as `target` is no longer than that itself. */
function prefixOf(target: string): string {
  return `.${basename(target).slice(0, keptLength)}.`;
}
