import { setImmediate as nextTurn } from "node:timers/promises";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import { InterruptedError, ServiceError } from "../model/errors.ts";
import type { ProfileKeys } from "../model/suppressions.ts";
import {
  keyOfText,
  type SubjectKind,
  type SubjectText,
  subjectKeysOfValue,
  subjectKinds,
  subjectValuesOf,
} from "../normalize/keys/subject-keys.ts";
import type { ErasedPart, WithheldEditor, WithheldProfile } from "../registry/withheld-store.ts";
import { checkMark } from "./check-mark.ts";
import { eraseDeleted } from "./erase-deleted.ts";

export interface ApplyOptions {
  /** NPIs whose profile or contacts are not what they were. */
  changed?: readonly number[] | undefined;
  /** What leaves the file of whoever is deleted. */
  erased: ErasedPart;
  /**
   * Values by whose keys somebody has just been suppressed. Where nobody else was, only who has one of
   * them is looked at.
   */
  known?: readonly SubjectText[] | undefined;
  signal: AbortSignal;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

const everyKind: ReadonlySet<SubjectKind> = new Set(subjectKinds);

type Store = Pick<
  SuppressionStore,
  "ledger" | "number" | "changesSince" | "eventOf" | "idsOf" | "haveOnly" | "deletionsAmong"
>;

/**
 * Brings what a release remembers of the ledger up to its last change, within a change of the
 * release. Who is withheld afterwards are those whose keys are suppressed under that number: nobody
 * more, nobody less, whatever way the release came to it. Whoever of them is deleted is erased.
 */
export async function applySuppressions(
  release: WithheldEditor,
  store: Store,
  options: ApplyOptions,
): Promise<void> {
  await withholdThem(release, store, options);
  await eraseDeleted(release, store, options);
}

async function withholdThem(
  release: WithheldEditor,
  store: Store,
  options: ApplyOptions,
): Promise<void> {
  const { changed = [] } = options;
  for (;;) {
    const number = await applyChanges(release, store, options);
    if (changed.length === 0 || number === 0) return;
    release.forget(changed);
    for (const people of release.keysOf(changed)) {
      release.add(await withheldOf(people, everyKind, store));
      await pause(options.signal);
    }
    // What came or went meanwhile may be in what was found, and not under the number.
    if ((await store.number()) === number) return;
  }
}

/**
 * What is suppressed since the mark, and what is not any more.
 *
 * @returns the number that the release has now; 0 as long as there was no suppression
 */
async function applyChanges(
  release: WithheldEditor,
  store: Store,
  { known = [], signal, onProgress = () => {} }: ApplyOptions,
): Promise<number> {
  const mark = release.mark();
  await checkMark(mark, store);
  const { number, event, added, kinds, lifted } = await store.changesSince(mark?.number ?? 0);
  release.remove(lifted);
  if (added.size > 0) {
    const total = release.count();
    let done = 0;
    const isKnown = known.length > 0 && (await store.haveOnly(added, known.map(keyOfText)));
    // Nobody was found by another kind of key since; computing keys is what takes the time.
    for (const people of isKnown ? release.keysOfHolders(known) : release.keysOfAll(kinds)) {
      const found = await withheldOf(people, kinds, store);
      // Later ones have a number of their own: under this one nobody would know that they are lifted.
      release.add(found.filter(({ suppression }) => added.has(suppression)));
      done += people.length;
      if (!isKnown) onProgress(done, total);
      await pause(signal);
    }
  }
  if (number !== (mark?.number ?? 0)) {
    if (event === undefined) throw noEvent(number);
    release.setMark({ ledger: store.ledger, number, event });
  }
  return number;
}

async function withheldOf(
  people: readonly ProfileKeys[],
  kinds: ReadonlySet<SubjectKind>,
  store: Pick<SuppressionStore, "idsOf">,
): Promise<WithheldProfile[]> {
  const keys = people.map((theirs) =>
    subjectValuesOf(theirs)
      .filter(({ kind }) => kinds.has(kind))
      .flatMap(subjectKeysOfValue),
  );
  const found = await store.idsOf(keys);
  return people.flatMap(({ npi }, i) =>
    (found[i] ?? []).map((suppression) => ({ npi, suppression })),
  );
}

function noEvent(number: number): ServiceError {
  return new ServiceError(
    "ledger_damaged",
    `The ledger is damaged: it has ${number} changes of suppressions, and no event of the last.`,
    "heartbeat ledger audit says what is wrong; restore it from a backup.",
  );
}

/** A turn of the event loop, so that Ctrl-C is heard and progress is drawn. */
async function pause(signal: AbortSignal): Promise<void> {
  await nextTurn();
  if (signal.aborted) throw new InterruptedError("The registry is as it was.");
}
