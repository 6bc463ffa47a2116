import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSlots } from "../../../src/service/http/slots.ts";
import { createWaiting, type Waiting } from "../../../src/service/http/waiting.ts";

const never = new AbortController().signal;
const waiting = (drain?: AbortSignal): Waiting =>
  createWaiting(drain === undefined ? undefined : { signal: never, drain }, {
    sleep: async () => undefined,
    stopped: never,
  });

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

describe("how many calls are made at the same time", () => {
  test.each([
    [1, 1],
    [3, 3],
    [4, 4],
    [64, 4],
  ])("of %i allowed it begins with %i", (ceiling, first) => {
    expect(createSlots(ceiling, () => 0).limit()).toBe(first);
  });

  test("it grows by one in about as many successes, up to what is allowed", () => {
    const slots = createSlots(6, () => 0);
    const limits: number[] = [];
    for (let i = 0; i < 20; i++) {
      slots.grow();
      limits.push(slots.limit());
    }
    expect(limits.slice(0, 5)).toEqual([4, 4, 4, 4, 5]);
    expect(limits.at(-1)).toBe(6);
  });

  test("it shrinks by a third, at most every 150 ms, and never to nothing", () => {
    let now = 0;
    const slots = createSlots(64, () => now);
    for (let i = 0; i < 1000; i++) slots.grow();
    const before = slots.limit();
    expect(slots.shrink()).toBe(true);
    const after = slots.limit();
    expect(after / before).toBeCloseTo(0.7, 1);
    now = 149;
    expect(slots.shrink()).toBe(false);
    expect(slots.limit()).toBe(after);
    for (let i = 0; i < 50; i++) {
      now += 150;
      slots.shrink();
    }
    expect(slots.limit()).toBe(1);
  });

  test("whoever waits comes in the order of coming, and leaves when told to", async () => {
    const slots = createSlots(1, () => 0);
    const drain = new AbortController();
    const came: string[] = [];
    const take = (name: string, signal?: AbortSignal) =>
      slots.take(waiting(signal)).then(
        () => came.push(name),
        () => came.push(`${name} left`),
      );
    const all = [take("a"), take("b", drain.signal), take("c")];
    await settle();
    drain.abort();
    await settle();
    slots.giveBack();
    await Promise.all(all);
    expect(came).toEqual(["a", "b left", "c"]);
  });

  test("never more are inside than are allowed, and nobody is forgotten", async () => {
    const step = fc.constantFrom("take", "leave", "grow", "shrink", "abort");
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(step), async (ceiling, steps) => {
        const visit = visitors(ceiling);
        for (const what of steps) {
          visit[what]();
          await settle();
          expect(visit.inside()).toBeLessThanOrEqual(ceiling);
        }
        while (visit.open() > 0) {
          expect(visit.inside()).toBeGreaterThan(0);
          visit.leave();
          await settle();
        }
      }),
    );
  });
});

function visitors(ceiling: number) {
  let now = 0;
  let inside = 0;
  let open = 0;
  const slots = createSlots(ceiling, () => now);
  const drains: AbortController[] = [];
  return {
    inside: () => inside,
    open: () => open,
    take() {
      const drain = new AbortController();
      drains.push(drain);
      open += 1;
      slots.take(waiting(drain.signal)).then(
        () => {
          inside += 1;
        },
        () => {
          open -= 1;
        },
      );
    },
    leave() {
      if (inside === 0) return;
      inside -= 1;
      open -= 1;
      slots.giveBack();
    },
    grow: slots.grow,
    shrink() {
      now += 200;
      slots.shrink();
    },
    abort: () => drains.shift()?.abort(),
  };
}
