import type { SearchService } from "../search-service.ts";

/** A release that is open, with the calls that are under way on it. */
export interface ServedRelease {
  readonly id: string;
  /** Of what the look found before it was opened. */
  readonly version: string;
  /** It was changed in place: it will answer nothing more. */
  isGone: boolean;
  /** When it was last asked for by its id, or became one of the former ones. */
  askedAt: number;
  ask<T>(question: (service: SearchService) => Promise<T>): Promise<T>;
  readonly service: SearchService;
  /** Closes it when its calls have ended; to be called once. */
  close(): Promise<void>;
}

export async function serveRelease(
  service: SearchService,
  version: string,
  now: number,
): Promise<ServedRelease> {
  const calls = new Set<Promise<unknown>>();
  return {
    id: await releaseOf(service),
    ...{ version, service, isGone: false, askedAt: now },
    async ask(question) {
      const call = question(service);
      calls.add(call);
      try {
        return await call;
      } finally {
        calls.delete(call);
      }
    },
    async close() {
      await Promise.allSettled(calls);
      await service.close();
    },
  };
}

async function releaseOf(service: SearchService): Promise<string> {
  try {
    return (await service.info()).release;
  } catch (error) {
    await service.close();
    throw error;
  }
}
