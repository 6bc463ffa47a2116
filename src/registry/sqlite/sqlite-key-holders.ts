import { setImmediate as nextTurn } from "node:timers/promises";
import { InterruptedError } from "../../model/errors.ts";
import type { ProfileKeys } from "../../model/suppressions.ts";
import {
  type SubjectKey,
  subjectKeysOfValue,
  subjectValuesOf,
} from "../../normalize/subject-keys.ts";
import { readKeysOfAll } from "./keys-on-file.ts";
import { openRelease } from "./open-release.ts";
import { createReleaseGuard } from "./release-guard.ts";
import { readReleaseInfo } from "./release-meta.ts";

/**
 * By the very keys by which a suppression finds people, so that nobody is met here who is not there.
 *
 * @param file a release
 * @returns NPIs, one list a key
 */
export async function readKeyHolders(
  file: string,
  keys: readonly SubjectKey[],
  signal: AbortSignal,
): Promise<string[][]> {
  const found = keys.map((): string[] => []);
  if (keys.length === 0) return found;
  const placeOf = new Map(keys.map((key, place) => [nameOf(key), place]));
  const kinds = new Set(keys.map(({ kind }) => kind));
  const hold = ({ npi, ...theirs }: ProfileKeys) => {
    const values = subjectValuesOf({ npi, ...theirs }).filter(({ kind }) => kinds.has(kind));
    const names = new Set(values.flatMap(subjectKeysOfValue).map(nameOf));
    for (const name of names) {
      const place = placeOf.get(name);
      if (place !== undefined) found[place]?.push(npi);
    }
  };
  const db = await openRelease(file);
  try {
    const read = createReleaseGuard(db, readReleaseInfo(db).id);
    const everybody = readKeysOfAll(db, kinds);
    for (;;) {
      const { value, done } = read(() => everybody.next());
      if (done === true) break;
      for (const one of value) hold(one);
      await nextTurn();
      if (signal.aborted) throw new InterruptedError("Nothing was done.");
    }
  } finally {
    db.close();
  }
  // A key that was asked twice is counted at its last place.
  return keys.map((key) => found[placeOf.get(nameOf(key)) ?? 0] ?? []);
}

function nameOf({ kind, digest }: SubjectKey): string {
  return `${kind} ${digest}`;
}
