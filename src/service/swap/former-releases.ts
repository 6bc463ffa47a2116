import type { ServedRelease } from "./served-release.ts";

/** Releases that runs may still be pinned to. */
export interface FormerReleases {
  add(release: ServedRelease): void;
  find(id: string): ServedRelease | undefined;
  /** Lets go of one now, if it is among them. */
  drop(release: ServedRelease): void;
  /** Lets go of those that nobody asked for lately, and of more than are kept. */
  sweep(): void;
  /** Lets go of all; done when they are closed. */
  close(): Promise<void>;
}

export interface KeepOptions {
  /** How long one is kept that nobody asks for. */
  keepMs: number;
  /** How many are kept: those that were current last. */
  mostKept: number;
  now: () => number;
}

/** @param onClosed is given what closing threw, if it did */
export function createFormerReleases(
  { keepMs, mostKept, now }: KeepOptions,
  onClosed: (id: string, error: unknown) => void,
): FormerReleases {
  const kept = new Set<ServedRelease>();
  const closing = new Set<Promise<void>>();

  function drop(release: ServedRelease): void {
    if (!kept.delete(release)) return;
    const ending = release
      .close()
      .then(
        () => onClosed(release.id, undefined),
        (error: unknown) => onClosed(release.id, error),
      )
      .finally(() => closing.delete(ending));
    closing.add(ending);
  }

  return {
    drop,
    add(release) {
      release.askedAt = now();
      kept.add(release);
    },
    find: (id) => [...kept].find((release) => release.id === id),
    sweep() {
      [...kept].reverse().forEach((release, i) => {
        if (i >= mostKept || now() - release.askedAt >= keepMs) drop(release);
      });
    },
    async close() {
      for (const release of kept) drop(release);
      await Promise.all(closing);
    },
  };
}
