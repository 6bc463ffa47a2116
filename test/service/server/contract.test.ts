import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import type { MatchBatch } from "../../../src/model/contract.ts";
import { ServiceError } from "../../../src/model/errors.ts";
import { problemSchema } from "../../../src/model/wire.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { problems } from "../../../src/service/server/problem-codes.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { memoryKeys, startTestServer, type TestServer } from "../../helpers/server.ts";
import { type FakeService, fakeService } from "../../helpers/service.ts";

let server: TestServer;
afterEach(() => server.close());

/** Knows nobody by an NPI. */
const knowsNobody = (): FakeService => ({
  ...fakeService(),
  profiles: async (npis) => npis.map(() => undefined),
});

const batch = (ids: readonly number[], more: Partial<MatchBatch> = {}): MatchBatch => ({
  context: { name_order: "first_last", prior: 0.8 },
  min_confidence: 0.95,
  with_profile: true,
  requests: ids.map((id) => ({ id, name: { full: `Arabella Exemplar${id}` } })),
  ...more,
});

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await request(`${server.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    body: body === undefined || typeof body === "string" ? (body as string) : JSON.stringify(body),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    headers: answer.headers as Record<string, string>,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

async function codeOf(path: string, body?: unknown, headers?: Record<string, string>) {
  const answer = await ask(path, body, headers);
  return [answer.status, problemSchema.parse(answer.body).code];
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe("what is refused", () => {
  it.each<[string, string, unknown, Record<string, string>, number, string]>([
    ["no JSON", "/v1/match", "{", {}, 400, "invalid_json"],
    ["nothing", "/v1/match", "", {}, 400, "invalid_json"],
    ["another type", "/v1/match", "{}", { "content-type": "text/plain" }, 415, "not_json"],
    [
      "a form",
      "/v1/match",
      "a=1",
      { "content-type": "application/x-www-form-urlencoded" },
      415,
      "not_json",
    ],
    ["a packed body", "/v1/match", "{}", { "content-encoding": "gzip" }, 415, "not_json"],
    ["a list", "/v1/match", "[]", {}, 422, "invalid_request"],
    ["null", "/v1/match", "null", {}, 422, "invalid_request"],
    ["a key too many", "/v1/match", { ...batch([1]), more: 1 }, {}, 422, "invalid_request"],
    ["no lead", "/v1/match", batch([]), {}, 422, "invalid_request"],
    ["a lead twice", "/v1/match", batch([1, 1]), {}, 422, "invalid_request"],
    ["too many leads", "/v1/match", batch([1, 2, 3, 4]), {}, 413, "batch_too_large"],
    ["too many NPIs", "/v1/profiles", { npis: ["1", "2", "3", "4"] }, {}, 413, "batch_too_large"],
    ["a long body", "/v1/match", " ".repeat(200_000), {}, 413, "body_too_large"],
    ["another release", "/v1/match", batch([1], { release: "another" }), {}, 409, "release_gone"],
    ["a search where none is", "/v1/search", { state: ["IL"] }, {}, 501, "search_not_offered"],
    ["an unknown path", "/v1/elsewhere", {}, {}, 404, "not_found"],
    ["a path up and down", "/v1/../v1/match/..", {}, {}, 404, "not_found"],
    ["a wrong method", "/v1/info", {}, {}, 405, "method_not_allowed"],
    ["an unknown NPI", "/v1/profiles/1999999984", undefined, {}, 404, "npi_unknown"],
    [
      "another machine's name",
      "/v1/info",
      undefined,
      { host: "evil.example" },
      421,
      "host_refused",
    ],
  ])("%s", async (_what, path, body, headers, status, code) => {
    server = await startTestServer(knowsNobody(), { batch: 3 });
    expect(await codeOf(path, body, headers)).toEqual([status, code]);
    expect(problems[code as keyof typeof problems].status).toBe(status);
    expect(server.told).toEqual([]);
  });

  it("says where a body is wrong, and repeats nothing of it", async () => {
    server = await startTestServer();
    const requests = [{ id: 1, zip: ["Quillfeather"] }];
    const { body } = await ask("/v1/match", { ...batch([1]), requests });
    expect(body.detail).toBe(
      "The body does not keep to the contract at requests[0].zip: invalid_type.",
    );
    const other = await ask("/v1/match", { ...batch([1]), Quillfeather: 1 });
    expect(JSON.stringify(other.body)).not.toContain("Quillfeather");
  });

  it("says nothing of a failure but that it is one", async () => {
    const service = fakeService({
      before: () => {
        throw new TypeError("Quillfeather is not a function");
      },
    });
    server = await startTestServer(service);
    const answer = await ask("/v1/match", batch([1]));
    expect([answer.status, answer.body.code]).toEqual([500, "internal_error"]);
    expect(JSON.stringify(answer.body)).not.toContain("Quillfeather");
    expect(server.faults).toEqual(["TypeError"]);
  });

  it.each([
    ["service_busy", 503, "service_busy", "1"],
    ["deadline_exceeded", 504, "deadline_exceeded", undefined],
    ["registry_damaged", 503, "service_unusable", "5"],
    ["release_gone", 409, "release_gone", undefined],
  ])("passes on %s", async (thrown, status, code, wait) => {
    const service = fakeService({
      before: () => {
        throw new ServiceError(thrown, "The file /secret/place is broken.");
      },
    });
    server = await startTestServer(service);
    const answer = await ask("/v1/match", batch([1]));
    expect([answer.status, answer.body.code, answer.headers["retry-after"]]).toEqual([
      status,
      code,
      wait,
    ]);
    expect(JSON.stringify(answer.body)).not.toContain("secret");
  });
});

describe("keys", () => {
  const anna = { id: "anna", scopes: ["match"] as const };

  it("lets nobody in without one, and each only where its scope says", async () => {
    server = await startTestServer(fakeService(), { keys: memoryKeys(anna) });
    expect(await codeOf("/v1/info")).toEqual([401, "key_missing"]);
    expect(await codeOf("/v1/info", undefined, bearer("bertha"))).toEqual([401, "key_refused"]);
    expect(await codeOf("/v1/info", undefined, { authorization: "Basic anna" })).toEqual([
      401,
      "key_refused",
    ]);
    expect((await ask("/v1/match", batch([1]), bearer("anna"))).status).toBe(200);
    expect(await codeOf("/v1/profiles/1999999984", undefined, bearer("anna"))).toEqual([
      403,
      "scope_missing",
    ]);
    expect(await codeOf("/metrics", undefined, bearer("anna"))).toEqual([403, "scope_missing"]);
    for (const path of ["/healthz", "/readyz", "/openapi.json"]) {
      expect((await ask(path)).status).toBe(200);
    }
    expect(server.calls.map(({ key }) => key)).toEqual([
      ...[undefined, undefined, undefined, "anna", "anna", "anna"],
      ...[undefined, undefined, undefined],
    ]);
  });

  it("tells everybody who has a key what there is, whatever it is for", async () => {
    const keys = memoryKeys({ id: "sue", scopes: ["search"] }, { id: "pia", scopes: ["profile"] });
    server = await startTestServer(fakeService(), { keys });
    for (const token of ["sue", "pia"]) {
      expect((await ask("/v1/info", undefined, bearer(token))).status).toBe(200);
      expect((await ask("/v1/specialties", { codes: ["x"] }, bearer(token))).status).toBe(200);
      expect(await codeOf("/v1/match", batch([1]), bearer(token))).toEqual([403, "scope_missing"]);
    }
  });

  it("are asked for where others reach it, though there is none", async () => {
    server = await startTestServer(fakeService(), { keys: memoryKeys(), isExposed: true });
    expect(await codeOf("/v1/info")).toEqual([401, "key_missing"]);
  });

  it("reads no body of somebody whom it does not let in", async () => {
    server = await startTestServer(fakeService(), { keys: memoryKeys(anna) });
    await ask("/v1/match", batch([1]), bearer("bertha"));
    expect(server.calls.map(({ bytes_in }) => bytes_in)).toEqual([0]);
  });

  it("answers many wrong keys with a wait, and the right one all the same", async () => {
    const limits = { batch: 100, bodyBytes: 1000, failedKeysPerMinute: 3 };
    server = await startTestServer(fakeService(), { keys: memoryKeys(anna), limits });
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await ask("/v1/info", undefined, bearer(`guess${i}`)));
    expect(answers.map(({ body }) => body.code)).toEqual([
      ...["key_refused", "key_refused", "key_refused"],
      ...["too_many_failures", "too_many_failures"],
    ]);
    expect(Number(answers.at(-1)?.headers["retry-after"])).toBeGreaterThan(0);
    expect((await ask("/v1/info", undefined, bearer("anna"))).status).toBe(200);
  });

  it("tells the address behind a proxy by what the proxy says last", async () => {
    const limits = { batch: 100, bodyBytes: 1000, failedKeysPerMinute: 1 };
    server = await startTestServer(fakeService(), {
      keys: memoryKeys(anna),
      limits,
      behindProxy: true,
    });
    const guess = (forwarded: string) =>
      codeOf("/v1/info", undefined, { ...bearer("x"), "x-forwarded-for": forwarded });
    expect(await guess("203.0.113.9, 198.51.100.1")).toEqual([401, "key_refused"]);
    // What a caller writes in front of it makes nobody else of them.
    expect(await guess("192.0.2.77, 198.51.100.1")).toEqual([429, "too_many_failures"]);
    expect(await guess("198.51.100.2")).toEqual([401, "key_refused"]);
  });

  it("gives so many items in a minute, and says how many are left", async () => {
    server = await startTestServer(fakeService(), {
      keys: memoryKeys({ id: "anna", per_minute: 5 }),
    });
    const first = await ask("/v1/match", batch([1, 2, 3]), bearer("anna"));
    expect(first.headers["ratelimit-policy"]).toBe('"key";q=5;w=60');
    expect(first.headers.ratelimit).toMatch(/^"key";r=2;t=\d+$/);
    const second = await ask("/v1/match", batch([4, 5, 6]), bearer("anna"));
    expect([second.status, second.body.code]).toEqual([429, "rate_limited"]);
    expect(Number(second.headers["retry-after"])).toBeGreaterThan(0);
    // What was refused was not counted.
    expect((await ask("/v1/match", batch([4, 5]), bearer("anna"))).status).toBe(200);
    expect(await codeOf("/v1/match", batch([1, 2, 3, 4, 5, 6]), bearer("anna"))).toEqual([
      413,
      "batch_too_large",
    ]);
    const { body } = await ask("/v1/info", undefined, bearer("anna"));
    expect(body.limits).toEqual({ batch: 5 });
  });

  it("counts a search by the results that its page may have", async () => {
    const limits: unknown[] = [];
    const search: SearchService["search"] = async ({ limit }) => {
      limits.push(limit);
      return { release: "r", count: 0, results: [] };
    };
    server = await startTestServer(
      { ...fakeService(), search },
      { keys: memoryKeys({ id: "anna", per_minute: 30 }, { id: "ben", per_minute: 10 }) },
    );
    const usual = await ask("/v1/search", { state: ["IL"] }, bearer("anna"));
    expect(usual.headers.ratelimit).toMatch(/^"key";r=5;/);
    const some = { state: ["IL"], limit: 6 };
    expect(await codeOf("/v1/search", some, bearer("anna"))).toEqual([429, "rate_limited"]);
    const fewer = await ask("/v1/search", { ...some, limit: 5 }, bearer("anna"));
    expect([fewer.status, fewer.headers.ratelimit]).toEqual([200, expect.stringContaining("r=0")]);
    expect((await ask("/v1/search", { state: ["IL"] }, bearer("ben"))).status).toBe(200);
    expect(limits).toEqual([25, 5, 10]);
  });

  it("charges what is answered, and says when nothing is left", async () => {
    let fails = true;
    const service = fakeService({
      before: () => {
        if (fails) throw new Error("broken");
      },
    });
    server = await startTestServer(service, { keys: memoryKeys({ id: "anna", spend_cap: 3 }) });
    expect((await ask("/v1/match", batch([1, 2]), bearer("anna"))).status).toBe(500);
    fails = false;
    expect((await ask("/v1/match", batch([1, 2]), bearer("anna"))).status).toBe(200);
    expect(await codeOf("/v1/match", batch([3, 4]), bearer("anna"))).toEqual([
      402,
      "quota_exhausted",
    ]);
    const { body } = await ask("/v1/info", undefined, bearer("anna"));
    expect(body.limits.remaining).toBe(1);
    // Nobody was told what could not be charged.
    expect(new Set(server.told.map(([recipient]) => recipient))).toEqual(new Set(["anna"]));
    expect(server.told).toHaveLength(2);
  });
});

describe("disclosures", () => {
  const known = person({ npi: npiOf(1), first: "ARABELLA", last: "EXEMPLAR" });

  it("has every answered profile on record before it leaves", async () => {
    const service = {
      ...fakeService(),
      profiles: async (npis: readonly string[]) =>
        npis.map((npi) => (npi === known.npi ? known : undefined)),
    };
    server = await startTestServer(service);
    expect((await ask(`/v1/profiles/${known.npi}`)).body.npi).toBe(known.npi);
    expect((await ask("/v1/profiles", { npis: [known.npi, npiOf(2)] })).body.profiles).toEqual([
      known,
      null,
    ]);
    const { body } = await ask("/v1/match", batch([1]));
    expect(server.told).toEqual([
      ["local", "profile", known.npi],
      ["local", "profile", known.npi],
      ["local", "profile", body.results[0].npi],
    ]);
  });

  it("has the candidates of a lead on record too", async () => {
    const candidates = [1, 2].map((n) => ({ npi: npiOf(n), confidence: 0.5 }));
    server = await startTestServer(
      fakeService({
        answer: ({ id }) => ({
          ...{ id, status: "ambiguous", confidence: 0.5, reason: "name_only: two of a name" },
          candidates,
        }),
      }),
    );
    expect((await ask("/v1/match", batch([1]))).body.results[0].candidates).toEqual(candidates);
    expect(server.told).toEqual(candidates.map(({ npi }) => ["local", "npi", npi]));
  });

  it("answers nothing that could not be put on record", async () => {
    const disclosures = {
      record: () => {},
      flush: async () => {
        throw new ServiceError("disclosures_unwritable", "The disk is full.");
      },
    };
    server = await startTestServer(fakeService(), { disclosures });
    expect(await codeOf("/v1/match", batch([1]))).toEqual([503, "service_unusable"]);
    // Whoever runs the server is to know what to do about it.
    const cause = () => server.calls.at(-1)?.cause;
    await expect.poll(cause, { timeout: 30_000 }).toBe("disclosures_unwritable");
  });
});

describe("around an answer", () => {
  it("is never kept on its way, and has an id that the log has too", async () => {
    server = await startTestServer();
    const { headers } = await ask("/v1/info");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    await server.close();
    expect(server.calls.map(({ id }) => id)).toEqual([headers["x-request-id"]]);
    server = await startTestServer();
  });

  it("is packed for whoever takes gzip", async () => {
    server = await startTestServer();
    const bytesFor = async (encoding: string) => {
      const { headers, body } = await request(`${server.url}/openapi.json`, {
        headers: { "accept-encoding": encoding },
      });
      return { encoding: headers["content-encoding"], bytes: Buffer.from(await body.bytes()) };
    };
    const plain = await bytesFor("gzip;q=0, br");
    const packed = await bytesFor("br, gzip;q=0.5");
    expect([plain.encoding, packed.encoding]).toEqual([undefined, "gzip"]);
    expect(gunzipSync(packed.bytes)).toEqual(plain.bytes);
  });

  it("ends the connection and says so while it stops", async () => {
    server = await startTestServer();
    expect((await ask("/readyz")).body).toEqual({ status: "ready", release: "release-1" });
    server.drain();
    expect(await codeOf("/readyz")).toEqual([503, "draining"]);
    const { status, headers } = await ask("/v1/match", batch([1]));
    expect([status, headers.connection]).toEqual([200, "close"]);
  });

  it("is told in figures without anybody's name", async () => {
    server = await startTestServer(knowsNobody());
    await ask("/v1/match", batch([1, 2]));
    await ask("/v1/profiles/1999999984");
    const text = await (await request(`${server.url}/metrics`)).body.text();
    expect(text).toContain('heartbeat_leads_total{status="matched"} 2');
    expect(text).toContain('heartbeat_disclosures_total{fields="profile"} 2');
    expect(text).toContain('heartbeat_problems_total{code="npi_unknown"} 1');
    expect(text).toContain('heartbeat_release_info{release="release-1"} 1');
    expect(text).toMatch(
      /heartbeat_request_duration_seconds_count\{method="POST",route="\/v1\/match",status="200"\} 1/,
    );
    expect(text).not.toMatch(/1999999984|Exemplar/);
  });
});
