import { ServiceError } from "../../../src/model/errors.ts";
import { releaseAsked } from "../../../src/service/search-cursor.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import {
  createSwappingService,
  type SwapEvent,
} from "../../../src/service/swap/swapping-service.ts";
import { type FakeService, fakeService } from "../../helpers/service.ts";
import { fakeTimers } from "../pool/fake-workers.ts";

export interface FakeRelease {
  id: string;
  isClosed: boolean;
  /** It was changed in place, or its file was taken away: every call fails so. */
  fails?: string;
  /** Awaited before a batch is answered. */
  before?: Promise<void>;
  service: FakeService;
}

/** A registry whose releases come and go as the test says, and a service that swaps them. */
export async function swapping(options: { mostKept?: number; first?: string } = {}) {
  const timers = fakeTimers();
  const opened: FakeRelease[] = [];
  const events: SwapEvent[] = [];
  const registry = {
    /** What is current: the id of a release, or the code of the error that opening it throws. */
    current: options.first ?? "r1",
    version: "1",
    /** Awaited while a release is opened. */
    opening: Promise.resolve(),
    looks: 0,
    opens: 0,
  };

  async function open(): Promise<SearchService> {
    registry.opens++;
    const id = registry.current;
    await registry.opening;
    if (!/^r\d/.test(id)) throw new ServiceError(id, `Trouble: ${id}.`);
    const release: FakeRelease = {
      id,
      isClosed: false,
      service: fakeService({
        release: id,
        before: async () => {
          await release.before;
          if (release.fails !== undefined) throw new ServiceError(release.fails, "Failed.");
          if (release.isClosed) throw new Error("asked after its end");
        },
      }),
    };
    opened.push(release);
    return {
      ...release.service,
      async specialtyNames(codes) {
        if (release.fails !== undefined) throw new ServiceError(release.fails, "Failed.");
        return release.service.specialtyNames(codes);
      },
      async search(query) {
        const asked = releaseAsked(query);
        if (asked !== undefined && asked !== id) throw new ServiceError("release_gone", "Gone.");
        return { release: id, count: 0, results: [] };
      },
      close: async () => {
        release.isClosed = true;
      },
    };
  }

  const service = await createSwappingService({
    open,
    version: async () => {
      registry.looks++;
      return registry.version;
    },
    ...{ lookMs: 1000, keepMs: 60_000, mostKept: options.mostKept ?? 1 },
    ...{ now: timers.now, after: timers.after },
    onEvent: (event) => events.push(event),
  });
  return { service, registry, opened, timers, events };
}
