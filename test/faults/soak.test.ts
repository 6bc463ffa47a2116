import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../src/import/calibration/seeded-random.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { startMatchServer } from "../helpers/match-server.ts";
import { runs } from "../helpers/property-runs.ts";
import { problem } from "../helpers/server-answers.ts";
import { fakeService } from "../helpers/service.ts";
import { plantedClient } from "./planted-client.ts";
import { realClient } from "./real-client.ts";
import type { ClientOptions } from "./run-through-faults.ts";
import { createVirtualClock } from "./virtual-clock.ts";
import { watchCalls } from "./watch-calls.ts";

/** On the virtual clock, in ms. */
const minute = 60_000;
/** What a call takes, in ms: long enough that half an hour is not a million of them. */
const latency = 400;
const [least, most] = [2, 40];
/** How often the limit takes a step, in ms. */
const step = 5000;

interface Soaked {
  answered: number;
  refused: number;
  calls: number;
  /** Answers that whoever always asked just as much as the limit would have had. */
  ideal: number;
}

/** Asks for so long as fast as it may, at a server whose limit of calls at a time wanders. */
async function soak(
  duration: number,
  createService: (given: ClientOptions) => SearchService,
): Promise<Soaked> {
  const random = createRandom(7);
  const watch = watchCalls();
  let waiting = 0;
  const clock = createVirtualClock(() => watch.underWay() > waiting);
  const limits = wander(random, Math.ceil(duration / step) + 1);
  const limit = () => limits[Math.floor(clock.now() / step)] ?? least;
  const soaked: Soaked = { answered: 0, refused: 0, calls: 0, ideal: 0 };
  for (let at = 0; at < duration / step; at++) soaked.ideal += (limits[at] ?? 0) * (step / latency);
  let working = 0;
  const { signal } = new AbortController();
  const server = await startMatchServer({
    service: fakeService(),
    fault: ({ path }) => {
      if (path !== "/v1/match") return undefined;
      soaked.calls += 1;
      if (working >= limit()) {
        soaked.refused += 1;
        return ({ send }) => send(problem(429, "too_many_requests", "Too many at a time."));
      }
      return async ({ answer, send }) => {
        working += 1;
        waiting += 1;
        await clock.sleep(latency, signal);
        waiting -= 1;
        working -= 1;
        send(await answer());
      };
    },
  });
  const service = createService({
    url: new URL(server.url),
    clock,
    random: () => random.next(),
    timeouts: { connect: 60_000, whole: 600_000, perItem: 0 },
  });
  let next = 0;
  const askOn = async () => {
    while (clock.now() < duration) {
      const id = next++;
      const { results } = await service.match(
        {
          context: { name_order: "first_last", prior: 0.8 },
          ...{ min_confidence: 0.95, with_profile: false },
          requests: [{ id, name: { full: `Arabella Exemplar${id}` } }],
        },
        { signal },
      );
      if (results[0]?.status !== "error") soaked.answered += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: most + 8 }, askOn));
    return soaked;
  } finally {
    await service.close();
    await server.close();
    watch.close();
  }
}

function wander(random: Random, steps: number): number[] {
  let limit = 12;
  return Array.from({ length: steps }, () => {
    limit = Math.min(most, Math.max(least, limit + random.below(7) - 3));
    return limit;
  });
}

describe.skipIf(runs(1) === 1)("a limit that wanders", () => {
  it("is followed for half an hour", async () => {
    const soaked = await soak(30 * minute, (given) => realClient(given, most + 8));
    expect(soaked.answered, JSON.stringify(soaked)).toBeGreaterThan(0.8 * soaked.ideal);
    expect(soaked.refused, JSON.stringify(soaked)).toBeLessThan(0.03 * soaked.calls);
  });

  it("is not followed by who asks as much as it can", async () => {
    const soaked = await soak(minute, (given) => plantedClient({ attempts: 50 }, given));
    expect(soaked.refused).toBeGreaterThan(0.03 * soaked.calls);
  });
});
