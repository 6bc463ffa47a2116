import { describe, expect, it } from "vitest";
import { InterruptedError, StopError } from "../../src/model/errors.ts";
import type { Status } from "../../src/model/status.ts";
import { faulty } from "../helpers/faults.ts";
import { type MemoryWriter, memoryTable, memoryWriter } from "../helpers/memory-table.ts";
import { npiOf } from "../helpers/profiles.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { runList } from "./run-list.ts";

const people = (count: number) =>
  memoryTable({
    columns: ["NPI"],
    rows: Array.from({ length: count }, (_, n) => [npiOf(n + 1)]),
  });

function statusesOf({ written }: MemoryWriter): Status[] {
  return written.map(({ cells }) => cells[0] as Status);
}

function counts(writer: MemoryWriter): Partial<Record<Status, number>> {
  const all = statusesOf(writer);
  return Object.fromEntries(
    [...new Set(all)].map((one) => [one, all.filter((other) => other === one).length]),
  );
}

describe("a service that stops", () => {
  it("leaves what it answered, and every other row not attempted with its reason", async () => {
    const service = faulty(fakeService(), { stopsAt: { call: 3, answered: 4 } });
    const { writer, receipt } = await runList(people(60), { service, concurrency: 1 });
    expect(counts(writer)).toEqual({ matched: 24, not_attempted: 36 });
    expect(statusesOf(writer).indexOf("not_attempted")).toBe(24);
    expect(writer.written[24]?.cells[2]).toMatch(/^service_down: /);
    expect(receipt).toMatchObject({ rows_in: 60, rows_out: 60, requests: 24 });
    expect(receipt.stopped).toMatchObject({ code: "service_down", exitCode: 5 });
    expect(writer.state()).toBe("finished");
  });

  it("is not asked again", async () => {
    const inner = fakeService();
    const service = faulty(inner, { stopsAt: { call: 2, answered: 0 } });
    await runList(people(500), { service, concurrency: 1 });
    expect(inner.batches).toHaveLength(2);
  });

  it("may answer out of order, and only some in the middle", async () => {
    const inner = fakeService();
    const service = {
      ...inner,
      match: async (...given: Parameters<typeof inner.match>) => {
        const { results } = await inner.match(...given);
        const some = results.filter(({ id }) => id % 2 === 0).reverse();
        throw new StopError(5, "quota_exhausted", "No requests left.", "Buy some.", some);
      },
    };
    const { writer } = await runList(people(10), { service });
    const expected = Array.from({ length: 10 }, (_, n) => (n % 2 ? "matched" : "not_attempted"));
    expect(statusesOf(writer)).toEqual(expected);
    expect(writer.written.map(({ cells }) => cells[4])).toEqual(
      expected.map((status, n) => (status === "matched" ? npiOf(n + 1) : "")),
    );
  });

  it("gives those under way at the same time their answers", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    const inner = fakeService({ before: (_, call) => (call === 1 ? held : undefined) });
    let call = 0;
    const service = {
      ...inner,
      match: async (...given: Parameters<typeof inner.match>) => {
        if (++call !== 2) return inner.match(...given);
        setTimeout(release, 5);
        throw new StopError(5, "service_busy", "Too busy.", "Try again later.");
      },
    };
    const { writer } = await runList(people(20), { service, concurrency: 2 });
    expect(counts(writer)).toEqual({ matched: 10, not_attempted: 10 });
    expect(statusesOf(writer)[0]).toBe("matched");
  });

  it("still asks for rows whose answer costs nothing", async () => {
    const service = faulty(fakeService(), { stopsAt: { call: 1, answered: 0 } });
    const kept = {
      ...service,
      match: async (...[batch, options]: Parameters<typeof service.match>) =>
        batch.requests.every(({ id }) => id > 20)
          ? fakeService().match(batch, options)
          : service.match(batch, options),
    };
    const isAnswered = (row: number) => row > 20;
    const { writer } = await runList(people(40), { service: kept, concurrency: 1, isAnswered });
    expect(counts(writer)).toEqual({ not_attempted: 20, matched: 20 });
  });

  it("never lets a repeated lead have more than its first row", async () => {
    const rows = Array.from({ length: 30 }, (_, n) => [npiOf((n % 15) + 1)]);
    const service = faulty(fakeService(), { stopsAt: { call: 1, answered: 5 } });
    const table = memoryTable({ columns: ["NPI"], rows });
    const { writer, receipt } = await runList(table, { service, concurrency: 1 });
    const statuses = statusesOf(writer);
    expect(statuses.slice(15)).toEqual(statuses.slice(0, 15));
    expect(receipt).toMatchObject({ requests: 5, duplicate_rows: 15 });
  });

  it("has its answers looked over for suppressions as ever", async () => {
    const answering = fakeService({ answer: (request) => matchedWith(request, npiOf(request.id)) });
    const service = faulty(answering, { stopsAt: { call: 1, answered: 6 } });
    const suppressions = fakeSuppressions(({ npi }) => npi === npiOf(3));
    const rows = Array.from({ length: 20 }, (_, n) => [`Arabella Probst${"x".repeat(n + 1)}`]);
    const table = memoryTable({ columns: ["Name"], rows });
    const { writer } = await runList(table, { service, suppressions, concurrency: 1 });
    expect(counts(writer)).toEqual({ matched: 5, suppressed: 1, not_attempted: 14 });
    expect(statusesOf(writer)[2]).toBe("suppressed");
  });

  it.each<[string, (id: number) => object]>([
    ["somebody whom nobody asked about", () => ({ id: 999 })],
    ["a match without an NPI", () => ({ npi: undefined })],
  ])("and leaves %s is not believed", async (_, change) => {
    const inner = fakeService();
    const service = {
      ...inner,
      match: async (...given: Parameters<typeof inner.match>) => {
        const { results } = await inner.match(...given);
        const some = results.slice(0, 2).map((result) => ({ ...result, ...change(result.id) }));
        throw new StopError(5, "service_down", "Down.", "Later.", some);
      },
    };
    const writer = memoryWriter();
    await expect(runList(people(10), { service, writer })).rejects.toMatchObject({
      code: "service_schema",
    });
    expect(writer.state()).toBe("aborted");
  });
});

describe("a service that does not let us in", () => {
  it("leaves no output where it answered nothing", async () => {
    const writer = memoryWriter();
    const service = faulty(fakeService(), { stopsAt: { call: 1, answered: 0, exitCode: 4 } });
    await expect(runList(people(30), { service, writer })).rejects.toMatchObject({
      code: "key_refused",
      exitCode: 4,
    });
    expect(writer.state()).toBe("aborted");
  });

  it("leaves the output where it did so midway", async () => {
    const service = faulty(fakeService(), { stopsAt: { call: 2, answered: 0, exitCode: 4 } });
    const { writer, receipt } = await runList(people(30), { service, concurrency: 1 });
    expect(counts(writer)).toEqual({ matched: 10, not_attempted: 20 });
    expect(writer.written[29]?.cells[2]).toMatch(/^key_refused: /);
    expect(receipt.stopped?.exitCode).toBe(4);
  });
});

describe("a row that the service fails on", () => {
  it("is an error, without confidence, and no answer", async () => {
    const service = faulty(fakeService(), { fails: (row) => row === 2 });
    const { writer, receipt } = await runList(people(3), { service });
    expect(statusesOf(writer)).toEqual(["matched", "error", "matched"]);
    expect(writer.written[1]?.cells.slice(0, 6)).toEqual([
      "error",
      "",
      "service_failed: the search service fails on this row, also when it is asked alone",
      "",
      "",
      "",
    ]);
    expect(receipt.stopped).toBeUndefined();
  });
});

describe("a limit of requests", () => {
  it.each([
    [0, 0],
    [1, 1],
    [17, 17],
    [40, 40],
    [1000, 40],
  ])("of %i asks the first %i leads", async (maxRequests, asked) => {
    const service = fakeService();
    const { writer, receipt } = await runList(people(40), { service, maxRequests });
    expect(service.asked.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
      Array.from({ length: asked }, (_, n) => n + 1),
    );
    expect(receipt.requests).toBe(asked);
    expect(statusesOf(writer).filter((status) => status === "not_attempted")).toHaveLength(
      40 - asked,
    );
    if (asked < 40) expect(writer.written[39]?.cells[2]).toMatch(/^request_limit: /);
  });

  it("is not spent on rows that are answered already, repeated or invalid", async () => {
    const rows = [[npiOf(1)], [""], [npiOf(1)], [npiOf(2)], [npiOf(3)], [npiOf(4)]];
    const service = fakeService();
    const table = memoryTable({ columns: ["NPI"], rows });
    const isAnswered = (row: number) => row === 4;
    const { writer } = await runList(table, { service, maxRequests: 2, isAnswered });
    expect(statusesOf(writer)).toEqual([
      "matched",
      "invalid_input",
      "matched",
      "matched",
      "matched",
      "not_attempted",
    ]);
  });

  it("asks identical leads of several batches once", async () => {
    const rows = Array.from({ length: 90 }, (_, n) => [npiOf((n % 30) + 1)]);
    const service = fakeService();
    const table = memoryTable({ columns: ["NPI"], rows });
    const { receipt } = await runList(table, { service, batchSize: 7, maxRequests: 20 });
    expect(service.asked).toHaveLength(20);
    expect(receipt.statuses).toMatchObject({ matched: 60, not_attempted: 30 });
  });
});

describe("a run that is told to stop", () => {
  it("lets what is under way end, begins nothing new, and writes nothing", async () => {
    const drain = new AbortController();
    const ended: number[] = [];
    const inner = fakeService();
    const service = {
      ...inner,
      match: async (...given: Parameters<typeof inner.match>) => {
        const call = inner.batches.length + 1;
        const answering = inner.match(...given);
        if (call === 2) drain.abort();
        await new Promise((done) => setTimeout(done, 5));
        ended.push(call);
        return answering;
      },
    };
    const writer = memoryWriter();
    const running = runList(people(100), {
      ...{ service, writer, concurrency: 2 },
      drain: drain.signal,
    });
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
    expect(ended).toEqual([1, 2]);
    expect(inner.batches).toHaveLength(2);
    expect(writer.state()).toBe("aborted");
  });

  it("does not wait for what hangs once its time is over", async () => {
    const drain = new AbortController();
    const over = new AbortController();
    const service = fakeService({
      before: () => {
        setTimeout(() => drain.abort(), 1);
        setTimeout(() => over.abort(), 5);
        return new Promise(() => undefined);
      },
    });
    const writer = memoryWriter();
    const signals = { signal: over.signal, drain: drain.signal };
    const running = runList(people(10), { service, writer, ...signals });
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
    expect(writer.state()).toBe("aborted");
  });

  it("hands both signals to the service", async () => {
    const seen: unknown[] = [];
    const inner = fakeService();
    const service = {
      ...inner,
      match: (...[batch, options]: Parameters<typeof inner.match>) => {
        seen.push(options.drain, options.signal);
        return inner.match(batch, options);
      },
    };
    const drain = new AbortController().signal;
    await runList(people(5), { service, drain });
    expect(seen[0]).toBe(drain);
    expect(seen[1]).toBeInstanceOf(AbortSignal);
    expect(seen[1]).not.toBe(drain);
  });
});
