import type { SearchService } from "../search-service.ts";
import { type ServedRelease, serveRelease } from "./served-release.ts";

export interface OpenOptions {
  /** Opens what is current. */
  open(): Promise<SearchService>;
  /** A cheap look: another text when there is something else to open. */
  version(): Promise<string>;
  /** Milliseconds on a clock that only goes forward. */
  now: () => number;
}

/** After a release could not be opened, so long until it is tried again; then twice as long. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

/** The newest release that could be opened. */
export interface CurrentRelease {
  get(): ServedRelease;
  /** Looks, and opens what is new; throws why that could not be opened. One look at a time. */
  look(): Promise<void>;
  /** When no look is under way. */
  settled(): Promise<void>;
}

/**
 * The release that is open stays the current one until the next one is open beside it. Throws where
 * the first one cannot be opened.
 *
 * @param onReplaced is given the former one
 */
export async function openCurrent(
  { open, version, now }: OpenOptions,
  onReplaced: (former: ServedRelease) => void,
): Promise<CurrentRelease> {
  // Looked at first: what changes while it is opened is seen by the next look.
  const first = await version();
  let current = await serveRelease(await open(), first, now());
  let failed: { version: string; error: unknown; until: number; wait: number } | undefined;
  let looking: Promise<void> | undefined;

  async function replace(): Promise<void> {
    const found = await version();
    if (found === current.version && !current.isGone) return;
    if (failed?.version === found && now() < failed.until) throw failed.error;
    try {
      const next = await serveRelease(await open(), found, now());
      const former = current;
      current = next;
      failed = undefined;
      onReplaced(former);
    } catch (error) {
      const wait =
        failed?.version === found ? Math.min(failed.wait * 2, LAST_RETRY_MS) : FIRST_RETRY_MS;
      failed = { version: found, error, until: now() + wait, wait };
      throw error;
    }
  }

  return {
    get: () => current,
    look() {
      looking ??= replace().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    settled: async () => looking?.catch(() => undefined),
  };
}
