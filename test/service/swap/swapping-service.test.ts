import { describe, expect, test } from "vitest";
import { encodeCursor } from "../../../src/service/search-cursor.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import type { SwapEvent } from "../../../src/service/swap/swapping-service.ts";
import { settle } from "../pool/fake-workers.ts";
import { type FakeRelease, swapping } from "./fake-releases.ts";

/** The release that answers, or the code of the error. */
function ask(service: SearchService, release?: string): Promise<string> {
  const batch = {
    context: { name_order: "mixed" as const, prior: 0.8 },
    ...{ min_confidence: 0.95, with_profile: false, requests: [{ id: 1 }] },
    ...(release === undefined ? {} : { release }),
  };
  return service.match(batch, { signal: new AbortController().signal }).then(
    (response) => response.release,
    ({ code }: { code: string }) => code,
  );
}

type World = Awaited<ReturnType<typeof swapping>>;

async function publish({ registry, timers }: World, id: string): Promise<void> {
  registry.current = id;
  registry.version += "+";
  await lookAgain({ timers });
}

async function lookAgain({ timers }: Pick<World, "timers">, ms = 1000): Promise<void> {
  timers.pass(ms);
  await settle();
}

const said = (events: SwapEvent[]) =>
  events.map((event) =>
    event.kind === "trouble"
      ? `trouble ${(event.error as { code: string }).code}`
      : `${event.kind} ${event.release}`,
  );

const open = (opened: FakeRelease[]) =>
  opened.filter(({ isClosed }) => !isClosed).map(({ id }) => id);

describe("releases that follow each other", () => {
  test("a new one answers what names none, the former one what names it", async () => {
    const world = await swapping();
    await publish(world, "r2");
    expect(await ask(world.service)).toBe("r2");
    expect(await ask(world.service, "r1")).toBe("r1");
    expect(await ask(world.service, "r2")).toBe("r2");
    expect(await ask(world.service, "r0")).toBe("release_gone");
    expect((await world.service.info()).release).toBe("r2");
    expect(said(world.events)).toEqual(["opened r2"]);
  });

  test("the page behind a cursor is of its release, and of a cursor from nowhere nothing is opened", async () => {
    const world = await swapping();
    await publish(world, "r2");
    const { signal } = new AbortController();
    const pageOf = (release: string) =>
      world.service.search?.(
        { cursor: encodeCursor({ release, search: "", count: 9, shown: 3, check: 0 }) },
        { signal },
      );
    expect(await pageOf("r1")).toMatchObject({ release: "r1" });
    expect(await pageOf("r2")).toMatchObject({ release: "r2" });
    await expect(pageOf("r0")).rejects.toMatchObject({ code: "release_gone" });
    await settle();
    expect(world.registry.opens).toBe(2);
  });

  test("nothing is opened while nothing changes", async () => {
    const world = await swapping();
    for (let i = 0; i < 5; i++) await lookAgain(world);
    expect(world.registry).toMatchObject({ opens: 1, looks: 6 });
  });

  test("the former one is kept as long as somebody asks for it", async () => {
    const world = await swapping();
    await publish(world, "r2");
    for (let i = 0; i < 3; i++) {
      await lookAgain(world, 50_000);
      expect(await ask(world.service, "r1")).toBe("r1");
    }
    await lookAgain(world, 59_000);
    expect(open(world.opened)).toEqual(["r1", "r2"]);
    await lookAgain(world, 1000);
    expect(open(world.opened)).toEqual(["r2"]);
    expect(await ask(world.service, "r1")).toBe("release_gone");
    expect(said(world.events)).toEqual(["opened r2", "closed r1"]);
  });

  test("no more former ones are kept than may be: those that were current last", async () => {
    const world = await swapping({ mostKept: 2 });
    for (const id of ["r2", "r3", "r4"]) await publish(world, id);
    expect(open(world.opened)).toEqual(["r2", "r3", "r4"]);
  });

  test("a former one is closed only when its calls have ended", async () => {
    const world = await swapping({ mostKept: 0 });
    let finish = () => {};
    const [first] = world.opened;
    if (first) first.before = new Promise((resolve) => (finish = resolve));
    const call = ask(world.service);
    await publish(world, "r2");
    expect(open(world.opened)).toEqual(["r1", "r2"]);
    finish();
    expect(await call).toBe("r1");
    await settle();
    expect(open(world.opened)).toEqual(["r2"]);
  });

  test("one that is imported again takes the place of its double", async () => {
    const world = await swapping();
    await publish(world, "r1");
    expect(open(world.opened)).toEqual(["r1"]);
    expect(world.opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    await publish(world, "r2");
    await publish(world, "r1");
    expect(world.opened.map(({ id, isClosed }) => [id, isClosed])).toEqual([
      ...[["r1", true] as const, ["r1", true] as const],
      ...[["r2", false] as const, ["r1", false] as const],
    ]);
  });

  test("a pinned call that knows a newer one than the service makes it look", async () => {
    const world = await swapping();
    world.registry.current = "r2";
    world.registry.version = "2";
    expect(await ask(world.service, "r2")).toBe("r2");
  });
});

describe("a release that is updated in place", () => {
  test("takes no place among the former ones, though nobody noticed before the look", async () => {
    const world = await swapping({ mostKept: 1 });
    await publish(world, "r2");
    const second = world.opened[1];
    if (second) second.fails = "release_gone";
    await publish(world, "r3");
    expect(open(world.opened)).toEqual(["r1", "r3"]);
    expect(await ask(world.service, "r1")).toBe("r1");
    expect(await ask(world.service, "r2")).toBe("release_gone");
  });

  test("a call that names none is asked again on what is there now", async () => {
    const world = await swapping();
    const [first] = world.opened;
    if (first) first.fails = "release_gone";
    world.registry.current = "r2";
    const calls = await Promise.all([1, 2, 3].map(() => ask(world.service)));
    expect(calls).toEqual(["r2", "r2", "r2"]);
    expect(world.registry.opens).toBe(2);
    await settle();
    expect(open(world.opened)).toEqual(["r2"]);
    expect(await ask(world.service, "r1")).toBe("release_gone");
  });

  test("a call that names it gets release_gone, and the next one the new release", async () => {
    const world = await swapping();
    const [first] = world.opened;
    if (first) first.fails = "release_gone";
    world.registry.current = "r2";
    expect(await ask(world.service, "r1")).toBe("release_gone");
    await settle();
    expect(await ask(world.service)).toBe("r2");
    expect(world.registry.opens).toBe(2);
  });

  test("one that changes under every call fails in the end", async () => {
    const world = await swapping();
    for (const release of world.opened) release.fails = "release_gone";
    const { push } = world.opened;
    world.opened.push = (...more: FakeRelease[]) => {
      for (const release of more) release.fails = "release_gone";
      return push.apply(world.opened, more);
    };
    expect(await ask(world.service)).toBe("release_gone");
    expect(world.registry.opens).toBe(3);
  });

  test("one whose file an import took away goes to the next, the former one is gone", async () => {
    const world = await swapping();
    const [first] = world.opened;
    if (first) first.fails = "registry_missing";
    expect(await ask(world.service)).toBe("registry_missing");
    world.registry.current = "r2";
    world.registry.version = "2";
    expect(await ask(world.service)).toBe("r2");
    expect(await ask(world.service, "r1")).toBe("release_gone");
    await settle();
    expect(open(world.opened)).toEqual(["r2"]);
  });

  test("any other failure is the call's own", async () => {
    const world = await swapping();
    const [first] = world.opened;
    if (first) first.fails = "service_busy";
    expect(await ask(world.service)).toBe("service_busy");
    expect(world.registry).toMatchObject({ looks: 1, opens: 1 });
  });
});

describe("a release that cannot be opened", () => {
  test("leaves the former one serving, is told once and tried again later and later", async () => {
    const world = await swapping();
    await publish(world, "registry_damaged");
    expect(await ask(world.service)).toBe("r1");
    for (let i = 0; i < 60; i++) {
      await lookAgain(world);
      expect(await ask(world.service)).toBe("r1");
    }
    expect(said(world.events)).toEqual(["trouble registry_damaged"]);
    // The first release, the failure, and again after 2, 6, 14 and 30 s.
    expect(world.registry.opens).toBe(2 + 4);
    await publish(world, "r2");
    expect(await ask(world.service)).toBe("r2");
    await publish(world, "registry_damaged");
    expect(said(world.events)).toEqual([
      "trouble registry_damaged",
      "opened r2",
      "trouble registry_damaged",
    ]);
  });

  test("after an update in place, calls get the reason; nobody hammers at it", async () => {
    const world = await swapping();
    const [first] = world.opened;
    if (first) first.fails = "release_gone";
    world.registry.current = "registry_damaged";
    for (let i = 0; i < 9; i++) expect(await ask(world.service)).toBe("registry_damaged");
    expect(world.registry.opens).toBe(2);
    world.registry.current = "r2";
    await lookAgain(world, 2000);
    expect(await ask(world.service)).toBe("r2");
  });

  test("fails the opening where it is the first one", async () => {
    await expect(swapping({ first: "registry_damaged" })).rejects.toMatchObject({
      code: "registry_damaged",
    });
  });
});

describe("closing", () => {
  test("closes all that is open, also what is being opened", async () => {
    const world = await swapping();
    await publish(world, "r2");
    let finish = () => {};
    world.registry.opening = new Promise((resolve) => (finish = resolve));
    await publish(world, "r3");
    const closing = world.service.close();
    await settle();
    finish();
    await closing;
    expect(world.opened.map(({ id }) => id)).toEqual(["r1", "r2", "r3"]);
    expect(open(world.opened)).toEqual([]);
    expect(world.timers.waiting()).toBe(0);
  });
});
