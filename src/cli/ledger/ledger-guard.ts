import { setTimeout as pause } from "node:timers/promises";
import type { SuppressionStore } from "../../ledger/suppression-store.ts";
import { InterruptedError, ServiceError } from "../../model/errors.ts";
import type { LedgerMark } from "../../model/ledger-mark.ts";
import type { SubjectText } from "../../normalize/keys/subject-keys.ts";
import type { ErasedPart, WithheldUpdater, Withhold } from "../../registry/withheld-store.ts";
import { closing } from "../closing.ts";
import type { Progress } from "../screen/progress-state.ts";

/** The way to both stores. */
interface GuardedStores {
  /** undefined where there is no ledger; to be closed by the caller. */
  openStore(): Promise<SuppressionStore | undefined>;
  readMark(path: string): Promise<LedgerMark | undefined>;
  openUpdater(path: string): Promise<WithheldUpdater>;
  startProgress(): Promise<Progress>;
  /** What leaves a registry of whoever is deleted. */
  erased: ErasedPart;
  signal: AbortSignal;
}

/** What stands before every registry on this machine: nobody reads one without its ledger. */
export interface LedgerGuard {
  /** Refuses a ledger that knows less than the registry has seen. Throws ServiceError. */
  check(path: string): Promise<void>;
  /**
   * The same, and brings the registry up to the ledger's last change.
   *
   * @param known values by which somebody has just been suppressed; spares a look at everybody
   */
  ready(path: string, known?: readonly SubjectText[]): Promise<void>;
  /** The same, also where the registry knows the last change: whoever is deleted is erased from it. */
  renew(path: string, known?: readonly SubjectText[]): Promise<void>;
  /** What a change of a release ends with. */
  withhold: Withhold;
  /** What a new release ends with that follows the one at `path`. */
  withholdNew(path: string): Withhold;
}

/** A build may put another release in the place of the one that was brought up to date. */
const attempts = 3;

/** Each waits for SQLite's lock for five seconds by itself: ten minutes in all. */
const patience = 120;
const betweenTriesMs = 50;
const waiting = "Waiting for another process that changes the registry";

export function createLedgerGuard(stores: GuardedStores): LedgerGuard {
  const { readMark, signal, erased } = stores;

  async function withStore<T>(work: (store: SuppressionStore | undefined) => Promise<T>) {
    const store = await stores.openStore();
    return store === undefined ? work(undefined) : closing(store, work);
  }

  /** How far the ledger is ahead of the registry. */
  async function behind(path: string, store: SuppressionStore | undefined): Promise<number> {
    const { checkMark } = await import("../../suppress/check-mark.ts");
    const mark = await readMark(path);
    return (await checkMark(mark, store, path)) - (mark?.number ?? 0);
  }

  async function bringUpToDate(
    path: string,
    store: SuppressionStore,
    known: readonly SubjectText[],
  ): Promise<void> {
    const { applySuppressions } = await import("../../suppress/apply-suppressions.ts");
    const progress = await stores.startProgress();
    const onProgress = (done: number, total: number) =>
      progress.update({ step: "Looking for who is suppressed", done, total, unit: "profiles" });
    try {
      const release = await openInTurn(path, progress);
      try {
        await applySuppressions(release, store, { known, erased, signal, onProgress });
        await release.commit();
      } catch (error) {
        await release.rollback();
        throw error;
      }
    } finally {
      progress.stop();
    }
  }

  /** Whoever else brings it up to date, after a list of millions, does it for us too. */
  async function openInTurn(path: string, progress: Progress): Promise<WithheldUpdater> {
    for (let tries = 1; ; tries++) {
      try {
        return await stores.openUpdater(path);
      } catch (error) {
        const isLocked = error instanceof ServiceError && error.code === "registry_locked";
        if (!isLocked || tries === patience) throw error;
      }
      progress.update({ step: waiting, done: tries, total: patience, unit: "tries" });
      await pause(betweenTriesMs);
      if (signal.aborted) throw new InterruptedError("The registry is as it was.");
    }
  }

  const withhold: Withhold = (release, changed) =>
    withStore(async (store) => {
      // A second connection to a file that is being changed would keep its log from being folded.
      const { checkMark } = await import("../../suppress/check-mark.ts");
      await checkMark(release.mark(), store);
      if (store === undefined) return;
      const { applySuppressions } = await import("../../suppress/apply-suppressions.ts");
      await applySuppressions(release, store, { changed, erased, signal });
    });

  return {
    withhold,
    withholdNew: (path) => async (release) => {
      await withStore((store) => behind(path, store));
      await withhold(release);
    },
    check: (path) =>
      withStore(async (store) => {
        await behind(path, store);
      }),
    renew: (path, known = []) =>
      withStore(async (store) => {
        await behind(path, store);
        if (store !== undefined) await bringUpToDate(path, store, known);
      }),
    ready: (path, known = []) =>
      withStore(async (store) => {
        for (let attempt = 1; attempt <= attempts; attempt++) {
          if ((await behind(path, store)) === 0 || store === undefined) return;
          await bringUpToDate(path, store, known).catch((error: unknown) => {
            throw translated(error, path);
          });
        }
      }),
  };
}

/** Where nobody may write, there is more to say than that. */
function translated(error: unknown, path: string): unknown {
  if (!(error instanceof ServiceError) || error.code !== "registry_read_only") return error;
  return new ServiceError(
    "registry_not_up_to_date",
    `The registry ${path} does not know of all suppressions yet, and it cannot be written.`,
    "Run the same command once as somebody who may write it.",
  );
}
