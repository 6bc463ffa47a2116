import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Exchange, startMatchServer } from "../helpers/match-server.ts";
import { type Ran, run } from "../helpers/run.ts";
import { eventsOf } from "../helpers/run-events.ts";
import { fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { type HeardCall, leaksOf } from "./leaks.ts";

/** Words that stand in nothing else that the program, its tests or this machine say. */
const secrets = {
  key: "hbk-canary-7Qz31xKwPv0d",
  name: "Quillobert Zanzifex",
  city: "Canaryhollow",
  phone: "5125550139",
};

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-wire");
  const rows = Array.from({ length: 40 }, (_, i) => {
    const row = `${secrets.name}${"i".repeat(i)},${secrets.city},TX,${secrets.phone}`;
    return row;
  });
  await writeFile(join(folder, "leads.csv"), `Name,City,State,Phone\n${rows.join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a server that means no good, or is only careless, gives back of what it was sent. */
const echoes: Readonly<Record<string, (exchange: Exchange) => unknown>> = {
  "a sound answer": async (exchange) => exchange.send(await exchange.answer()),
  "a refused key": ({ send, headers, text }) =>
    send(problem(401, "key_refused", `${headers.authorization} asked ${text}`)),
  "a quota": ({ send, text, headers }) =>
    send(problem(402, "quota_exhausted", text + headers.authorization)),
  "a refused batch": ({ send, text }) => send(problem(400, secrets.name, text)),
  "a failure": ({ send, text }) => send(problem(500, "internal_error", text)),
  "a page": ({ response, text }) => response.writeHead(502, { "x-asked": "1" }).end(`<p>${text}`),
  "no answer at all": ({ response, text }) => response.end(text),
  "a wait without a number": ({ send, text }) =>
    send({ ...problem(503, "busy", text), headers: { "retry-after": secrets.name } }),
  "another address": ({ response, headers }) =>
    response
      .writeHead(307, {
        location: `http://127.0.0.1:1/?q=${encodeURIComponent(`${headers.authorization} ${secrets.name}`)}`,
      })
      .end(),
  "reasons of its own": async (exchange) => {
    const answer = await exchange.answer();
    const { results, ...rest } = answer.body as { results: { reason: string }[] };
    const named = results.map((one) => ({ ...one, reason: `${secrets.name}: ${secrets.city}` }));
    exchange.send({ ...answer, body: { ...rest, results: named } });
  },
  "rows that were not asked": async (exchange) => {
    const answer = await exchange.answer();
    const { results, ...rest } = answer.body as { results: object[] };
    exchange.send({
      ...answer,
      body: { ...rest, results: results.map((one) => ({ ...one, id: secrets.name })) },
    });
  },
};

function problem(status: number, code: string, detail: string) {
  return {
    status,
    headers: { "content-type": "application/problem+json" },
    body: { type: "about:blank", title: detail, status, code, detail },
  };
}

interface Heard {
  ran: Ran;
  receipt: string;
  calls: HeardCall[];
  home: string;
}

async function listen(answer: (exchange: Exchange) => unknown, ...argv: string[]): Promise<Heard> {
  const home = temporaryFolder("home", folder);
  const calls: HeardCall[] = [];
  const server = await startMatchServer({
    service: fakeService(),
    apiKey: secrets.key,
    limits: { batch: 10 },
    fault: (exchange) => {
      const { url = "", rawHeaders } = exchange.request;
      calls.push({ url, headers: rawHeaders });
      return exchange.path === "/v1/match" ? answer : undefined;
    },
  });
  const output = join(home, "out.csv");
  try {
    const ran = await run(
      [...["enrich", join(folder, "leads.csv"), "-o", output, "--json", "--verbose"], ...argv],
      {
        cwd: home,
        env: {
          HEARTBEAT_API_KEY: secrets.key,
          HEARTBEAT_SERVICE: server.url,
          HEARTBEAT_DEBUG: "1",
          HEARTBEAT_PRIOR: "0.8",
        },
      },
    );
    const receipt = await readFile(`${output}.receipt.json`, "utf8").catch(() => "");
    return { ran, receipt, calls, home };
  } finally {
    await server.close();
  }
}

function leaksOfRun({ ran: { stdout, stderr }, receipt, calls, home }: Heard): Promise<string[]> {
  return leaksOf(secrets, { texts: { stdout, stderr, receipt }, calls, folders: [home] });
}

describe.concurrent.each(Object.entries(echoes))("a service that gives %s", (name, answer) => {
  const asked = async (...argv: string[]) => {
    const heard = await listen(answer, ...argv);
    if (name === "a sound answer") expect(heard.ran.code, heard.ran.stderr).toBe(0);
    else expect([4, 5], heard.ran.stderr).toContain(heard.ran.code);
    if (argv.length > 0) expect(eventsOf(heard.ran.stderr).at(-1)?.event).toBe("end");
    // It was really asked, with the key and about the people.
    expect(heard.calls.some(({ headers }) => headers.includes(`Bearer ${secrets.key}`))).toBe(true);
    expect(await leaksOfRun(heard)).toEqual([]);
  };
  // Side by side, since most of it is waiting.
  it("is enriched over in silence, also with events", async () => {
    await Promise.all([asked(), asked("--progress", "json")]);
  });
});

it("keeps what an interrupted run has asked to files of its owner, and tells nobody", async () => {
  const home = temporaryFolder("home", folder);
  const controller = new AbortController();
  let asked = 0;
  const server = await startMatchServer({
    service: fakeService(),
    limits: { batch: 10 },
    fault: () => {
      if (++asked === 4) controller.abort();
      return undefined;
    },
  });
  const list = join(folder, "leads.csv");
  const env = { HEARTBEAT_SERVICE: server.url, HEARTBEAT_DEBUG: "1", HEARTBEAT_PRIOR: "0.8" };
  const argv = ["enrich", list, "-o", join(home, "out.csv"), "--concurrency", "1"];
  const ran = await run(argv, { cwd: home, env, signal: controller.signal });
  const listed = await run(["runs", "list", "--json"], { cwd: home, env });
  await server.close();
  expect(ran.code, ran.stderr).toBe(130);
  const kept = (await readdir(home, { recursive: true })).filter((name) => /runs\/./.test(name));
  expect(kept.length).toBeGreaterThan(0);
  const texts = { stdout: ran.stdout, stderr: ran.stderr, runs: listed.stdout + listed.stderr };
  expect(await leaksOf(secrets, { texts, folders: [home] })).toEqual([]);
});

it("shows a proxy where it goes, and nothing more", async () => {
  const calls: HeardCall[] = [];
  const proxy = createServer((_, response) => response.writeHead(502).end());
  proxy.on("connect", ({ url = "", rawHeaders }, socket) => {
    calls.push({ url, headers: rawHeaders.filter((_, i) => !isOwn(rawHeaders, i)) });
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  const env = {
    HEARTBEAT_API_KEY: secrets.key,
    HEARTBEAT_DEBUG: "1",
    HTTPS_PROXY: `http://somebody:proxy-canary-word@127.0.0.1:${port}`,
  };
  const argv = ["ping", "--service", "https://service.invalid/heartbeat/", "--verbose"];
  const { code, stdout, stderr } = await run(argv, { cwd: folder, env });
  proxy.close();
  expect(code).toBe(4);
  expect(calls.map(({ url }) => url)).toContain("service.invalid:443");
  const all = { ...secrets, password: "proxy-canary-word" };
  expect(await leaksOf(all, { texts: { stdout, stderr }, calls })).toEqual([]);
});

/** The proxy's own password is meant for it. */
function isOwn(headers: readonly string[], i: number): boolean {
  return headers[i - (i % 2)]?.toLowerCase() === "proxy-authorization";
}

describe("a planted leak", () => {
  const sound = { texts: { stderr: "40 rows written" }, calls: [], folders: [] };

  it.each<[string, Parameters<typeof leaksOf>[1], string]>([
    ["in a message", { texts: { stderr: `cannot match ${secrets.name}` } }, "stderr: name"],
    ["of half a name", { texts: { stderr: "surname zanzifex" } }, "stderr: name"],
    ["in an event", { texts: { stderr: JSON.stringify({ text: secrets.city }) } }, "stderr: city"],
    ["of a key", { texts: { crash: `Bearer ${secrets.key}` } }, "crash: key"],
    ["of a key that is coded", { texts: { receipt: btoa(secrets.key) } }, "receipt: key"],
    ["of a key in hex", { texts: { log: Buffer.from(secrets.key).toString("hex") } }, "log: key"],
    [
      "in an address",
      {
        texts: {},
        calls: [{ url: `/v1/x?name=${encodeURIComponent(secrets.name)}`, headers: [] }],
      },
      "the address of a call: name",
    ],
    [
      "in a header",
      { texts: {}, calls: [{ url: "/", headers: ["X-City", secrets.city] }] },
      "the header X-City: city",
    ],
  ])("%s is heard", async (_, traces, leak) => {
    expect(await leaksOf(secrets, { ...sound, ...traces })).toContain(leak);
    expect(await leaksOf(secrets, sound)).toEqual([]);
  });

  it("of a file's name, or of a file that others may open, is heard", async () => {
    const home = temporaryFolder("planted", folder);
    await writeFile(join(home, `${secrets.city}.json`), "", { mode: 0o644 });
    expect(await leaksOf(secrets, { texts: {}, folders: [home] })).toEqual([
      "the name of a file: city",
      `others may open ${secrets.city}.json`,
    ]);
  });

  it("of the program itself is heard", async () => {
    const heard = await listen(echoes["a sound answer"] as (exchange: Exchange) => unknown);
    const told = {
      ...heard,
      ran: { ...heard.ran, stderr: `${heard.ran.stderr}\n${secrets.phone}` },
    };
    expect(await leaksOfRun(told)).toEqual(["stderr: phone"]);
  });
});
