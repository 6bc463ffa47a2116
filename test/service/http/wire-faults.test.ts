import { createServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { MatchResult } from "../../../src/model/contract.ts";
import { batchOf, httpService, leads } from "../../helpers/http-service.ts";
import { type Fault, type MatchServer, startMatchServer } from "../../helpers/match-server.ts";
import { npiOf } from "../../helpers/profiles.ts";
import { type Answer, problem } from "../../helpers/server-answers.ts";
import { fakeService, matchedWith } from "../../helpers/service.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const signal = new AbortController().signal;
/** For whoever does not hang, however busy the machine; for whoever does, once and always. */
const timeouts = { connect: 20_000, whole: 20_000, perItem: 0 };
const hasty = { ...timeouts, whole: 3000 };
const hastiest = { ...timeouts, whole: 300 };

const service = fakeService({ answer: (request) => matchedWith(request, npiOf(request.id)) });

async function serve(fault: Fault, times = Number.POSITIVE_INFINITY): Promise<MatchServer> {
  let faults = 0;
  const server = await startMatchServer({
    service,
    fault: ({ path }) => (path === "/v1/match" && faults++ < times ? fault : undefined),
  });
  closers.push(server.close);
  return server;
}

const cut: Fault = async ({ answer, response }) => {
  const { body } = await answer();
  const text = JSON.stringify(body);
  response.writeHead(200, { "content-length": text.length });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
};

/** Sends these bytes instead of an answer. */
const raw =
  (bytes: string | Buffer, headers: Record<string, string> = {}): Fault =>
  ({ response }) => {
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.end(bytes);
  };

const huge: Fault = ({ response }) => {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = Buffer.alloc(256 * 1024, " ");
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
};

const drip: Fault = ({ response }) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
};

const faults: [string, Fault, string][] = [
  ["a reset before the answer", ({ response }) => response.destroy(), "no_answer"],
  [
    "a reset after its headers",
    ({ response }) => {
      response.writeHead(200, { "content-length": 1000 });
      response.flushHeaders();
      setImmediate(() => response.destroy());
    },
    "no_answer",
  ],
  ["half an answer", cut, "no_answer"],
  ["bytes that are no HTTP", ({ response }) => response.socket?.end("Hello!\r\n\r\n"), "no_answer"],
  ["no JSON", raw("{"), "service_failed"],
  ["nothing", raw(""), "service_failed"],
  ["null", raw("null"), "service_failed"],
  ["brackets without an end", raw("[".repeat(300_000)), "service_failed"],
  [
    "headers without an end",
    ({ response }) => {
      response.writeHead(200, { more: "x".repeat(100_000) });
      response.end("{}");
    },
    "no_answer",
  ],
  ["HTML with 200", raw("<html>Sign in</html>"), "service_failed"],
  ["another schema", raw('{"release":"release-1","answers":[]}'), "service_failed"],
  ["gzip that is none", raw("{}", { "content-encoding": "gzip" }), "service_failed"],
  [
    "gzip that is cut off",
    raw(gzipSync("x".repeat(1000)).subarray(0, 20), { "content-encoding": "gzip" }),
    "service_failed",
  ],
  [
    "a little gzip that is much",
    raw(gzipSync(Buffer.alloc(8 * 1024 * 1024, " ")), { "content-encoding": "gzip" }),
    "service_failed",
  ],
  ["an encoding nobody asked for", raw("{}", { "content-encoding": "br" }), "service_failed"],
  ["bytes that are no UTF-8", raw(Buffer.from('{"release":"\xff"}', "latin1")), "service_failed"],
  ["201", ({ response }) => response.writeHead(201).end("{}"), "service_failed"],
  ["204", ({ response }) => response.writeHead(204).end(), "service_failed"],
  [
    "a redirect",
    ({ response }) => response.writeHead(308, { location: "/" }).end(),
    "service_failed",
  ],
  ["404", ({ send }) => send(problem(404, "not_found", "No.")), "service_failed"],
];

describe.each(faults)("%s", (_name, fault, code) => {
  test("once: asked again where it may help, and everybody is answered", async () => {
    const server = await serve(fault, 1);
    const http = httpService(server.url, { timeouts });
    const batches = await Promise.all(
      [1, 2, 3].map((id) => http.match(batchOf(leads(1, id)), { signal })),
    );
    const reasons = batches.flatMap(({ results }) => results.map(({ status }) => status));
    const isRetried = !["a redirect", "404", "201", "204"].includes(_name);
    expect(reasons.filter((status) => status === "matched")).toHaveLength(isRetried ? 3 : 2);
    await http.close();
  });

  test("always: an error, and never an answer", async () => {
    const server = await serve(fault);
    const http = httpService(server.url, { timeouts });
    const { results } = await http.match(batchOf(leads(1)), { signal });
    expect(results.map(({ status }) => status)).toEqual(["error"]);
    expect(results[0]?.reason).toMatch(new RegExp(`^${code}: `));
    await http.close();
  });
});

describe("what has no end", () => {
  async function expectOnceMore(fault: Fault, patience: typeof timeouts): Promise<void> {
    const server = await serve(fault, 1);
    const http = httpService(server.url, { timeouts: patience });
    const { results } = await http.match(batchOf(leads(2)), { signal });
    expect(results.map(({ status }) => status)).toEqual(["matched", "matched"]);
    expect(server.matchCalls()).toHaveLength(2);
    await http.close();
  }

  test("an answer of any length", () => expectOnceMore(huge, timeouts));

  // Both at a time: they are waited for as long as a sound answer has on a busy machine.
  test("an answer that drips, or silence", async () => {
    await Promise.all([drip, () => undefined].map((fault) => expectOnceMore(fault, hasty)));
  });

  test("a connection that is taken and never served, cut short by the run", async () => {
    const sockets = new Set<Socket>();
    const silent: Server = createServer((socket) => sockets.add(socket)).listen(0, "127.0.0.1");
    closers.push(async () => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const http = httpService(`http://127.0.0.1:${port}`, { timeouts: hastiest });
    await expect(http.info()).rejects.toMatchObject({ code: "service_unreachable", exitCode: 4 });
    await http.close();
  });

  test("an exchange under way ends with the signal", async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort());
    const http = httpService(server.url);
    await expect(http.match(batchOf(leads(2)), { signal: stop.signal })).rejects.toMatchObject({
      code: "interrupted",
    });
    expect(server.matchCalls()).toHaveLength(1);
    await http.close();
  });

  test("an exchange under way is heard out when the run drains", async () => {
    const drain = new AbortController();
    const server = await serve(async ({ answer, send }) => {
      drain.abort();
      send(await answer());
    });
    const http = httpService(server.url);
    const { results } = await http.match(batchOf(leads(2)), { signal, drain: drain.signal });
    expect(results.map(({ status }) => status)).toEqual(["matched", "matched"]);
    await http.close();
  });
});

type Body = { release: string; results: MatchResult[] };
const lies: [string, (body: Body) => unknown][] = [
  ["other ids", ({ results }) => results.map((result) => ({ ...result, id: result.id + 100 }))],
  ["an id twice", ({ results }) => [...results.slice(1), results[1]]],
  ["one too many", ({ results }) => [...results, { ...results[0], id: 99 }]],
  ["one too few", ({ results }) => results.slice(1)],
  ["none", () => []],
  ["a match without an NPI", ({ results }) => results.map(({ npi, ...rest }) => rest)],
  ["an NPI without a match", ({ results }) => results.map((r) => ({ ...r, status: "no_match" }))],
  [
    "an NPI that is none",
    ({ results }) => results.map((r) => ({ ...r, npi: "=1+1", profile: undefined })),
  ],
  ["a status that is none", ({ results }) => results.map((r) => ({ ...r, status: "sure" }))],
  ["a confidence over 1", ({ results }) => results.map((r) => ({ ...r, confidence: 1.01 }))],
  ["a confidence under 0", ({ results }) => results.map((r) => ({ ...r, confidence: -0.5 }))],
  ["a confidence in words", ({ results }) => results.map((r) => ({ ...r, confidence: "0.9" }))],
  [
    "a confidence that is no number",
    ({ results }) => results.map((r) => ({ ...r, confidence: null })),
  ],
  [
    "the profile of somebody else",
    ({ results }) => results.map((r) => ({ ...r, profile: { ...r.profile, npi: npiOf(4711) } })),
  ],
  [
    "a profile that is none",
    ({ results }) => results.map((r) => ({ ...r, profile: { npi: r.npi } })),
  ],
  [
    "a candidate that is surer than sure",
    ({ results }) => results.map((r) => ({ ...r, candidates: [{ npi: npiOf(1), confidence: 2 }] })),
  ],
  [
    "an explanation that is none",
    ({ results }) => results.map((r) => ({ ...r, explanation: { candidates: "many" } })),
  ],
  ["a reason without a code", ({ results }) => results.map((r) => ({ ...r, reason: "because" }))],
  [
    "a reason that steers the terminal",
    ({ results }) => results.map((r) => ({ ...r, reason: "npi: \u001b[2J" })),
  ],
  [
    "a reason without an end",
    ({ results }) => results.map((r) => ({ ...r, reason: `npi: ${"x".repeat(100_000)}` })),
  ],
  ["matched on two lines", ({ results }) => results.map((r) => ({ ...r, matched_on: "a\nb" }))],
  ["a list that is an object", ({ results }) => ({ ...results })],
];

describe("an answer that cannot be true", () => {
  test.each(lies)(
    "%s: the lead it is about is an error, the others are answered",
    async (_name, lie) => {
      const liar: Fault = async ({ ids, answer, send }) => {
        const sound: Answer = await answer();
        const body = sound.body as Body;
        send(ids.includes(3) ? { ...sound, body: { ...body, results: lie(body) } } : sound);
      };
      const server = await serve(liar);
      const http = httpService(server.url);
      const { results } = await http.match(batchOf(leads(6)), { signal });
      expect(results.map(({ id, status }) => [id, status])).toEqual(
        leads(6).map(({ id }) => [id, id === 3 ? "error" : "matched"]),
      );
      expect(results[2]?.reason).toMatch(/^service_failed: /);
      await http.close();
    },
  );

  test("keys of a newer service are left out", async () => {
    const newer: Fault = async ({ answer, send }) => {
      const sound = await answer();
      const { release, results } = sound.body as Body;
      const more = results.map((r) => ({
        ...r,
        mood: "good",
        profile: { ...r.profile, mood: 1 },
        candidates: [{ npi: r.npi, confidence: 1, mood: 1 }],
      }));
      send({ ...sound, body: { release, results: more, mood: "good" } });
    };
    const server = await serve(newer);
    const http = httpService(server.url);
    const { results } = await http.match(batchOf(leads(2)), { signal });
    const direct = await service.match(batchOf(leads(2)), { signal });
    expect(results).toEqual(
      direct.results.map((r) => ({ ...r, candidates: [{ npi: r.npi, confidence: 1 }] })),
    );
    await http.close();
  });

  test("answers in another order are put in ours", async () => {
    const server = await serve(async ({ answer, send }) => {
      const sound = await answer();
      const { release, results } = sound.body as Body;
      send({ ...sound, body: { release, results: results.toReversed() } });
    });
    const http = httpService(server.url);
    const { results } = await http.match(batchOf(leads(4)), { signal });
    expect(results.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    await http.close();
  });
});
