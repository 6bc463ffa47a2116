import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { HeartbeatError } from "../../../src/model/errors.ts";
import { batchOf, httpService, leads } from "../../helpers/http-service.ts";
import { type Fault, type MatchServer, startMatchServer } from "../../helpers/match-server.ts";
import { problem } from "../../helpers/server-answers.ts";
import { fakeService } from "../../helpers/service.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const signal = new AbortController().signal;
const canary = "sk-CANARY-7f3a";

async function serve(fault?: Fault, apiKey?: string): Promise<MatchServer> {
  const server = await startMatchServer({
    service: fakeService(),
    ...(apiKey === undefined ? {} : { apiKey }),
    fault: () => fault,
  });
  closers.push(server.close);
  return server;
}

const answers =
  (status: number, headers: Record<string, string> = {}, code = "x"): Fault =>
  ({ send }) =>
    send(problem(status, code, `said with ${canary}`, headers));

describe("a service that cannot be used from the start", () => {
  test.each<[string, Fault, string, number]>([
    ["401", answers(401), "key_refused", 1],
    ["403", answers(403), "key_refused", 1],
    ["402", answers(402), "quota_exhausted", 1],
    ["404", answers(404), "service_schema", 1],
    [
      "a redirect",
      answers(302, { location: `https://${canary}.example.org/` }),
      "service_schema",
      1,
    ],
    ["500", answers(500), "service_unreachable", 3],
    ["503 for a second", answers(503, { "retry-after": "1" }), "service_unreachable", 3],
    ["503 for a minute", answers(503, { "retry-after": "60" }), "service_unreachable", 1],
    ["429 for an hour", answers(429, { "retry-after": "3600" }), "service_busy", 1],
    ["a reset", ({ response }) => response.destroy(), "service_unreachable", 3],
    ["HTML", ({ response }) => response.end(`<html>${canary}</html>`), "service_schema", 3],
    ["another JSON", ({ response }) => response.end(`{"${canary}":1}`), "service_schema", 3],
  ])("%s", async (_name, fault, code, calls) => {
    const server = await serve(fault);
    const http = httpService(`${server.url}/`, { apiKey: canary });
    const error = (await http.info().catch((thrown: unknown) => thrown)) as HeartbeatError;
    expect(error).toBeInstanceOf(HeartbeatError);
    expect(error).toMatchObject({ code, exitCode: 4 });
    expect(`${error.message} ${error.hint} ${error.stack} ${error.cause}`).not.toContain(canary);
    expect(server.calls).toHaveLength(calls);
  });

  test("nobody listens", async () => {
    const server = await serve();
    await server.close();
    closers.pop();
    const http = httpService(server.url);
    await expect(http.info()).rejects.toMatchObject({
      code: "service_unreachable",
      message: `search service ${server.url} does not answer (ECONNREFUSED).`,
    });
  });

  test("what failed once is asked again by whoever asks next", async () => {
    let fails = true;
    const server = await serve(undefined);
    const flaky = await startMatchServer({
      service: fakeService(),
      fault: () => (fails ? answers(404) : undefined),
    });
    closers.push(flaky.close);
    const http = httpService(flaky.url);
    await expect(http.info()).rejects.toMatchObject({ code: "service_schema" });
    fails = false;
    await expect(http.info()).resolves.toMatchObject({ release: "release-1" });
    await http.info();
    expect(flaky.calls).toHaveLength(2);
    expect(server.calls).toHaveLength(0);
  });
});

describe("what a call carries", () => {
  test("the key as a Bearer token, the program's name, and nothing about the address", async () => {
    const server = await serve(undefined, canary);
    const http = httpService(`${server.url}/?token=${canary}#${canary}`, { apiKey: canary });
    expect(http.label).toBe(`search service ${server.url}`);
    await http.match(batchOf(leads(3)), { signal });
    expect(server.calls.map(({ path }) => path)).toEqual(["/v1/info", "/v1/match"]);
    for (const call of server.calls) {
      expect(call.authorization).toBe(`Bearer ${canary}`);
      expect(call.userAgent).toBe("heartbeat/test");
    }
  });

  test.each([
    ["", "/v1/info"],
    ["/", "/v1/info"],
    ["/heartbeat", "/heartbeat/v1/info"],
    ["/heartbeat/", "/heartbeat/v1/info"],
  ])("below %j it asks %s", async (path, asked) => {
    const server = await serve(answers(404));
    await httpService(server.url + path)
      .info()
      .catch(() => undefined);
    expect(server.calls.map((call) => call.path)).toEqual([asked]);
  });

  test("a list longer than a request may hold, in as many as it takes", async () => {
    const server = await startMatchServer({ service: fakeService(), limits: { batch: 3 } });
    closers.push(server.close);
    const http = httpService(server.url);
    const codes = Array.from({ length: 8 }, (_, i) => `code${i}`);
    expect(await http.specialtyNames(codes)).toEqual(codes.map((code) => `Specialty ${code}`));
    expect(await http.nameCounts(["A", "B", "C", "D"])).toHaveLength(4);
    expect(await http.profiles([])).toEqual([]);
    expect(server.calls.map(({ path }) => path.slice(4))).toEqual([
      "info",
      ...Array.from({ length: 3 }, () => "specialties"),
      ...Array.from({ length: 2 }, () => "name-counts"),
    ]);
  });
});

describe("proxies", () => {
  /** Refuses every tunnel and remembers where to. */
  async function proxy(): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer();
    const remember = (request: IncomingMessage) => asked.push(`${request.method} ${request.url}`);
    server.on("connect", (request, socket) => {
      remember(request);
      socket.end("HTTP/1.1 502 No\r\n\r\n");
    });
    server.on("request", (request, response) => {
      remember(request);
      response.writeHead(502).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(async () => server.close());
    const { port } = server.address() as AddressInfo;
    return { url: `http://user:${canary}@127.0.0.1:${port}`, asked };
  }

  test.each([
    ["HTTPS_PROXY", {}],
    ["https_proxy", {}],
    ["HTTP_PROXY", {}],
    ["HTTPS_PROXY", { NO_PROXY: "elsewhere.invalid" }],
  ])("%s is used, and its password told nobody", async (name, more) => {
    const { url, asked } = await proxy();
    const http = httpService("https://search.invalid", { env: { [name]: url, ...more } });
    const error = (await http.info().catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ code: "service_unreachable" });
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain(canary);
    expect(asked).toEqual(Array.from({ length: 3 }, () => "CONNECT search.invalid:443"));
    await http.close();
  });

  test.each(["search.invalid", ".invalid", "*", "other, search.invalid"])(
    "NO_PROXY=%s passes it by",
    async (NO_PROXY) => {
      const { url, asked } = await proxy();
      const http = httpService("https://search.invalid", { env: { HTTPS_PROXY: url, NO_PROXY } });
      await expect(http.info()).rejects.toMatchObject({ code: "service_unreachable" });
      expect(asked).toEqual([]);
      await http.close();
    },
  );

  test("this machine itself is never asked through one", async () => {
    const { url, asked } = await proxy();
    const server = await serve();
    const http = httpService(server.url, { env: { HTTP_PROXY: url, HTTPS_PROXY: url } });
    await expect(http.info()).resolves.toMatchObject({ release: "release-1" });
    expect(asked).toEqual([]);
  });

  test.each(["socks5://127.0.0.1:1", "http://", "ht!tp://x y"])(
    "%s is refused without being repeated",
    (HTTPS_PROXY) => {
      const open = () => httpService("https://search.invalid", { env: { HTTPS_PROXY } });
      expect(open).toThrow(expect.objectContaining({ code: "proxy_unusable", exitCode: 2 }));
      expect(open).not.toThrow(HTTPS_PROXY);
    },
  );
});
