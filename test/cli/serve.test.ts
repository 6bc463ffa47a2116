import { randomBytes } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChannelStore } from "../../src/ledger/sqlite/channels/sqlite-channel-store.ts";
import { InterruptedError } from "../../src/model/errors.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { patience } from "../helpers/effort.ts";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { eventsOf } from "../helpers/run-events.ts";
import { fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-serve");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const serve = (...argv: string[]) =>
  run(["serve", ...argv], { cwd: folder, service: fakeService() });

async function createKey(...more: string[]): Promise<string> {
  const argv = ["keys", "create", "--name", "tests", ...more];
  const { code, stdout } = await run(argv, { cwd: folder });
  expect(code).toBe(0);
  return stdout.trim();
}

/** A server that runs while `work` looks at it, and is then told to stop. */
async function serving(
  argv: readonly string[],
  work: (url: string) => Promise<void>,
  options: { terminal?: number; service?: SearchService } = {},
): Promise<Ran> {
  const stop = new AbortController();
  const begun = begin(argv, stop.signal, { service: fakeService(), ...options });
  try {
    await work(await begun.url);
  } finally {
    stop.abort(new InterruptedError());
  }
  return begun.ran;
}

/** On a port that the system chooses, so that nobody else has it; `url` comes when it listens there. */
function begin(
  argv: readonly string[],
  signal: AbortSignal,
  options: Partial<Parameters<typeof run>[1]> = {},
): { ran: Promise<Ran>; url: Promise<string> } {
  let hears = (_: string) => {};
  const listening = new Promise<string>((resolve) => {
    hears = (text) => {
      const [url] = text.match(/https?:\/\/127\.0\.0\.1:\d+/) ?? [];
      if (url !== undefined) resolve(url);
    };
  });
  const ran = run(["serve", "--port", "0", ...argv], { cwd: folder, signal, hears, ...options });
  const tooEarly = ran.then(({ stderr }) => Promise.reject(new Error(`it ended: ${stderr}`)));
  return { ran, url: Promise.race([listening, tooEarly]) };
}

const { Agent } = await import("undici");
const trusting = { dispatcher: new Agent({ connect: { rejectUnauthorized: false } }) };

async function codeAt(url: string, headers: Record<string, string> = {}) {
  const { statusCode, body } = await request(`${url}/v1/info`, { headers, ...trusting });
  const { code } = (await body.json()) as { code?: string };
  return [statusCode, code];
}

describe("whom it would be open to", () => {
  it.each([
    ["all addresses without TLS", ["--host", "0.0.0.0"], "tls_needed"],
    ["all addresses of the other kind", ["--host", "::"], "tls_needed"],
    ["a name of another machine", ["--host", "search.example"], "tls_needed"],
    ["what only looks like this machine", ["--host", "127.0.0.1.example"], "tls_needed"],
    ["a short form of this machine's address", ["--host", "127.1"], "tls_needed"],
    ["a proxy without a key", ["--behind-proxy"], "keys_needed"],
    [
      "all addresses behind a proxy, without a key",
      ["--host", "0.0.0.0", "--behind-proxy"],
      "keys_needed",
    ],
    ["a certificate without its key", ["--tls-cert", "a.pem"], "usage"],
    ["a key without its certificate", ["--tls-key", "a.pem"], "usage"],
    ["files that are not there", ["--tls-cert", "a.pem", "--tls-key", "b.pem"], "tls_unusable"],
    ["no address", ["--host", ""], "usage"],
    ["a port that is none", ["--port", "70000"], "usage"],
    ["a port in words", ["--port", "http"], "usage"],
    ["no workers", ["--workers", "0"], "usage"],
    ["a batch of nothing", ["--max-batch", "0"], "usage"],
    ["a summary", ["--json"], "usage"],
  ])("%s is refused", async (_what, argv, code) => {
    const ran = await serve(...argv);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(`[${code}]`);
  });

  it("a key that was revoked opens nothing", async () => {
    const id = (await createKey()).split("_")[1] ?? "";
    expect((await run(["keys", "revoke", id], { cwd: folder })).code).toBe(0);
    expect((await serve("--behind-proxy")).stderr).toContain("[keys_needed]");
    // On this machine nobody is let in then, rather than everybody.
    await serving([], async (url) => {
      expect(await codeAt(url)).toEqual([401, "key_missing"]);
    });
  });

  it("a private key that others can read is refused", async () => {
    await writeFile(join(folder, "c.pem"), "x");
    await writeFile(join(folder, "k.pem"), "x", { mode: 0o644 });
    const ran = await serve("--tls-cert", "c.pem", "--tls-key", "k.pem");
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("chmod 600")]);
    expect(ran.stderr).toContain("[tls_key_exposed]");
    await writeFile(join(folder, "l.pem"), "x", { mode: 0o600 });
    const other = await serve("--tls-cert", "c.pem", "--tls-key", "l.pem");
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("[tls_unusable]")]);
    await writeFile(join(folder, "l.pem"), "");
    const empty = await serve("--tls-cert", "c.pem", "--tls-key", "l.pem");
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining("[tls_unusable]")]);
    await writeFile(join(folder, "c.pem"), "");
    const none = await serve("--tls-cert", "c.pem", "--tls-key", "l.pem");
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("[tls_unusable]")]);
  });

  it("a port that is in use", async () => {
    await serving([], async (url) => {
      const ran = await serve("--port", new URL(url).port);
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("[port_in_use]")]);
    });
  });
});

describe("what it does", () => {
  it("answers this machine, says so in events, and stops when told", async () => {
    const { code, stdout, stderr } = await serving([], async (url) => {
      expect(await codeAt(url)).toEqual([200, undefined]);
    });
    expect([code, stdout]).toEqual([0, ""]);
    const events = eventsOf(stderr);
    expect(events[0]).toMatchObject({ event: "listening", release: "release-1", keys: "none" });
    expect(events.some((event) => event.event === "call" && event.route === "/v1/info")).toBe(true);
    expect(events.at(-1)).toMatchObject({ event: "end", exit_code: 0 });
  });

  it("says it in lines on a terminal", async () => {
    const { stderr } = await serving([], async (url) => void (await codeAt(url)), { terminal: 80 });
    expect(stderr).toMatch(
      /^Listening on http:\/\/127\.0\.0\.1:\d+ to everybody on this machine\.$/m,
    );
    expect(stderr.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stderr).toMatch(/^09:30:00 GET \/v1\/info 200 \d+ ms$/m);
  });

  it("asks everybody for a key as soon as there is one", async () => {
    await serving([], async (url) => {
      expect(await codeAt(url)).toEqual([200, undefined]);
      const token = await createKey();
      expect(await codeAt(url)).toEqual([401, "key_missing"]);
      expect(await codeAt(url, { authorization: `Bearer ${token}` })).toEqual([200, undefined]);
    });
  });

  it("lets in whoever has a key, until it is revoked", async () => {
    const token = await createKey("--scope", "match");
    const id = token.split("_")[1] ?? "";
    const { stderr } = await serving([], async (url) => {
      const headers = { authorization: `Bearer ${token}` };
      expect(await codeAt(url)).toEqual([401, "key_missing"]);
      expect(await codeAt(url, headers)).toEqual([200, undefined]);
      expect((await run(["keys", "revoke", id], { cwd: folder })).code).toBe(0);
      expect(await codeAt(url, headers)).toEqual([401, "key_refused"]);
    });
    expect(stderr).toContain(`"key":"${id}"`);
    expect(stderr).not.toContain(token.split("_")[2]);
  });

  it("tells no telephone number from the moment on that its owner may not be called", async () => {
    const npi = npiOf(1);
    const phone = "2175550142";
    const profile = person({ npi, first: "ADA", last: "EXEMPLAR", phone });
    const service = { ...fakeService(), profiles: async () => [profile] };
    await serving(
      [],
      async (url) => {
        const ask = async () => (await request(`${url}/v1/profiles/${npi}`)).body.text();
        expect(await ask()).toContain(phone);
        const ledger = join(folder, ".local/share/heartbeat");
        const store = await openChannelStore(ledger, {
          keyFile: join(ledger, "ledger.key"),
          random: randomBytes,
        });
        const flag = { channel: "call", reason: "opted_out", source: "crm", date: "2026-01-10" };
        await store.add([{ npi, ...flag, channel: "call" }]);
        await store.close();
        const told = await ask();
        expect(told).not.toContain(phone);
        expect(JSON.parse(told)).toMatchObject({ do_not_contact: [flag] });
      },
      { service },
    );
  });

  it("speaks TLS with the files that it was given", async () => {
    await mkdir(join(folder, "tls"));
    const pair = join(folder, "tls");
    const { execFileSync } = await import("node:child_process");
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        ...["-days", "2", "-subj", "/CN=localhost"],
        ...["-keyout", join(pair, "k.pem"), "-out", join(pair, "c.pem")],
      ],
      { stdio: "ignore" },
    );
    const argv = ["--tls-cert", join(pair, "c.pem"), "--tls-key", join(pair, "k.pem")];
    const { code } = await serving(argv, async (url) => {
      expect(url).toMatch(/^https:/);
      expect(await codeAt(url)).toEqual([200, undefined]);
    });
    expect(code).toBe(0);
    expect(await readFile(join(pair, "k.pem"), "utf8")).toContain("PRIVATE KEY");
  });
});

describe("over a registry", () => {
  const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));
  const registry = ["--registry", "registry"];

  it("gives the very list that the registry gives here, and has on record who was told", {
    timeout: patience,
  }, async () => {
    const list = join(folder, "leads.csv");
    await copyFile(join(fixtures, "leads.csv"), list);
    await fixtureRegistry(join(folder, "registry"));
    const enrich = (output: string, ...more: string[]) =>
      run(["enrich", list, "-o", join(folder, output), "--fields", "full", ...more], {
        cwd: folder,
      });
    const here = await enrich("here.csv", ...registry);
    expect(here.code).toBe(0);
    const token = await createKey();
    await writeFile(join(folder, "key"), token, { mode: 0o600 });
    const stop = new AbortController();
    const { ran: serving, url: listening } = begin(["--workers", "1", ...registry], stop.signal);
    const url = await listening;
    const asked = ["--service", url, "--api-key-file", join(folder, "key")];
    const there = await enrich("there.csv", ...asked);
    expect(there.code, there.stderr).toBe(0);
    const found = await run(["search", "--state", "IL", "--limit", "3", "--json", ...asked], {
      cwd: folder,
    });
    expect(JSON.parse(found.stdout).results).toHaveLength(3);
    stop.abort(new InterruptedError());
    const { code, stderr } = await serving;
    expect(code).toBe(0);
    const bytes = await Promise.all(
      ["here.csv", "there.csv"].map((name) => readFile(join(folder, name))),
    );
    expect(bytes[0]?.equals(bytes[1] as Buffer)).toBe(true);
    const statuses = eventsOf(stderr).flatMap((event) =>
      event.event === "call" ? event.status : [],
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const { stdout } = await run(["keys", "list", "--json"], { cwd: folder });
    // Every lead asked once, and the three people of the search.
    expect(JSON.parse(stdout).keys[0].spent).toBe(55 + 3);
  });
});
