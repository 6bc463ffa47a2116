import { gzipSync } from "node:zlib";
import type { Exchange, Fault } from "../helpers/match-server.ts";
import { problem } from "../helpers/server-answers.ts";
import type { ConnectionFault } from "./network.ts";

export interface FaultKind {
  /** What a sound server would not do to a call; undefined where there is no connection at all. */
  serve?: Fault;
  connection?: ConnectionFault;
  /** It is odd, and everything is there: no row may suffer. */
  isHarmless?: true;
  /** After one of these there is nothing left to ask. */
  isFinal?: true;
  /** It takes as long as the client waits for an answer. */
  isSlow?: true;
  /** So much to read that more than a few of them are for `npm run torture`. */
  isHeavy?: true;
}

/** What a network and a server can do to a call. */
export const faultKinds: Readonly<Record<string, FaultKind>> = {
  "connection refused": { connection: "refused" },
  "unknown host": { connection: "unknown_host" },
  "TLS error": { connection: "tls" },
  "reset before the headers": { serve: ({ response }) => response.destroy() },
  "reset after the work was done": {
    serve: async (exchange) => {
      await exchange.answer();
      exchange.response.destroy();
    },
  },
  "reset after the headers": {
    serve: async ({ response }) => {
      response.writeHead(200, { ...json, "content-length": 1000 });
      await flushed(response, "");
      response.destroy();
    },
  },
  "half a body": {
    serve: async (exchange) => {
      const text = await textOf(exchange);
      exchange.response.writeHead(200, { ...json, "content-length": text.length });
      await flushed(exchange.response, text.subarray(0, text.length / 2));
      exchange.response.destroy();
    },
  },
  "half a body that claims to be whole": {
    serve: async (exchange) => {
      const text = await textOf(exchange);
      end(exchange, 200, json, text.subarray(0, text.length / 2));
    },
  },
  "bad JSON": { serve: (exchange) => end(exchange, 200, json, '{"release": release-1}') },
  "an empty body": { serve: (exchange) => end(exchange, 200, json, "") },
  "wrong schema": {
    serve: (exchange) => end(exchange, 200, json, '{"release":"release-1","results":"none"}'),
  },
  "no results": {
    serve: (exchange) => end(exchange, 200, json, '{"release":"release-1","results":[]}'),
  },
  "the answer to another row": {
    serve: async (exchange) => {
      const { results, ...rest } = JSON.parse((await textOf(exchange)).toString());
      const others = results.map((result: { id: number }) => ({ ...result, id: result.id + 1 }));
      end(exchange, 200, json, JSON.stringify({ ...rest, results: others }));
    },
  },
  "HTML with 200": {
    serve: (exchange) => end(exchange, 200, html, "<!doctype html><h1>Sign in to the Wi-Fi</h1>"),
  },
  "HTML with 502": { serve: (exchange) => end(exchange, 502, html, "<h1>Bad Gateway</h1>") },
  "slow drip": {
    isSlow: true,
    serve: ({ response }) => {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(drip));
    },
  },
  hang: { isSlow: true, serve: () => undefined },
  "408": refusal(408),
  "425": refusal(425),
  "429 with seconds": refusal(429, "2"),
  "429 with a date": {
    // The date is told by the server's own clock, which is all that the two have in common.
    serve: (exchange) => {
      const date = new Date("2026-01-20T09:30:00Z").toUTCString();
      const later = new Date("2026-01-20T09:30:02Z").toUTCString();
      exchange.send(problem(429, "too_many_requests", "Later.", { date, "retry-after": later }));
    },
  },
  "429 with 0": refusal(429, "0"),
  "429 with -5": refusal(429, "-5"),
  "429 with junk": refusal(429, "soon"),
  "429 with an hour": { ...refusal(429, "3600"), isFinal: true },
  "500": refusal(500),
  "502": refusal(502),
  "503": refusal(503, "1"),
  "504": refusal(504),
  "401 midway": { ...refusal(401), isFinal: true },
  "a redirect": {
    isFinal: true,
    serve: (exchange) => end(exchange, 307, { location: "https://elsewhere.example/v1/match" }, ""),
  },
  "HTTP/1.0 that closes": {
    isHarmless: true,
    serve: async (exchange) => {
      const head = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n";
      raw(exchange, Buffer.concat([Buffer.from(head), await textOf(exchange)]));
    },
  },
  "HTTP/1.0 that is cut off": {
    serve: async (exchange) => {
      const text = await textOf(exchange);
      const head = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n";
      raw(exchange, Buffer.concat([Buffer.from(head), text.subarray(0, text.length / 2)]));
    },
  },
  "no HTTP": { serve: (exchange) => raw(exchange, Buffer.from("220 mail.example ESMTP\r\n")) },
  "gzip that is none": {
    serve: async (exchange) =>
      end(exchange, 200, { ...json, "content-encoding": "gzip" }, await textOf(exchange)),
  },
  "gzip that is cut off": {
    serve: async (exchange) => {
      const zipped = gzipSync(await textOf(exchange));
      const half = zipped.subarray(0, zipped.length / 2);
      end(exchange, 200, { ...json, "content-encoding": "gzip" }, half);
    },
  },
  "gzip of 100 MB": {
    isHeavy: true,
    // Parts of a zipped body may follow each other, so it takes no time to make one.
    serve: (exchange) => {
      const zipped = Buffer.concat(Array.from({ length: 100 }, () => zippedMib));
      end(exchange, 200, { ...json, "content-encoding": "gzip" }, zipped);
    },
  },
  "100 MB": {
    isHeavy: true,
    serve: ({ response }) => {
      response.writeHead(200, { ...json, "content-length": 100 * mib.length });
      for (let sent = 0; sent < 100; sent++) response.write(mib);
      response.end();
    },
  },
};

/** Another kind each time, of those that a connection can bring and a run can go on after. */
export function anyFault(): FaultKind {
  const kinds = Object.values(faultKinds).filter(
    ({ isFinal, isSlow, isHeavy }) => !isFinal && !isSlow && !isHeavy,
  );
  const serves = kinds.flatMap(({ serve }) => serve ?? []);
  let next = 0;
  return { serve: (exchange) => serves[next++ % serves.length]?.(exchange) };
}

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };
const mib = Buffer.alloc(1024 * 1024, " ");
const zippedMib = gzipSync(mib);

function refusal(status: number, retryAfter?: string): FaultKind {
  const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  return { serve: (exchange) => exchange.send(problem(status, "planted", "Planted.", headers)) };
}

/** What a sound server would have sent. */
async function textOf(exchange: Exchange): Promise<Buffer> {
  return Buffer.from(JSON.stringify((await exchange.answer()).body));
}

function end(
  { response }: Exchange,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Past node's HTTP: the bytes as they stand, and the end of the connection. */
function raw({ request, response }: Exchange, bytes: Buffer): void {
  request.socket.end(bytes, () => response.destroy());
}

async function flushed(response: Exchange["response"], bytes: string | Buffer): Promise<void> {
  response.flushHeaders();
  if (bytes.length > 0) response.write(bytes);
  await new Promise((resolve) => setImmediate(resolve));
}
