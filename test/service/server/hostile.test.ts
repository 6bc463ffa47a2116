import { once } from "node:events";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  holdOpen,
  memoryKeys,
  raw,
  startTestServer,
  type TestServer,
} from "../../helpers/server.ts";
import { fakeService } from "../../helpers/service.ts";

/** Stands in everything that a hostile call holds; no log may have it. */
const canary = "Quillfeather";
const key = "canaryKey";

let server: TestServer;
const asked: { signal: AbortSignal }[] = [];
let holdUp: Promise<void> | undefined;
beforeAll(async () => {
  const service = fakeService({ before: () => holdUp });
  server = await startTestServer(
    {
      ...service,
      match: (batch, options) => {
        asked.push(options);
        return service.match(batch, options);
      },
      profiles: async (npis) => npis.map(() => undefined),
    },
    { keys: memoryKeys({ id: key }) },
  );
});
afterAll(() => server.close());

const head = (line: string, ...headers: string[]) =>
  [line, "Host: 127.0.0.1", `Authorization: Bearer ${key}`, ...headers, "", ""].join("\r\n");
const close = "Connection: close";
const json = "Content-Type: application/json";

function post(body: string | Buffer, ...headers: string[]): (string | Buffer)[] {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [head("POST /v1/match HTTP/1.1", json, close, length, ...headers), body];
}

/** Somebody else's call, at the same time. */
async function answersOthers(): Promise<void> {
  const { statusCode, body } = await request(`${server.url}/v1/info`, {
    headers: { authorization: `Bearer ${key}` },
  });
  await body.dump();
  expect(statusCode).toBe(200);
}

const context = { name_order: "first_last", prior: 0.8 };
const bodyOf = (requests: unknown, more: object = {}) =>
  JSON.stringify({ context, min_confidence: 0.95, with_profile: true, requests, ...more });

describe("a call that is none", () => {
  it.each<[string, (string | Buffer)[], RegExp]>([
    ["no HTTP at all", [`${canary}\r\n\r\n`], /^HTTP\/1\.1 400 /],
    [
      "a TLS handshake",
      [Buffer.from("16030100050100000000", "hex"), "\r\n\r\n"],
      /^HTTP\/1\.1 400 /,
    ],
    ["HTTP/2", ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], /^(HTTP\/1\.1 (400|505) |$)/],
    ["HTTP/0.9", ["GET /v1/info\r\n\r\n"], /^HTTP\/1\.1 400 /],
    ["no host", ["GET /healthz HTTP/1.1\r\n\r\n"], /^HTTP\/1\.1 400 /],
    [
      "two lengths",
      [head("POST /v1/match HTTP/1.1", json, "Content-Length: 2", "Content-Length: 3"), "{}"],
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a length and chunks",
      [
        head("POST /v1/match HTTP/1.1", json, "Content-Length: 2", "Transfer-Encoding: chunked"),
        "0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n",
      ],
      /^HTTP\/1\.1 400 /,
    ],
    [
      "chunks of no size",
      [
        head("POST /v1/match HTTP/1.1", json, "Transfer-Encoding: chunked"),
        `zz\r\n${canary}\r\n0\r\n\r\n`,
      ],
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a negative length",
      [head("POST /v1/match HTTP/1.1", json, "Content-Length: -5"), "{}"],
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a header of 20 KB",
      [head("GET /v1/info HTTP/1.1", `X-Long: ${canary.repeat(2000)}`)],
      /^HTTP\/1\.1 431 /,
    ],
    [
      "10,000 headers",
      [
        head(
          "GET /v1/info HTTP/1.1",
          ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${canary}`),
        ),
      ],
      /^(HTTP\/1\.1 431 |$)/,
    ],
    ["a path of 20 KB", [head(`GET /v1/${canary.repeat(2000)} HTTP/1.1`)], /^HTTP\/1\.1 431 /],
    ["a broken header", [head("GET /v1/info HTTP/1.1", "X-Odd : \u0000")], /^HTTP\/1\.1 400 /],
  ])("%s", async (_what, bytes, answer) => {
    expect(await raw(server.port, ...bytes)).toMatch(answer);
    await answersOthers();
  });
});

describe("a path that is meant to be another", () => {
  it.each([
    "//v1/info",
    "/v1/info/",
    "/v1//info",
    "/V1/INFO",
    "/v1/info;a=b",
    "/v1/info%00",
    "/v1/info%2f..%2fmetrics",
    "/v1/profiles/..%2f..%2fmetrics",
    `/v1/profiles/${canary}`,
    "/v1/profiles/%2e%2e/info%",
    "/constructor",
    "/__proto__",
    "/.git/config",
    "/docs/../../etc/passwd%00.html",
  ])("%s", async (path) => {
    const answer = await raw(server.port, head(`GET ${path} HTTP/1.1`, close));
    expect(answer).toMatch(/^HTTP\/1\.1 (404|400) /);
    await answersOthers();
  });

  it.each([
    ["GET http://evil.example/v1/info HTTP/1.1", /^HTTP\/1\.1 (200|400|404) /],
    ["OPTIONS * HTTP/1.1", /^HTTP\/1\.1 (404|400|405) /],
    ["CONNECT evil.example:443 HTTP/1.1", /^(HTTP\/1\.1 (400|404|405) |$)/],
    ["TRACE /v1/info HTTP/1.1", /^HTTP\/1\.1 (404|405) /],
    ["BREW /v1/info HTTP/1.1", /^HTTP\/1\.1 400 /],
  ])("%s", async (line, answer) => {
    expect(await raw(server.port, head(line, close))).toMatch(answer);
    await answersOthers();
  });
});

describe("a body that is meant to break something", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  it.each<[string, string | Buffer, number, string]>([
    [
      "a prototype",
      bodyOf([{ id: 1 }]).replace("{", '{"__proto__":{"isAdmin":true},'),
      422,
      "invalid_request",
    ],
    [
      "a prototype in a lead",
      bodyOf([{ id: 1 }]).replace('{"id":1', '{"__proto__":{"npi":"1"},"id":1'),
      422,
      "invalid_request",
    ],
    [
      "a constructor",
      bodyOf([{ id: 1, constructor: { prototype: { polluted: 1 } } }]),
      422,
      "invalid_request",
    ],
    ["a depth of 100,000", deep, 422, "invalid_request"],
    [
      "a depth in a lead",
      bodyOf([{ id: 1, name: "DEEP" }]).replace('"DEEP"', deep),
      422,
      "invalid_request",
    ],
    ["numbers for texts", bodyOf([{ id: 1, city: 7 }]), 422, "invalid_request"],
    ["a text for a number", bodyOf([{ id: "1" }]), 422, "invalid_request"],
    ["a row that is no row", bodyOf([{ id: 1e308 }]), 422, "invalid_request"],
    [
      "a prior of 5",
      bodyOf([{ id: 1 }], { context: { ...context, prior: 5 } }),
      422,
      "invalid_request",
    ],
    ["an object for a list", bodyOf({ length: 1, 0: { id: 1 } }), 422, "invalid_request"],
    ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, "invalid_json"],
    ["two documents", "{}{}", 400, "invalid_json"],
    ["NaN", '{"context":NaN}', 400, "invalid_json"],
    ["a megabyte too much", `"${canary.repeat(100_000)}"`, 413, "body_too_large"],
  ])("%s", async (_what, body, status, code) => {
    const answer = await raw(server.port, ...post(body));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
    expect(answer).not.toContain(canary);
    expect(
      ({} as Record<string, unknown>).isAdmin ?? ({} as Record<string, unknown>).polluted,
    ).toBeUndefined();
    await answersOthers();
  });

  it("a length that is a lie is not waited for by others", async () => {
    const socket = await holdOpen(
      server.port,
      `${head("POST /v1/match HTTP/1.1", json, "Content-Length: 50000")}{`,
    );
    await answersOthers();
    socket.destroy();
    await answersOthers();
  });

  it("a length over the limit is refused before a byte of it has come", async () => {
    const start = head("POST /v1/match HTTP/1.1", json, close, "Content-Length: 999999999");
    expect(await raw(server.port, start)).toContain('"code":"body_too_large"');
  });

  it("is not asked for by 100-continue from somebody without a key", async () => {
    const start = head(
      "POST /v1/match HTTP/1.1",
      json,
      close,
      "Expect: 100-continue",
      "Content-Length: 99",
    ).replace(key, "guess");
    expect(await raw(server.port, start)).toContain('"code":"key_refused"');
  });
});

describe("a caller that does not behave", () => {
  it("may ask many things at once on one connection", async () => {
    const one = head("GET /v1/info HTTP/1.1");
    const last = head("GET /v1/info HTTP/1.1", close);
    const answer = await raw(server.port, one.repeat(49) + last);
    expect(answer.match(/HTTP\/1\.1 200 /g)).toHaveLength(50);
  });

  it("is cut off when it sends thousands ahead of their answers", async () => {
    const before = server.calls.length;
    const socket = await holdOpen(server.port, head("GET /openapi.json HTTP/1.1").repeat(2000));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.resume();
    await closed;
    await answersOthers();
    expect(server.calls.length - before).toBeLessThan(100);
  });

  it("that goes away before its turn has none of its calls forgotten", async () => {
    let goOn = () => {};
    holdUp = new Promise((resolve) => {
      goOn = resolve;
    });
    asked.length = 0;
    const before = server.calls.length;
    const calls = post(bodyOf([{ id: 1, name: { full: canary } }]))
      .join("")
      .replace(close, "X-Y: z");
    const socket = await holdOpen(server.port, calls.repeat(5));
    while (asked.length < 5) await new Promise((resolve) => setImmediate(resolve));
    const aborted = Promise.all(asked.map(({ signal }) => once(signal, "abort")));
    socket.destroy();
    await aborted;
    goOn();
    holdUp = undefined;
    expect(server.calls.slice(before).map(({ status }) => status)).toEqual(Array(5).fill(499));
  });

  it("holds up nobody with connections that say nothing, or little", async () => {
    const silent = await Promise.all(Array.from({ length: 100 }, () => holdOpen(server.port)));
    const slow = await Promise.all(
      Array.from({ length: 100 }, () => holdOpen(server.port, "POST /v1/match HTTP/1.1\r\nX-")),
    );
    await answersOthers();
    for (const socket of [...silent, ...slow]) socket.destroy();
    await answersOthers();
  });

  it("is worked for no longer when it has gone", async () => {
    let goOn = () => {};
    holdUp = new Promise((resolve) => {
      goOn = resolve;
    });
    asked.length = 0;
    const body = bodyOf([{ id: 1, name: { full: canary } }]);
    const socket = await holdOpen(server.port, post(body).join("").replace(close, "X-Y: z"));
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const { signal } = asked[0] as { signal: AbortSignal };
    const aborted = once(signal, "abort");
    socket.destroy();
    await aborted;
    goOn();
    holdUp = undefined;
    await answersOthers();
    expect(server.calls.some(({ status }) => status === 499)).toBe(true);
  });
});

it("nothing of all that is in the log, and no failure of ours", async () => {
  expect(server.faults).toEqual([]);
  const log = JSON.stringify(server.calls);
  expect(server.calls.length).toBeGreaterThan(80);
  expect(log).not.toMatch(new RegExp(`${canary}|guess|metrics%|evil|etc/passwd`, "i"));
});
