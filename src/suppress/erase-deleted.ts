import { setImmediate as nextTurn } from "node:timers/promises";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import { InterruptedError } from "../model/errors.ts";
import { subjectKeysOf } from "../normalize/keys/subject-keys.ts";
import type { ErasedPart, WithheldEditor } from "../registry/withheld-store.ts";

interface EraseOptions {
  erased: ErasedPart;
  signal: AbortSignal;
}

/**
 * Erases whoever is withheld because they are deleted, so that no import brings them back, not even
 * into the file. Their NPI is what says that it is they: a telephone number, an address, a license of
 * another board may be somebody else's too, and what is erased does not come back. Who has only such
 * a key of a deletion stays withheld.
 */
export async function eraseDeleted(
  release: WithheldEditor,
  store: Pick<SuppressionStore, "idsOf" | "deletionsAmong">,
  { erased, signal }: EraseOptions,
): Promise<void> {
  const deletions = await store.deletionsAmong(release.suppressions());
  if (deletions.size === 0) return;
  for (const people of release.keysOf(release.withheldBy([...deletions]))) {
    const ids = await store.idsOf(
      people.map(({ npi, replacementNpi }) =>
        subjectKeysOf({ npi, ...(replacementNpi === undefined ? {} : { replacementNpi }) }),
      ),
    );
    const theirs = people.filter((_, i) => ids[i]?.some((id) => deletions.has(id)) === true);
    if (theirs.length > 0) {
      release.erase(
        theirs.map(({ npi }) => Number(npi)),
        erased,
      );
    }
    await nextTurn();
    if (signal.aborted) throw new InterruptedError("The registry is as it was.");
  }
}
