import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * The one path of a file, whether it is there yet or not: symbolic links are seen through, also one
 * to what is not there, as whoever opens it to write sees through it. Of links in a circle one of them.
 */
export async function placeOf(path: string): Promise<string> {
  let place = path;
  for (let links = 0; ; links++) {
    const found = await realpath(place).catch(() => undefined);
    if (found !== undefined) return found;
    const folder = await realpath(dirname(place)).catch(() => resolve(dirname(place)));
    place = join(folder, basename(place));
    const target = await readlink(place).catch(() => undefined);
    if (target === undefined || links === mostLinks) return place;
    // Not `resolve`: a folder on the way may be a link itself.
    place = isAbsolute(target) ? target : `${folder}/${target}`;
  }
}
