import { HeartbeatError, ServiceError } from "../../model/errors.ts";
import type { SuppressionKeys, Suppressions } from "../../model/suppressions.ts";

/** The ledger as a server asks it: while it cannot be asked, nothing can be answered. */
export interface CurrentLedger extends Pick<Suppressions, "ghostsAt"> {
  /** The suppression number, once the release that is current knows it. */
  upToDate(): Promise<number>;
  number(): Promise<number>;
  areSuppressed(batch: readonly SuppressionKeys[]): Promise<readonly boolean[]>;
}

/** @param bringUpToDate makes the release that is current know all suppressions */
export function createCurrentLedger(
  suppressions: Suppressions,
  bringUpToDate: () => Promise<void>,
): CurrentLedger {
  let known: number | undefined;
  let underway: Promise<void> | undefined;
  const number = () => usable(() => suppressions.number());

  /** Whoever asks meanwhile waits for the same. */
  async function learn(next: number): Promise<void> {
    underway ??= usable(bringUpToDate)
      .then(() => {
        known = next;
      })
      .finally(() => {
        underway = undefined;
      });
    return underway;
  }

  return {
    number,
    async upToDate() {
      for (;;) {
        const next = await number();
        if (next === known) return next;
        await learn(next);
      }
    },
    async areSuppressed(batch) {
      if (batch.length === 0) return [];
      const hits = await usable(() => suppressions.areSuppressed(batch));
      // Fewer answers than questions must not pass for "no".
      if (hits.length !== batch.length) throw unusable();
      return hits;
    },
    async ghostsAt(batch) {
      const levels = await usable(() => suppressions.ghostsAt(batch));
      if (levels.length !== batch.length) throw unusable();
      return levels;
    },
  };
}

async function usable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof HeartbeatError ? error : unusable();
  }
}

function unusable(): ServiceError {
  return new ServiceError(
    "ledger_unusable",
    "The ledger cannot be asked who is suppressed, so that nothing may be answered.",
    "Check the ledger: heartbeat ledger status",
  );
}
