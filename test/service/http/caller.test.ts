import { describe, expect, test } from "vitest";
import { StopError } from "../../../src/model/errors.ts";
import { type Caller, createCaller } from "../../../src/service/http/caller.ts";
import type { Failure, Outcome } from "../../../src/service/http/failure.ts";
import { createWaiting } from "../../../src/service/http/waiting.ts";
import type { MatchOptions, ServiceEvent } from "../../../src/service/search-service.ts";
import { virtualClock } from "../../helpers/virtual-clock.ts";

const reset: Failure = { kind: "no_answer", cause: "ECONNRESET" };
const broken: Failure = { kind: "failed", cause: "HTTP 500" };
const refused: Failure = { kind: "refused", cause: "HTTP 422" };
const busy = (retryAfter?: number): Failure => ({
  kind: "busy",
  cause: "HTTP 429",
  overload: true,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});
const yes: Outcome<string> = { kind: "answered", value: "yes" };

interface Setup {
  concurrency?: number;
  perSecond?: number;
  random?: () => number;
}

function setUp({ concurrency = 4, perSecond, random = () => 0.5 }: Setup = {}) {
  const clock = virtualClock();
  const events: ServiceEvent[] = [];
  const caller = createCaller({
    label: "the service",
    concurrency,
    perSecond: () => perSecond,
    now: clock.now,
    random,
    onEvent: (event) => events.push(event),
  });
  let calls = 0;
  const times: number[] = [];
  /** Sends one question that comes to these one after the other, and to the last for ever. */
  const ask = (outcomes: readonly Outcome<string>[], options?: MatchOptions, isPart = false) => {
    let at = 0;
    const waiting = createWaiting(options, { sleep: clock.sleep, stopped: caller.stopped });
    return caller.call(
      async () => {
        calls += 1;
        times.push(clock.now());
        return outcomes[Math.min(at++, outcomes.length - 1)] as Outcome<string>;
      },
      { waiting, isPart },
    );
  };
  return { ...clock, caller, ask, events, times, calls: () => calls };
}

describe("a question that fails", () => {
  test("is sent again until it is answered", async () => {
    const { ask, slept, calls } = setUp();
    await expect(ask([reset, reset, reset, yes])).resolves.toEqual(yes);
    expect(calls()).toBe(4);
    // Half of 100, 200 and 400 ms.
    expect(slept).toEqual([50, 100, 200]);
  });

  test("is sent five times at most", async () => {
    const { ask, calls } = setUp();
    await expect(ask([reset])).resolves.toEqual(reset);
    expect(calls()).toBe(5);
  });

  test("waits any time up to twice the last, from nothing on", async () => {
    for (const [random, waits] of [
      [0, []],
      [0.999, [99, 199, 399, 799]],
    ] as const) {
      const { ask, slept } = setUp({ random: () => random });
      await ask([reset]);
      expect(slept).toEqual(waits);
    }
  });

  test("waits longer where the service is busy", async () => {
    const { ask, slept } = setUp();
    await ask([busy(), busy(), yes]);
    expect(slept).toEqual([500, 1000]);
  });

  test.each(["refused", "too_large", "unfit", "release_gone"] as const)(
    "is not sent again when it is %s",
    async (kind) => {
      const { ask, calls } = setUp();
      await ask([{ kind, cause: "HTTP 4xx" }]);
      expect(calls()).toBe(1);
    },
  );

  test("is given up after two minutes of its own", async () => {
    const clock = virtualClock();
    const caller = createCaller({
      ...{ label: "it", concurrency: 1, now: clock.now, random: () => 0 },
      perSecond: () => undefined,
    });
    let calls = 0;
    const slow = async () => {
      calls += 1;
      await clock.sleep(61_000, new AbortController().signal);
      return reset;
    };
    const waiting = createWaiting(undefined, { sleep: clock.sleep, stopped: caller.stopped });
    await expect(caller.call(slow, { waiting })).resolves.toEqual(reset);
    expect(calls).toBe(2);
  });
});

describe("what the service asks to wait", () => {
  test("is waited in full, by everybody, and by nobody longer", async () => {
    const { ask, times, events } = setUp();
    await Promise.all([ask([busy(42_000), yes]), ask([yes]), ask([yes])]);
    await ask([yes]);
    expect(times.slice(0, 3)).toEqual([0, 0, 0]);
    expect(times.slice(3)).toEqual([42_000, 42_000]);
    expect(events).toContainEqual({ kind: "pause", cause: "busy", wait_ms: 42_000 });
  });

  test("also holds where another call is told of a longer wait meanwhile", async () => {
    const { ask, times } = setUp();
    await Promise.all([ask([busy(1000), yes]), ask([busy(9000), yes])]);
    expect(times).toEqual([0, 0, 9000, 9000]);
  });

  test("also holds for a 503", async () => {
    const { ask, times } = setUp();
    await ask([{ kind: "failed", cause: "HTTP 503", overload: true, retryAfter: 5000 }, yes]);
    expect(times).toEqual([0, 5000]);
  });

  test("nothing is waited by whoever says 0", async () => {
    const { ask, slept } = setUp();
    await ask([busy(0), yes]);
    expect(slept).toEqual([500]);
  });

  test.each([
    [300_000, undefined],
    [300_001, "service_busy"],
    [Number.POSITIVE_INFINITY, "service_busy"],
  ])("%i ms", async (ms, reason) => {
    const { ask, slept } = setUp();
    const end = await ask([busy(ms), yes]).catch((error: unknown) => error);
    if (reason === undefined) expect(end).toEqual(yes);
    else {
      expect(end).toBeInstanceOf(StopError);
      expect(end).toMatchObject({ reason, exitCode: 5 });
      expect(slept).toEqual([]);
    }
  });
});

describe("a service that will answer nothing more", () => {
  test.each([
    ["key_refused", 4],
    ["quota_exhausted", 5],
  ] as const)("%s ends everything at once", async (kind, exitCode) => {
    const { ask, calls } = setUp();
    const waits = ask([busy(200_000), yes]);
    await Promise.all([
      expect(ask([{ kind, cause: "HTTP 40x" }])).rejects.toMatchObject({ reason: kind, exitCode }),
      // Nobody sleeps on, whatever for.
      expect(waits).rejects.toMatchObject({ reason: kind }),
    ]);
    const before = calls();
    await expect(ask([yes])).rejects.toMatchObject({ reason: kind });
    expect(calls()).toBe(before);
  });
});

describe("the budget for repetitions", () => {
  test("lets no more than a seventh of the calls be repetitions in the long run", async () => {
    const { ask, calls } = setUp();
    const questions = 1000;
    // A fifth of the questions fails once: the breaker has no reason to open.
    for (let i = 0; i < questions; i++) await ask(i % 5 === 0 ? [reset, yes] : [yes]);
    const repetitions = calls() - questions;
    expect(repetitions).toBeLessThanOrEqual(500 / 14 + questions / 14 + 1);
    expect(repetitions).toBeGreaterThan(questions / 20);
  });

  test("is not touched by what succeeds", async () => {
    const { ask, calls } = setUp();
    for (let i = 0; i < 300; i++) await ask(i % 50 === 0 ? [reset, yes] : [yes]);
    expect(calls()).toBe(306);
  });
});

describe("the breaker", () => {
  const outage = (caller: { ask: ReturnType<typeof setUp>["ask"] }, count: number) =>
    Promise.allSettled(Array.from({ length: count }, () => caller.ask([reset])));

  test("lets a service that is down be asked a few times only", async () => {
    const all = setUp({ concurrency: 8 });
    const ends = await outage(all, 200);
    expect(all.calls()).toBeLessThanOrEqual(20 + 8 + 1);
    const stopped = ends.filter((end) => end.status === "rejected");
    expect(stopped.length).toBeGreaterThan(150);
    for (const { reason } of stopped)
      expect(reason).toMatchObject({ reason: "service_down", exitCode: 5 });
    expect(all.now()).toBeLessThan(60_000);
  });

  test("sends one probe, and goes on when it is answered", async () => {
    const { ask, events, times, caller } = setUp({ concurrency: 8 });
    await Promise.all(Array.from({ length: 4 }, () => ask([reset])));
    expect(events.filter(({ kind }) => kind === "pause")).toHaveLength(1);
    const before = times.length;
    const rest = await Promise.all(Array.from({ length: 30 }, () => ask([yes])));
    expect(rest).toEqual(Array.from({ length: 30 }, () => yes));
    const [probe, next] = times.slice(before) as [number, number];
    expect(probe).toBeGreaterThanOrEqual(2000);
    expect(next).toBeGreaterThanOrEqual(probe);
    expect(caller.answered()).toBe(30);
  });

  test("also opens where more than half of the last hundred fail", async () => {
    const { ask, events } = setUp({ random: () => 0 });
    let asked = 0;
    while (!events.some(({ kind }) => kind === "pause") && asked < 500) {
      await ask([asked % 5 < 2 ? yes : { kind: "unfit", cause: "HTTP 404" }]);
      asked += 1;
    }
    expect(asked).toBeGreaterThanOrEqual(100);
    expect(asked).toBeLessThan(110);
  });

  test("stays shut where half of them fail, and where it is the service's own not now", async () => {
    const { ask, events } = setUp({ random: () => 0 });
    for (let i = 0; i < 400; i++)
      await ask([i % 2 === 0 ? yes : { kind: "unfit", cause: "HTTP 404" }]);
    for (let i = 0; i < 300; i++) expect(await ask([busy(1000), busy(1000), yes])).toEqual(yes);
    expect(events).not.toContainEqual(expect.objectContaining({ kind: "pause", wait_ms: 2000 }));
  });

  test("opens where every call takes long to fail", async () => {
    const all = setUp({ concurrency: 4 });
    const { caller, now, sleep } = all;
    let calls = 0;
    const hang = async (): Promise<Outcome<string>> => {
      calls += 1;
      await sleep(15_000, new AbortController().signal);
      return { kind: "no_answer", cause: "timeout", overload: true };
    };
    const waiting = createWaiting(undefined, { sleep, stopped: caller.stopped });
    const ends = await Promise.allSettled(
      Array.from({ length: 100 }, () => caller.call(hang, { waiting })),
    );
    expect(ends.every(({ status }) => status === "rejected")).toBe(true);
    expect(now()).toBeLessThanOrEqual(60_000);
    expect(calls).toBeLessThan(15);
  });

  test("a service that refuses whatever it is asked is asked no further", async () => {
    const all = setUp();
    const ends = await Promise.allSettled(Array.from({ length: 100 }, () => all.ask([refused])));
    expect(all.calls()).toBeLessThanOrEqual(20 + 4 + 1);
    expect(ends.at(-1)).toMatchObject({ status: "rejected", reason: { reason: "service_down" } });
  });

  test("leads that are refused among others are no outage", async () => {
    const { ask, calls } = setUp();
    await ask([yes]);
    for (let i = 0; i < 100; i++) expect(await ask([refused])).toEqual(refused);
    expect(calls()).toBe(101);
  });

  test("a probe that nobody waits for any more makes room for the next", async () => {
    const { ask, caller, calls } = setUp();
    for (let i = 0; i < 4; i++) await ask([reset]);
    const drain = new AbortController();
    const never = new AbortController().signal;
    const first = ask([yes], { signal: never, drain: drain.signal });
    const second = ask([yes]);
    drain.abort();
    await expect(first).rejects.toMatchObject({ code: "interrupted" });
    await expect(second).resolves.toEqual(yes);
    expect(caller.answered()).toBe(1);
    expect(calls()).toBe(21);
  });
});

describe("a run that is told to stop", () => {
  const signals = () => ({ stop: new AbortController(), drain: new AbortController() });

  test("takes the answer of what is under way", async () => {
    const { caller, sleep } = setUp();
    const { stop, drain } = signals();
    const options = { signal: stop.signal, drain: drain.signal };
    const waiting = createWaiting(options, { sleep, stopped: caller.stopped });
    const asked = caller.call(
      async () => {
        drain.abort();
        return yes;
      },
      { waiting },
    );
    await expect(asked).resolves.toEqual(yes);
  });

  test.each([
    ["fails", reset],
    ["is told to wait", busy(200_000)],
  ])("sends nothing again that %s", async (_why, failure) => {
    const { caller, sleep, slept } = setUp();
    const { stop, drain } = signals();
    const options = { signal: stop.signal, drain: drain.signal };
    const waiting = createWaiting(options, { sleep, stopped: caller.stopped });
    let calls = 0;
    const asked = caller.call(
      async () => {
        calls += 1;
        drain.abort();
        return failure;
      },
      { waiting },
    );
    await expect(asked).rejects.toMatchObject({ code: "interrupted", exitCode: 130 });
    expect(calls).toBe(1);
    expect(slept).toEqual([]);
  });

  test("wakes whoever sleeps", async () => {
    const { ask, now } = setUp();
    const { stop, drain } = signals();
    const asked = ask([busy(250_000)], { signal: stop.signal, drain: drain.signal });
    await Promise.resolve();
    drain.abort();
    await expect(asked).rejects.toMatchObject({ code: "interrupted" });
    expect(now()).toBe(0);
  });

  test("wakes them when the service is closed", async () => {
    const { ask, caller } = setUp();
    const asked = ask([busy(250_000)]);
    await Promise.resolve();
    caller.close();
    await expect(asked).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("calls at the same time", () => {
  async function most(caller: Caller, sleep: ReturnType<typeof virtualClock>["sleep"]) {
    let under = 0;
    let highest = 0;
    const waiting = createWaiting(undefined, { sleep, stopped: caller.stopped });
    const call = async (): Promise<Outcome<string>> => {
      under += 1;
      highest = Math.max(highest, under);
      await sleep(10, new AbortController().signal);
      under -= 1;
      return yes;
    };
    await Promise.all(Array.from({ length: 100 }, () => caller.call(call, { waiting })));
    return highest;
  }

  test.each([
    [1, 1],
    [8, 8],
  ])("of %i allowed: %i", async (concurrency, expected) => {
    const { caller, sleep } = setUp({ concurrency });
    expect(await most(caller, sleep)).toBe(expected);
  });

  test("as many a second as the service says", async () => {
    const { ask, times } = setUp({ concurrency: 8, perSecond: 4 });
    await Promise.all(Array.from({ length: 9 }, () => ask([yes])));
    expect(times).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000]);
  });
});

test("a service that takes next to nothing is waited for five minutes, not for ever", async () => {
  const { ask, times } = setUp({ perSecond: 1e-12 });
  await Promise.all([ask([yes]), ask([yes])]);
  expect(times).toEqual([0, 300_000]);
});

test("events hold numbers and fixed words", async () => {
  const { ask, events } = setUp();
  await ask([busy(1000), reset, { ...broken, overload: true }, yes]);
  expect(events).toEqual([
    { kind: "slow_down", concurrency: 2 },
    { kind: "pause", cause: "busy", wait_ms: 1000 },
    { kind: "retry", cause: "no_answer", attempt: 1, wait_ms: 50 },
    { kind: "slow_down", concurrency: 1 },
    { kind: "retry", cause: "failed", attempt: 2, wait_ms: 100 },
  ]);
});
