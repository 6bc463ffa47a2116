import { afterEach, describe, expect, test } from "vitest";
import type { MatchResult } from "../../../src/model/contract.ts";
import type { ServiceLimits } from "../../../src/service/search-service.ts";
import { batchOf, httpService, leads } from "../../helpers/http-service.ts";
import {
  type Exchange,
  type Fault,
  type MatchServer,
  startMatchServer,
} from "../../helpers/match-server.ts";
import { problem } from "../../helpers/server-answers.ts";
import { fakeService } from "../../helpers/service.ts";

const servers: MatchServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const signal = new AbortController().signal;
const status =
  (code: number): Fault =>
  ({ send }) =>
    send(problem(code, "some_code", "Not so."));

interface Setup {
  limits?: ServiceLimits;
  fault?: (exchange: Exchange) => Fault | undefined;
}

async function setUp({ limits = { batch: 1000 }, fault }: Setup) {
  const service = fakeService();
  const server = await startMatchServer({
    service,
    limits,
    fault: (exchange) =>
      exchange.path === "/v1/match" && fault !== undefined ? fault(exchange) : undefined,
  });
  servers.push(server);
  const http = httpService(server.url);
  const ask = async (count: number, from = 1): Promise<MatchResult[]> => {
    const { results } = await http.match(batchOf(leads(count, from)), { signal });
    expect(results.map(({ id }) => id)).toEqual(leads(count, from).map(({ id }) => id));
    return results;
  };
  const right = async (count: number, from = 1) =>
    (await service.match(batchOf(leads(count, from)), { signal })).results;
  return {
    server,
    http,
    ask,
    right,
    sizes: () => server.matchCalls().map(({ ids }) => ids.length),
  };
}

const errorsOf = (results: readonly MatchResult[]) =>
  results.filter((result) => result.status === "error").map(({ id, reason }) => [id, reason]);

describe("a lead that the service cannot stand", () => {
  test.each([
    [400, "service_refused: the search service refuses this row"],
    [422, "service_refused: the search service refuses this row"],
    [413, "service_refused: the search service refuses this row"],
    [500, "service_failed: the search service fails on this row, also when it is asked alone"],
    [502, "service_failed: the search service fails on this row, also when it is asked alone"],
  ])("%i: stands alone in the end, and its neighbours are answered", async (code, reason) => {
    const { ask, right, server } = await setUp({
      fault: ({ ids }) => (ids.includes(37) ? status(code) : undefined),
    });
    const results = await ask(100);
    expect(errorsOf(results)).toEqual([[37, reason]]);
    const others = ({ id }: MatchResult) => id !== 37;
    expect(results.filter(others)).toEqual((await right(100)).filter(others));
    expect(server.account.charged()).toHaveLength(99);
    // Each answer is heard once; what is asked in vain is in proportion.
    expect(server.matchCalls().length).toBeLessThan(30);
  });

  test("several of them, next to each other and at both ends", async () => {
    const poison = new Set([1, 50, 51, 52, 100]);
    const { ask } = await setUp({
      fault: ({ ids }) => (ids.some((id) => poison.has(id)) ? status(500) : undefined),
    });
    const results = await ask(100);
    expect(errorsOf(results).map(([id]) => id)).toEqual([...poison]);
  });

  test("one in every batch of a long list does not look like an outage", async () => {
    const { ask } = await setUp({
      fault: ({ ids }) => (ids.some((id) => id % 20 === 7) ? status(500) : undefined),
    });
    const batches = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(20, 1 + 20 * i)));
    expect(errorsOf(batches.flat()).map(([id]) => id)).toEqual(
      Array.from({ length: 12 }, (_, i) => 20 * i + 7),
    );
  });

  test("none of it where the way fails, and all of the batch ends the same", async () => {
    const { ask, sizes } = await setUp({
      fault:
        () =>
        ({ response }) =>
          response.destroy(),
    });
    const results = await ask(10);
    expect(new Set(errorsOf(results).map(([, reason]) => reason))).toEqual(
      new Set(["no_answer: the search service did not answer, however often it is fair to ask"]),
    );
    expect(sizes()).toEqual([10, 10, 10, 10, 10]);
  });
});

describe("how many leads a request may hold", () => {
  test("is what the service says, whatever is asked at a time", async () => {
    const { ask, right, sizes } = await setUp({ limits: { batch: 7 } });
    expect(await ask(30)).toEqual(await right(30));
    expect(sizes().toSorted()).toEqual([2, 7, 7, 7, 7]);
  });

  test("is learned from a service that does not say it, once", async () => {
    const { ask, right, sizes } = await setUp({
      fault: ({ ids }) => (ids.length > 30 ? status(413) : undefined),
    });
    expect(await ask(100)).toEqual(await right(100));
    expect(sizes()).toEqual([100, 50, 50, 25, 25, 25, 25]);
    await ask(100, 101);
    expect(sizes().slice(7)).toEqual([25, 25, 25, 25]);
  });

  test("is not learned from one huge lead", async () => {
    const { ask, sizes } = await setUp({
      fault: ({ ids }) => (ids.includes(3) ? status(413) : undefined),
    });
    await ask(64);
    const before = sizes().length;
    await ask(64, 65);
    expect(sizes().slice(before)).toEqual([32, 32]);
    const again = sizes().length;
    await ask(32, 200);
    expect(sizes().slice(again)).toEqual([32]);
  });
});

describe("a service that stops in the middle", () => {
  test.each([
    [401, undefined, "key_refused", 4],
    [403, undefined, "key_refused", 4],
    [402, undefined, "quota_exhausted", 5],
    [429, "quota_exhausted", "quota_exhausted", 5],
  ] as const)("%i %s: says what it had answered", async (code, word, reason, exitCode) => {
    const { http, server, right } = await setUp({
      limits: { batch: 10 },
      fault: ({ ids }) =>
        (ids[0] ?? 0) > 30 ? ({ send }) => send(problem(code, word ?? "x", "No.")) : undefined,
    });
    const end = await http
      .match(batchOf(leads(100)), { signal })
      .catch((error: unknown) => error as { answered: MatchResult[] });
    expect(end).toMatchObject({ reason, exitCode });
    const { answered } = end as { answered: MatchResult[] };
    const all = await right(100);
    // Whoever was under way is heard out; nobody is made up.
    for (const result of answered) expect(result).toEqual(all[result.id - 1]);
    expect(answered.length).toBe(server.account.charged().length);
    const before = server.calls.length;
    await expect(http.match(batchOf(leads(5)), { signal })).rejects.toMatchObject({ reason });
    expect(server.calls.length).toBe(before);
  });

  test("an outage: who was asked is no_answer, who was not is not there", async () => {
    const { http, server } = await setUp({
      limits: { batch: 1 },
      fault: ({ number }) => (number > 20 ? ({ response }) => response.destroy() : undefined),
    });
    const end = (await http
      .match(batchOf(leads(100)), { signal })
      .catch((error: unknown) => error)) as { reason: string; answered: MatchResult[] };
    expect(end.reason).toBe("service_down");
    const asked = new Set(server.matchCalls().flatMap(({ ids }) => [...ids]));
    expect(new Set(end.answered.map(({ id }) => id))).toEqual(asked);
    const lost = end.answered.filter((result) => result.status === "error");
    expect(lost.length).toBe(asked.size - server.account.charged().length);
    for (const { reason } of lost) expect(reason).toMatch(/^no_answer: /);
    expect(
      end.answered.some((result) => result.status === "no_match" && result.confidence === 0),
    ).toBe(false);
  });

  test.each([409, 410])("%i release_gone: nothing of the run can be used further", async (code) => {
    const { http } = await setUp({
      fault:
        () =>
        ({ send }) =>
          send(problem(code, "release_gone", "Gone.")),
    });
    await expect(http.match(batchOf(leads(5)), { signal })).rejects.toMatchObject({
      code: "release_gone",
      exitCode: 4,
    });
  });

  test("another release in an answer is no answer of this run", async () => {
    const { http } = await setUp({
      fault:
        () =>
        async ({ answer, send }) => {
          const sound = await answer();
          send({ ...sound, body: { ...(sound.body as object), release: "release-2" } });
        },
    });
    await expect(http.match(batchOf(leads(5)), { signal })).rejects.toMatchObject({
      code: "release_gone",
    });
  });
});

describe("money", () => {
  test("the same question has the same key, again and again, and another one another", async () => {
    const { http, server } = await setUp({
      fault: ({ number }) => (number === 2 ? ({ response }) => response.destroy() : undefined),
    });
    const run_key = "0123456789abcdef0123456789abcdef";
    const ask = (batch: Parameters<typeof http.match>[0]) => http.match(batch, { signal });
    await ask(batchOf(leads(5), { run_key }));
    await ask(batchOf(leads(5), { run_key }));
    await ask(batchOf(leads(5), { run_key, context: { name_order: "mixed", prior: 0.4 } }));
    await ask(batchOf(leads(4), { run_key }));
    await ask(batchOf(leads(5), { run_key: "f".repeat(32) }));
    const keys = server.matchCalls().map(({ idempotencyKey }) => idempotencyKey);
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key ?? ""))).toBe(true);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).toBe(keys[2]);
    expect(new Set(keys).size).toBe(4);
    expect(server.account.charged().filter((id) => id === 1)).toHaveLength(2);
  });

  test("a lead whose answer is lost on the way back is paid for once", async () => {
    const { ask, server } = await setUp({
      fault: ({ number }) =>
        number % 3 === 0
          ? async ({ answer, response }) => {
              await answer();
              response.destroy();
            }
          : undefined,
    });
    await Promise.all(Array.from({ length: 20 }, (_, i) => ask(5, 1 + 5 * i)));
    expect(server.account.charged().toSorted((a, b) => a - b)).toEqual(
      leads(100).map(({ id }) => id),
    );
    expect(server.matchCalls().length).toBeGreaterThan(20);
  });
});
