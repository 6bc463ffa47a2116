import { afterEach, describe, expect, it } from "vitest";
import type { MatchBatch } from "../../src/model/contract.ts";
import { infoSchema, matchAnswerSchema, problemSchema } from "../../src/model/wire.ts";
import {
  type MatchServer,
  type MatchServerOptions,
  startMatchServer,
} from "../helpers/match-server.ts";
import { fakeService } from "../helpers/service.ts";

let server: MatchServer;
afterEach(() => server.close());

async function start(options: Partial<MatchServerOptions> = {}): Promise<void> {
  server = await startMatchServer({ service: fakeService(), ...options });
}

const runKey = "0123456789abcdef0123456789abcdef";
const batch = (ids: readonly number[], more: Partial<MatchBatch> = {}): MatchBatch => ({
  context: { name_order: "first_last", prior: 0.8 },
  min_confidence: 0.95,
  with_profile: true,
  run_key: runKey,
  requests: ids.map((id) => ({ id, name: { full: `Arabella Exemplar${id}` } })),
  ...more,
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function code(path: string, body: unknown, headers?: Record<string, string>) {
  const answer = await post(path, body, headers);
  return [answer.status, problemSchema.parse(answer.body).code];
}

const key = (digit: string) => ({ "idempotency-key": digit.repeat(64) });

describe("the tests' server keeps to the contract", () => {
  it("answers what the service behind it answers", async () => {
    await start({ limits: { batch: 7, per_second: 50 }, quota: 1000 });
    const asked = batch([1, 2, 3]);
    const { body } = await post("/v1/match", asked);
    const { signal } = new AbortController();
    expect(matchAnswerSchema.parse(body)).toEqual(await fakeService().match(asked, { signal }));
    const info = infoSchema.parse(await (await fetch(`${server.url}/v1/info`)).json());
    expect(info.limits).toEqual({ batch: 7, per_second: 50, remaining: 997 });
    expect((await post("/v1/name-counts", { names: ["ADA"] })).body).toEqual({
      counts: [{ first: 0, last: 0 }],
    });
    expect(server.calls.map(({ path }) => path)).toEqual([
      "/v1/match",
      "/v1/info",
      "/v1/name-counts",
    ]);
  });

  it("refuses what does not keep to it, with a problem that has a code", async () => {
    await start({ limits: { batch: 3 } });
    expect(await code("/v1/match", "{")).toEqual([400, "invalid_json"]);
    expect(await code("/v1/match", { ...batch([1]), more: 1 })).toEqual([422, "invalid_request"]);
    expect(await code("/v1/match", batch([1, 1]))).toEqual([422, "invalid_request"]);
    expect(await code("/v1/match", batch([]))).toEqual([422, "invalid_request"]);
    expect(await code("/v1/match", batch([1, 2, 3, 4]))).toEqual([413, "batch_too_large"]);
    expect(await code("/v1/profiles", { npis: ["1", "2", "3", "4"] })).toEqual([
      413,
      "batch_too_large",
    ]);
    const gone = batch([1], { release: "another" });
    expect(await code("/v1/match", gone)).toEqual([409, "release_gone"]);
    expect(await code("/v1/elsewhere", {})).toEqual([404, "not_found"]);
    expect(await code("/v1/info", {})).toEqual([405, "method_not_allowed"]);
    expect(server.account.charged()).toEqual([]);
  });

  it("lets nobody in without the key", async () => {
    await start({ apiKey: "sesame" });
    expect(await code("/v1/match", batch([1]))).toEqual([401, "key_missing"]);
    const wrong = { authorization: "Bearer simsim" };
    expect(await code("/v1/match", batch([1]), wrong)).toEqual([401, "key_refused"]);
    const right = { authorization: "Bearer sesame" };
    expect((await post("/v1/match", batch([1]), right)).status).toBe(200);
  });

  it("charges an id of a run key once, and everything again without one", async () => {
    await start();
    await post("/v1/match", batch([1, 2]), key("a"));
    await post("/v1/match", batch([1, 2]), key("a"));
    await post("/v1/match", batch([2, 3]), key("b"));
    expect(server.account.charged()).toEqual([1, 2, 3]);
    const { run_key: _, ...bare } = batch([1]);
    await post("/v1/match", bare);
    await post("/v1/match", bare);
    expect(server.account.charged()).toEqual([1, 2, 3, 1, 1]);
    expect(await code("/v1/match", batch([4]), key("a"))).toEqual([422, "idempotency_key_reused"]);
  });

  it("says when the account has no leads left", async () => {
    await start({ quota: 3 });
    await post("/v1/match", batch([1, 2]));
    expect(await code("/v1/match", batch([3, 4]))).toEqual([402, "quota_exhausted"]);
    expect((await post("/v1/match", batch([1, 2, 3]))).status).toBe(200);
    expect(server.account.remaining()).toBe(0);
  });

  it("turns a failure behind it into a 500, and lets a fault take a call over", async () => {
    const service = fakeService({
      before: () => {
        throw new Error("broken");
      },
    });
    await start({
      service,
      fault: ({ number }) => (number === 2 ? ({ response }) => response.destroy() : undefined),
    });
    expect(await code("/v1/match", batch([1]))).toEqual([500, "internal_error"]);
    await expect(post("/v1/match", batch([1]))).rejects.toThrow();
  });
});
