import { ServiceError } from "../../model/errors.ts";
import { probeService } from "../probe.ts";
import { releaseAsked } from "../search-cursor.ts";
import type { SearchService } from "../search-service.ts";
import { type OpenOptions, openCurrent } from "./current-release.ts";
import { createFormerReleases, type KeepOptions } from "./former-releases.ts";
import { isReleaseGone, releaseGone } from "./release-errors.ts";
import type { ServedRelease } from "./served-release.ts";

export interface SwapOptions extends OpenOptions, KeepOptions {
  /** Between two looks for another release. */
  lookMs: number;
  after: (ms: number, run: () => void) => () => void;
  onEvent: (event: SwapEvent) => void;
}

export type SwapEvent =
  /** Calls that name no release go to this one from now on. */
  | { kind: "opened"; release: string }
  /** Nobody can ask for this one any more. */
  | { kind: "closed"; release: string }
  /** The next release could not be opened, or a former one not closed; what was served is served. */
  | { kind: "trouble"; error: unknown };

/** Releases that may follow each other while one call is answered. */
const MOST_TRIES = 3;

type Question<T> = (service: SearchService) => Promise<T>;

/**
 * A search service that goes on with the next release when there is one, without a call that fails.
 * What names a release is answered by that one as long as it is kept, else by `release_gone`. What
 * names none is answered by the newest, and asked again there if its own is updated in place.
 */
export async function createSwappingService(options: SwapOptions): Promise<SearchService> {
  const { lookMs, now, after, onEvent } = options;
  let lastTrouble: string | undefined;
  let stopLooking = () => {};
  let isClosed = false;

  const former = createFormerReleases(options, (release, error) => {
    onEvent({ kind: "closed", release });
    if (error !== undefined) onEvent({ kind: "trouble", error });
  });
  const current = await openCurrent(options, (replaced) => {
    const { id } = current.get();
    const double = former.find(id);
    if (double !== undefined) former.drop(double);
    former.add(replaced);
    if (replaced.isGone || replaced.id === id) former.drop(replaced);
    else void keepUsable(replaced);
    onEvent({ kind: "opened", release: id });
  });

  /** One that was updated in place answers nothing: it must not take the place of one that does. */
  async function keepUsable(release: ServedRelease): Promise<void> {
    try {
      await release.ask(probeService);
    } catch (error) {
      if (mayHaveMoved(error)) former.drop(release);
    }
    former.sweep();
  }

  /** The same trouble is told once, until it is over. */
  async function lookQuietly(): Promise<void> {
    try {
      await current.look();
      lastTrouble = undefined;
    } catch (error) {
      const told = error instanceof Error ? `${error.name} ${error.message}` : "";
      if (told !== lastTrouble) onEvent({ kind: "trouble", error });
      lastTrouble = told;
    }
  }

  function keepLooking(): void {
    stopLooking = after(lookMs, () => {
      former.sweep();
      void lookQuietly().then(() => {
        if (!isClosed) keepLooking();
      });
    });
  }
  keepLooking();

  async function askNewest<T>(question: Question<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const release = current.get();
      try {
        return await release.ask(question);
      } catch (error) {
        if (attempt === MOST_TRIES) throw error;
        await moveOn(release, error);
      }
    }
  }

  /** Throws the error where it is not for want of the release, or there is no other one. */
  async function moveOn(release: ServedRelease, error: unknown): Promise<void> {
    if (!mayHaveMoved(error)) throw error;
    if (isReleaseGone(error)) release.isGone = true;
    if (current.get() === release) await current.look();
    if (current.get() === release) throw error;
  }

  async function askPinned<T>(id: string, question: Question<T>): Promise<T> {
    const find = () => (current.get().id === id ? current.get() : former.find(id));
    let release = find();
    if (release === undefined) {
      // Another server of the same registry may have seen it first.
      await lookQuietly();
      release = find();
    }
    if (release === undefined) throw releaseGone();
    release.askedAt = now();
    try {
      return await release.ask(question);
    } catch (error) {
      if (!mayHaveMoved(error)) throw error;
      throw afterMove(release, error);
    }
  }

  /** What to say of a release that has no file any more, or another one in its file. */
  function afterMove(release: ServedRelease, error: unknown): unknown {
    if (isReleaseGone(error)) release.isGone = true;
    if (release === current.get()) {
      void lookQuietly();
      return error;
    }
    former.drop(release);
    return releaseGone();
  }

  const ask = <T>(release: string | undefined, question: Question<T>) =>
    release === undefined ? askNewest(question) : askPinned(release, question);
  const { label, traits, search, probe } = current.get().service;
  return {
    ...{ label, traits },
    info: () => askNewest((service) => service.info()),
    match: (batch, waits) => ask(batch.release, (service) => service.match(batch, waits)),
    profiles: (npis) => askNewest((service) => service.profiles(npis)),
    nameCounts: (names) => askNewest((service) => service.nameCounts(names)),
    specialtyNames: (codes) => askNewest((service) => service.specialtyNames(codes)),
    ...(search && {
      search: (query, waits) =>
        ask(releaseAsked(query), (service) => (service.search ?? search)(query, waits)),
    }),
    ...(probe && { probe: () => askNewest((service) => (service.probe ?? probe)()) }),
    async close() {
      isClosed = true;
      stopLooking();
      // What is being opened is closed with the others.
      await current.settled();
      await Promise.all([current.get().close(), former.close()]);
    },
  };
}

/** A worker that starts anew cannot open a file that an import has removed, or finds another. */
function mayHaveMoved(error: unknown): boolean {
  return error instanceof ServiceError && /^(release_gone$|registry_)/.test(error.code);
}
