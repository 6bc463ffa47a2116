import { describe, expect, it } from "vitest";
import type { MatchResult } from "../../src/model/contract.ts";
import { InterruptedError, ServiceError } from "../../src/model/errors.ts";
import { memoryTable, memoryWriter } from "../helpers/memory-table.ts";
import { inventLeads, leadColumns } from "../helpers/people.ts";
import { npiOf } from "../helpers/profiles.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { runList } from "./run-list.ts";

const list = () => memoryTable({ columns: leadColumns, rows: inventLeads(100) });

describe("a service that cannot be used", () => {
  it("ends the run with its own error, and leaves no output", async () => {
    const writer = memoryWriter();
    const service = fakeService({
      before: (_, call) => {
        if (call === 3) throw new ServiceError("service_down", "The service went away.");
      },
    });
    await expect(runList(list(), { service, writer, concurrency: 4 })).rejects.toMatchObject({
      code: "service_down",
      exitCode: 4,
    });
    expect(writer.state()).toBe("aborted");
  });

  it("is not asked again once a batch has failed", async () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      answer = done;
    });
    const service = fakeService({
      before: (_, call) => {
        if (call === 1) return Promise.reject(new ServiceError("service_down", "It went away."));
        return held;
      },
    });
    const running = runList(list(), { service, batchSize: 1, concurrency: 2 });
    await expect(running).rejects.toMatchObject({ code: "service_down" });
    const asked = service.asked.length;
    answer();
    await new Promise((done) => setTimeout(done, 20));
    expect(service.asked.length).toBe(asked);
  });

  type Break = (results: MatchResult[]) => MatchResult[];
  it.each<[string, Break]>([
    ["leaves a request out", (results) => results.slice(1)],
    [
      "answers one twice",
      (results) => results.map((result, i) => (i === 1 ? (results[0] ?? result) : result)),
    ],
    [
      "answers what nobody asked",
      (results) => results.map((result) => ({ ...result, id: result.id + 1000 })),
    ],
    [
      "has a status of its own",
      (results) => results.map((result) => ({ ...result, status: "maybe" as "matched" })),
    ],
    [
      "has no confidence",
      (results) => results.map((result) => ({ ...result, confidence: Number.NaN })),
    ],
    [
      "matches nobody in particular",
      (results) => results.map(({ npi: _, ...rest }) => ({ ...rest, status: "matched" as const })),
    ],
  ])("is told when it %s", async (_, after) => {
    const writer = memoryWriter();
    await expect(
      runList(list(), { service: fakeService({ after }), writer }),
    ).rejects.toMatchObject({
      code: "service_schema",
      exitCode: 4,
    });
    expect(writer.state()).toBe("aborted");
  });

  it("is told when its release changed under way", async () => {
    let release = "release-1";
    const inner = fakeService();
    const service = {
      ...inner,
      match: async (...given: Parameters<typeof inner.match>) => {
        const response = await inner.match(...given);
        const answered = { ...response, release };
        release = "release-2";
        return answered;
      },
    };
    await expect(runList(list(), { service })).rejects.toMatchObject({ code: "release_gone" });
  });

  it("never shows a lead's cell in a message", async () => {
    const service = fakeService({ after: () => [] });
    const error = await runList(list(), { service }).catch((thrown: Error) => thrown);
    expect(String(error)).not.toMatch(/Probst|Quillfeather|Testermann/);
  });
});

describe("an interruption", () => {
  it("ends a run whose service hangs and ignores the signal, and leaves no output", async () => {
    const stop = new AbortController();
    const writer = memoryWriter();
    const service = fakeService({
      before: (_, call) => {
        if (call === 2) setTimeout(() => stop.abort(), 5);
        return call === 2 ? new Promise(() => undefined) : undefined;
      },
    });
    const running = runList(list(), { service, writer, signal: stop.signal });
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
    expect(writer.state()).toBe("aborted");
  });

  it("before the first row asks nothing", async () => {
    const writer = memoryWriter();
    const service = fakeService();
    const signal = AbortSignal.abort();
    const running = runList(list(), { service, writer, signal });
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
    expect(service.asked).toEqual([]);
    expect(writer.state()).toBe("aborted");
  });

  it("after the last row still leaves no output", async () => {
    const stop = new AbortController();
    const writer = memoryWriter((rows) => {
      if (rows.some(({ row }) => row.number === 100)) stop.abort();
    });
    const running = runList(list(), { writer, signal: stop.signal });
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
    expect(writer.state()).toBe("aborted");
  });
});

describe("an output that cannot be written", () => {
  it("ends the run with the writer's error", async () => {
    const writer = memoryWriter(() => {
      throw new Error("disk full");
    });
    await expect(runList(list(), { writer })).rejects.toThrow("disk full");
    expect(writer.state()).toBe("aborted");
  });

  it("is told first, also when cleaning up fails", async () => {
    const writer = {
      ...memoryWriter(() => {
        throw new Error("disk full");
      }),
      abort: async () => {
        throw new Error("cannot unlink");
      },
    };
    await expect(runList(list(), { writer })).rejects.toThrow("disk full");
  });

  it("fails when rows are not the ones that were read", async () => {
    const service = fakeService({ answer: (request) => matchedWith(request, npiOf(1)) });
    const rows = inventLeads(10);
    const writer = memoryWriter((given) => {
      const first = given[0]?.row;
      if (first !== undefined) (first as { raw: Uint8Array }).raw = Buffer.from("changed");
    });
    const table = memoryTable({ columns: leadColumns, rows });
    await expect(runList(table, { service, writer })).rejects.toThrow(/lost or changed/);
    expect(writer.state()).toBe("aborted");
  });
});
