import { describe, expect, test } from "vitest";
import { InterruptedError } from "../../../src/model/errors.ts";
import { createPooledService } from "../../../src/service/pool/pooled-service.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { type FakeWorkers, fakeTimers, fakeWorkers, settle } from "./fake-workers.ts";

const quiet = () => ({ signal: new AbortController().signal });
const leads = (count: number) => ({
  context: { name_order: "mixed" as const, prior: 0.8 },
  min_confidence: 0.95,
  with_profile: false,
  requests: Array.from({ length: count }, (_, i) => ({ id: i + 1 })),
});

interface Pool {
  service: SearchService;
  workers: FakeWorkers;
  timers: ReturnType<typeof fakeTimers>;
}

async function pool(size = 1, mostWaiting = 10): Promise<Pool> {
  const workers = fakeWorkers();
  const timers = fakeTimers();
  const service = await createPooledService({
    ...{ startWorker: workers.start, size, mostWaiting, deadlineMs: 1000, after: timers.after },
  });
  return { service, workers, timers };
}

/** How the promise stands now. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
  const waiting = Symbol("waiting");
  const asked = promise.then(
    (value) => ({ value }),
    ({ code }: { code: unknown }) => code,
  );
  await settle();
  const found = await Promise.race([asked, Promise.resolve(waiting)]);
  return found === waiting ? "waiting" : found;
}

const names = ({ asked }: { asked: { method: string; args: readonly unknown[] }[] }) =>
  asked.map(({ method, args }) => {
    const [given] = args as [{ requests?: unknown[] }];
    return given.requests === undefined ? method : `${method} ${given.requests.length}`;
  });

describe("opening", () => {
  test("fails with the reason of the worker that cannot, and ends the others", async () => {
    const workers = fakeWorkers(false);
    const opening = createPooledService({
      ...{ startWorker: workers.start, size: 2, mostWaiting: 1, deadlineMs: 1 },
      after: fakeTimers().after,
    });
    workers.started[0]?.opens();
    workers.started[1]?.says({
      kind: "not_opened",
      error: { class: "service", code: "registry_damaged", message: "Not whole.", hint: "Import." },
    });
    workers.started[1]?.dies();
    await expect(opening).rejects.toMatchObject({
      ...{ name: "ServiceError", code: "registry_damaged", message: "Not whole.", hint: "Import." },
    });
    await settle();
    expect(workers.started.map(({ isEnded }) => isEnded)).toEqual([true, true]);
  });

  test("fails where a worker dies without a word", async () => {
    const workers = fakeWorkers(false);
    const opening = createPooledService({
      ...{ startWorker: workers.start, size: 1, mostWaiting: 1, deadlineMs: 1 },
      after: fakeTimers().after,
    });
    workers.started[0]?.dies();
    await expect(opening).rejects.toMatchObject({ code: "worker_not_started" });
  });

  test("fails where the release changes between one worker and the next", async () => {
    const workers = fakeWorkers(false);
    const opening = createPooledService({
      ...{ startWorker: workers.start, size: 2, mostWaiting: 1, deadlineMs: 1 },
      after: fakeTimers().after,
    });
    workers.started[0]?.opens("r1");
    workers.started[1]?.opens("r2");
    await expect(opening).rejects.toMatchObject({ code: "release_gone" });
  });
});

describe("waiting", () => {
  test("takes as many as may wait, and refuses one more at once", async () => {
    const { service, workers } = await pool(1, 2);
    const calls = [20, 21, 22, 23].map((count) => outcome(service.match(leads(count), quiet())));
    expect(await Promise.all(calls)).toEqual(["waiting", "waiting", "waiting", "service_busy"]);
    expect(names(workers.started[0] as never)).toEqual(["match 20"]);
  });

  test("lets a short call pass the long ones, after the one that runs", async () => {
    const { service, workers } = await pool();
    const [worker] = workers.started;
    const calls = [service.match(leads(20), quiet()), service.match(leads(30), quiet())];
    const small = service.nameCounts(["JANE"]);
    worker?.answers("first");
    worker?.answers([{ first: 1, last: 0 }]);
    worker?.answers("second");
    expect(await small).toEqual([{ first: 1, last: 0 }]);
    expect(await Promise.all(calls)).toEqual(["first", "second"]);
    expect(names(worker as never)).toEqual(["match 20", "nameCounts", "match 30"]);
  });

  test("lets a long call have its turn under an endless row of short ones", async () => {
    const { service, workers } = await pool(1, 100);
    const [worker] = workers.started;
    const calls = [service.match(leads(20), quiet()), service.match(leads(30), quiet())];
    for (let i = 0; i < 40; i++) calls.push(service.match(leads(1), quiet()));
    for (let i = 0; i < calls.length; i++) worker?.answers(i);
    await Promise.all(calls);
    expect(names(worker as never).indexOf("match 30")).toBe(17);
  });

  test("spreads calls over the workers that are free", async () => {
    const { service, workers } = await pool(3);
    for (let i = 0; i < 3; i++) void service.match(leads(20), quiet());
    expect(workers.started.map(({ asked }) => asked.length)).toEqual([1, 1, 1]);
  });

  test("says what the release is without asking anybody", async () => {
    const { service, workers } = await pool();
    void service.match(leads(20), quiet());
    expect((await service.info()).release).toBe("r1");
    expect(names(workers.started[0] as never)).toEqual(["match 20"]);
  });
});

describe("giving up", () => {
  test("a deadline ends a call that waits and one that runs, and frees the worker", async () => {
    const { service, workers, timers } = await pool();
    const [worker] = workers.started;
    const running = service.match(leads(20), quiet());
    const waiting = service.match(leads(30), quiet());
    timers.pass(999);
    expect(await Promise.all([running, waiting].map(outcome))).toEqual(["waiting", "waiting"]);
    timers.pass(1);
    expect(await Promise.all([running, waiting].map(outcome))).toEqual([
      "deadline_exceeded",
      "deadline_exceeded",
    ]);
    expect(worker?.stopped()).toBe(worker?.asked[0]?.id);
    const next = service.nameCounts(["JANE"]);
    expect(worker?.asked).toHaveLength(1);
    worker?.says({
      kind: "failure",
      id: 1,
      error: { class: "interrupted", code: "", message: "", exitCode: 130 },
    });
    expect(names(worker as never)).toEqual(["match 20", "nameCounts"]);
    worker?.answers([]);
    expect(await next).toEqual([]);
  });

  test("a caller that goes takes its call along, with its own reason", async () => {
    const { service, workers } = await pool();
    const gone = new AbortController();
    const running = service.match(leads(20), { signal: gone.signal });
    const waiting = service.match(leads(30), { signal: gone.signal });
    const another = service.match(leads(40), quiet());
    gone.abort(new InterruptedError());
    await expect(running).rejects.toBe(gone.signal.reason);
    await expect(waiting).rejects.toBe(gone.signal.reason);
    await expect(service.match(leads(1), { signal: gone.signal })).rejects.toBe(gone.signal.reason);
    const [worker] = workers.started;
    expect(worker?.stopped()).toBe(worker?.asked[0]?.id);
    worker?.answers("late");
    worker?.answers("another");
    expect(await another).toBe("another");
    expect(names(worker as never)).toEqual(["match 20", "match 40"]);
  });

  test("a drain ends what waits and lets go on what runs", async () => {
    const { service, workers } = await pool();
    const drain = new AbortController();
    const options = { ...quiet(), drain: drain.signal };
    const running = service.match(leads(20), options);
    const waiting = service.match(leads(30), options);
    drain.abort(new InterruptedError());
    await expect(waiting).rejects.toBe(drain.signal.reason);
    workers.started[0]?.answers("done");
    expect(await running).toBe("done");
  });

  test("a worker that does not hear is ended, and another one takes over", async () => {
    const { service, workers, timers } = await pool();
    const lost = outcome(service.match(leads(20), quiet()));
    timers.pass(1000);
    expect(await lost).toBe("deadline_exceeded");
    timers.pass(10_000);
    await settle();
    expect(workers.started.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    const next = service.nameCounts(["JANE"]);
    workers.started[1]?.answers([]);
    expect(await next).toEqual([]);
    expect(names(workers.started[1] as never)).toEqual(["nameCounts"]);
  });

  test("no timer is left of a call that was answered", async () => {
    const { service, workers, timers } = await pool();
    const call = service.nameCounts(["JANE"]);
    expect(timers.waiting()).toBe(1);
    workers.started[0]?.answers([]);
    await call;
    expect(timers.waiting()).toBe(0);
  });
});

describe("a worker that dies", () => {
  test("is replaced, and its call is asked once more, before all others", async () => {
    const { service, workers } = await pool();
    const call = service.match(leads(20), quiet());
    const waiting = service.match(leads(30), quiet());
    workers.started[0]?.dies();
    await settle();
    expect(names(workers.started[1] as never)).toEqual(["match 20"]);
    workers.started[1]?.answers("again");
    workers.started[1]?.answers("other");
    expect(await call).toBe("again");
    expect(await waiting).toBe("other");
  });

  test("twice under one call fails that call only", async () => {
    const { service, workers } = await pool();
    const call = service.match(leads(20), quiet());
    const waiting = service.match(leads(30), quiet());
    workers.started[0]?.dies();
    await settle();
    workers.started[1]?.dies();
    expect(await outcome(call)).toBe("internal_error");
    workers.started[2]?.answers("fine");
    expect(await waiting).toBe("fine");
  });

  test("and cannot be replaced fails all calls with the reason, until it can", async () => {
    const workers = fakeWorkers(false);
    const timers = fakeTimers();
    const opening = createPooledService({
      ...{ startWorker: workers.start, size: 1, mostWaiting: 5, deadlineMs: 60_000 },
      after: timers.after,
    });
    workers.started[0]?.opens();
    const service = await opening;
    const call = service.match(leads(20), quiet());
    workers.started[0]?.dies();
    const error = { class: "service" as const, code: "registry_missing", message: "", hint: "" };
    workers.started[1]?.says({ kind: "not_opened", error });
    workers.started[1]?.dies();
    expect(await outcome(call)).toBe("registry_missing");
    expect(await outcome(service.nameCounts(["JANE"]))).toBe("registry_missing");
    timers.pass(1000);
    workers.started[2]?.opens();
    const next = service.nameCounts(["JANE"]);
    workers.started[2]?.answers([]);
    expect(await next).toEqual([]);
    expect(workers.started).toHaveLength(3);
  });

  test("and finds another release in its file is not taken back", async () => {
    const workers = fakeWorkers(false);
    const opening = createPooledService({
      ...{ startWorker: workers.start, size: 1, mostWaiting: 5, deadlineMs: 60_000 },
      after: fakeTimers().after,
    });
    workers.started[0]?.opens("r1");
    const service = await opening;
    const call = service.match(leads(20), quiet());
    workers.started[0]?.dies();
    workers.started[1]?.opens("r2");
    expect(await outcome(call)).toBe("release_gone");
  });
});

describe("errors", () => {
  test("what cannot be handed over fails its call, and says nothing of it", async () => {
    const { service, workers } = await pool();
    const odd = { ...leads(1), secret: () => "PERSEPHONE" };
    const error: Error = await service.match(odd, quiet()).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "ServiceError", code: "internal_error" });
    expect(`${error.message} ${error.stack}`).not.toContain("PERSEPHONE");
    const next = service.nameCounts(["JANE"]);
    workers.started[0]?.answers([]);
    expect(await next).toEqual([]);
  });
});

describe("closing", () => {
  test("waits for what runs and what waits, ends the workers, refuses what comes", async () => {
    const { service, workers, timers } = await pool();
    const calls = [service.match(leads(20), quiet()), service.match(leads(30), quiet())];
    const closing = service.close();
    expect(await outcome(service.nameCounts(["JANE"]))).toBe("service_closed");
    expect(await outcome(closing)).toBe("waiting");
    workers.started[0]?.answers(1);
    workers.started[0]?.answers(2);
    expect(await Promise.all(calls)).toEqual([1, 2]);
    await closing;
    expect(workers.started).toMatchObject([{ isClosing: true, isEnded: true }]);
    expect(timers.waiting()).toBe(0);
  });

  test("leaves no timer of a worker that was told to stop before", async () => {
    const { service, workers, timers } = await pool();
    const call = outcome(service.match(leads(20), quiet()));
    timers.pass(1000);
    expect(await call).toBe("deadline_exceeded");
    await service.close();
    expect(workers.started).toMatchObject([{ isEnded: true }]);
    expect(timers.waiting()).toBe(0);
  });

  test("ends a worker that does not close, whatever it still answers", async () => {
    const { service, workers, timers } = await pool();
    const [worker] = workers.started;
    if (worker !== undefined) worker.post = () => undefined;
    const given = outcome(service.nameCounts(["JANE"]));
    timers.pass(1000);
    expect(await given).toBe("deadline_exceeded");
    const closing = service.close();
    await settle();
    worker?.says({ kind: "answer", id: 1, value: [] });
    expect(await outcome(closing)).toBe("waiting");
    timers.pass(10_000);
    await closing;
    expect(worker?.isEnded).toBe(true);
  });
});
