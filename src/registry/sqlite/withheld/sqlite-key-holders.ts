import { setImmediate as nextTurn } from "node:timers/promises";
import { InterruptedError } from "../../../model/errors.ts";
import type { ProfileKeys } from "../../../model/suppressions.ts";
import {
  type SubjectText,
  subjectTextsOfValue,
  subjectValuesOf,
  textName,
} from "../../../normalize/keys/subject-keys.ts";
import { openRelease } from "../release/open-release.ts";
import { createReleaseGuard } from "../release/release-guard.ts";
import { readReleaseInfo } from "../release/release-meta.ts";
import { readKeysOfHolders } from "./keys-of-holders.ts";

/**
 * By the very values by whose keys a suppression finds people, so that nobody is met here who is not
 * there.
 *
 * @param file a release
 * @returns NPIs, one list a value
 */
export async function readKeyHolders(
  file: string,
  values: readonly SubjectText[],
  signal: AbortSignal,
): Promise<string[][]> {
  const found = new Map(values.map((value): [string, string[]] => [textName(value), []]));
  if (found.size === 0) return [];
  const hold = ({ npi, ...theirs }: ProfileKeys) => {
    const own = subjectValuesOf({ npi, ...theirs })
      .flatMap(subjectTextsOfValue)
      .map(textName);
    for (const name of new Set(own)) found.get(name)?.push(npi);
  };
  const db = await openRelease(file);
  try {
    const read = createReleaseGuard(db, readReleaseInfo(db).id);
    const holders = readKeysOfHolders(db, values);
    for (;;) {
      const { value, done } = read(() => holders.next());
      if (done === true) break;
      for (const one of value) hold(one);
      await nextTurn();
      if (signal.aborted) throw new InterruptedError("Nothing was done.");
    }
  } finally {
    db.close();
  }
  return values.map((value) => found.get(textName(value)) ?? []);
}
