/** Does something after a while; what comes back calls it off. */
export type Later = (work: () => void, ms: number) => () => void;

/** Has what was written on the disk, many writes at a time. */
export interface GroupSync {
  /** Something was written: it is synced within the interval. */
  touch(): void;
  /** Syncs what is not yet, and ends. Throws what went wrong, also earlier. */
  end(): Promise<void>;
  /** What went wrong in the background. */
  failure(): unknown;
}

const intervalMs = 50;

export function createGroupSync(sync: () => Promise<void>, later: Later): GroupSync {
  let callOff: (() => void) | undefined;
  let syncing: Promise<void> | undefined;
  let isDirty = false;
  let failure: unknown;

  async function run(): Promise<void> {
    isDirty = false;
    try {
      await sync();
    } catch (error) {
      failure ??= error;
    }
  }

  function begin(): void {
    callOff = undefined;
    syncing = run().finally(() => {
      syncing = undefined;
      if (isDirty) schedule();
    });
  }

  /** One sync at a time: a slow disk gets larger groups, not more of them. */
  function schedule(): void {
    if (callOff === undefined && syncing === undefined) callOff = later(begin, intervalMs);
  }

  return {
    touch() {
      isDirty = true;
      schedule();
    },
    async end() {
      await syncing;
      callOff?.();
      callOff = undefined;
      if (isDirty) await run();
      if (failure !== undefined) throw failure;
    },
    failure: () => failure,
  };
}
