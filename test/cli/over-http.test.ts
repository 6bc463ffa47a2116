import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { crowdRows, inventCrowd } from "../helpers/crowd.ts";
import {
  type MatchServer,
  type MatchServerOptions,
  startMatchServer,
} from "../helpers/match-server.ts";
import { npidata } from "../helpers/nppes.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const people = inventCrowd(350);
const here = ["--registry", "registry"];
const secret = "hb-CANARY-9c1e";
const holder = people[7]?.npi as string;

let folder: string;
let service: SearchService;
let server: MatchServer | undefined;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-over-http");
  await writeFile(join(folder, "leads.csv"), leadsOf(300));
  await writeFile(join(folder, "npidata.csv"), npidata(crowdRows(people)));
  await writeFile(join(folder, "few.csv"), npidata(crowdRows(people.slice(0, 50))));
  const built = await run(["registry", "import", "npidata.csv", ...here], { cwd: folder });
  expect(built.code, built.stderr).toBe(0);
  const registry = await openSqliteRegistry(join(folder, "registry"));
  service = createEmbeddedService(registry, { label: "the server's registry" });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

/** Leads about people of the crowd, torn in many ways. */
function leadsOf(count: number): string {
  const lines = people.slice(0, count).map(({ npi, name, addresses: [practice] }, i) => {
    const first = i % 6 === 1 ? name.first?.charAt(0) : name.first;
    const last = i % 9 === 4 ? `${name.last}X` : name.last;
    const given = i % 5 === 0 ? npi : "";
    const phone = i % 7 === 3 ? practice?.phone : "";
    const city = i % 4 === 2 ? "" : practice?.city;
    return [first, last, given, phone, city, practice?.state].join(",");
  });
  return `${["First Name,Last Name,NPI,Phone,City,State", ...lines].join("\n")}\n`;
}

async function serve(options: Partial<MatchServerOptions> = {}): Promise<string> {
  server = await startMatchServer({ service, ...options });
  return server.url;
}

async function heartbeat(argv: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const ran = await run(argv, { cwd: folder, env });
  expect(ran.stdout + ran.stderr).not.toContain("CANARY");
  return ran;
}

function read(name: string): Promise<string> {
  return readFile(join(folder, name), "utf8");
}

describe("a list over HTTP", () => {
  it("comes to the same bytes as in this process, however it is cut", async () => {
    const url = await serve({ limits: { batch: 40 } });
    const full = ["enrich", "leads.csv", "--fields", "full", "--force"];
    const near = await run([...full, "-o", "here.csv", ...here], { cwd: folder });
    expect(near.code, near.stderr).toBe(0);
    const there = await heartbeat([...full, "-o", "there.csv", "--service", url]);
    expect(there.code, there.stderr).toBe(0);
    expect(await read("there.csv")).toBe(await read("here.csv"));
    const sizes = server?.matchCalls().map(({ ids }) => ids.length) ?? [];
    expect(Math.max(...sizes)).toBe(40);
    // Nobody but the rows, and those of the sample that the prior was estimated from.
    expect(server?.account.charged().length).toBeLessThanOrEqual(2 * 300);
  });

  it("is explained row by row, with the evidence", async () => {
    const url = await serve();
    const { code, stdout } = await heartbeat([
      ...["explain", "leads.csv", "--row", "8", "--json", "--service", url],
    ]);
    expect(code).toBe(0);
    const { result } = JSON.parse(stdout);
    expect(result.candidates?.[0] ?? result).toBeDefined();
    expect(result.explanation).toBeDefined();
    const text = await heartbeat(["explain", "leads.csv", "--row", "8", "--service", url]);
    expect(text.code).toBe(0);
    expect(text.stdout).toContain("bits");
  });

  it("asks nothing for doctor and evaluate", async () => {
    const url = await serve();
    const env = { HEARTBEAT_SERVICE: url };
    const looked = await heartbeat(["doctor", "leads.csv"], env);
    expect(looked.code, looked.stderr).toBe(0);
    await writeFile(
      join(folder, "enriched.csv"),
      "Id,hb_status,hb_confidence,hb_reason,hb_npi,hb_candidates\n1,matched,0.99,npi: it is,1234567893,\n",
    );
    await writeFile(join(folder, "truth.csv"), "Id,npi\n1,1234567893\n");
    const measured = await heartbeat(["evaluate", "enriched.csv", "--truth", "truth.csv"], env);
    expect(measured.code, measured.stderr).toBe(0);
    expect(server?.calls).toEqual([]);
  });
});

describe("one profile over HTTP", () => {
  it("is shown as it is here", async () => {
    const url = await serve();
    const there = await heartbeat(["show", holder, "--service", url]);
    expect(there).toEqual(await run(["show", holder, ...here], { cwd: folder }));
    expect(there.stdout).toContain(holder);
    const unknown = await heartbeat(["show", "1234567893", "--service", url]);
    expect(unknown).toMatchObject({ code: 0, stdout: "" });
  });
});

describe("a configured service", () => {
  it("says nothing about the registry on this machine", async () => {
    const url = await serve();
    const env = { HEARTBEAT_SERVICE: url, HEARTBEAT_REGISTRY: "few" };
    for (const argv of [
      ["registry", "import", "few.csv"],
      ["registry", "status"],
      ["registry", "calibrate", "--sample", "500"],
    ]) {
      const { stderr } = await heartbeat(argv, env);
      expect(stderr).not.toContain("[not_available]");
      expect(stderr).not.toMatch(/bug/);
    }
    const { code, stdout } = await heartbeat(["registry", "status", "--json"], env);
    expect([code, JSON.parse(stdout).info.counts.profiles]).toEqual([0, 50]);
    expect(server?.calls).toEqual([]);
  });

  it.each(["http://search.example", "http://10.0.0.7:8080", "ftp://search.example", "nonsense"])(
    "is refused as %s",
    async (url) => {
      const ran = await heartbeat(["ping", "--service", url]);
      expect(ran).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("[service_unusable]"),
      });
    },
  );
});

describe("the key", () => {
  it("is sent to the service, from wherever it comes, and told to nobody else", async () => {
    const url = await serve({ apiKey: secret });
    await writeFile(join(folder, "key.txt"), `${secret}\n`, { mode: 0o600 });
    const ways: [string[], Record<string, string>][] = [
      [["--api-key-file", "key.txt"], {}],
      [[], { HEARTBEAT_API_KEY: secret }],
    ];
    for (const [argv, env] of ways) {
      const ran = await heartbeat(["show", holder, "--service", url, "-v", ...argv], env);
      expect(ran.code, ran.stderr).toBe(0);
      const pinged = await heartbeat(["ping", "--service", url, ...argv], env);
      expect(pinged.code).toBe(0);
      expect(pinged.stdout).toContain("API key   accepted (from ");
    }
    expect(new Set(server?.calls.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${secret}`]),
    );
  });

  it("that is missing or wrong ends every command with exit 4 and no output", async () => {
    const url = await serve({ apiKey: `${secret}-real` });
    for (const env of [{}, { HEARTBEAT_API_KEY: secret }]) {
      for (const argv of [
        ["ping"],
        ["show", holder],
        ["explain", "leads.csv", "--row", "1"],
        ["enrich", "leads.csv", "-o", "never.csv"],
      ]) {
        const ran = await heartbeat([...argv, "--service", url], { ...env, HEARTBEAT_DEBUG: "1" });
        expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining("[key_refused]") });
      }
    }
    await expect(read("never.csv")).rejects.toThrow("ENOENT");
  });

  it("in a file that others may read is not even sent", async () => {
    const url = await serve({ apiKey: secret });
    await writeFile(join(folder, "open.txt"), secret, { mode: 0o644 });
    const ran = await heartbeat(["ping", "--service", url, "--api-key-file", "open.txt"]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("[api_key_exposed]") });
    expect(server?.calls).toEqual([]);
  });
});

describe("ping over HTTP", () => {
  it("says who answers, and asks about nobody", async () => {
    const url = await serve({ limits: { batch: 40, per_second: 50 }, quota: 9000 });
    const { code, stdout, stderr } = await heartbeat(["ping", "--service", url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const told = stdout
      .replace(url, "http://127.0.0.1:…")
      .replace(/(Reached +|Latency +|Release +).*/g, "$1…");
    expect(told).toMatchInlineSnapshot(`
      "Service   search service http://127.0.0.1:…
      Reached   …
      API key   none sent
      Release   …
      Built     2026-01-20T09:30:00.000Z (0 days ago)
      Profiles  350
      Latency   …
      Limits    40 leads a call, 50 calls a second, 9,000 leads left on the account
      "
    `);
    expect(server?.calls.map(({ path }) => path)).toEqual([
      "/v1/info",
      ...Array.from({ length: 5 }, () => "/v1/info"),
    ]);
  });

  it("ends with exit 4 where nobody is at home", async () => {
    const url = await serve();
    await server?.close();
    server = undefined;
    const ran = await heartbeat(["ping", "--service", url, "--json"]);
    expect(ran).toMatchObject({ code: 4, stdout: "" });
    expect(ran.stderr).toContain("[service_unreachable]");
  });

  it.each([429, 500, 503])(
    "ends with exit 4 where every call but the first ends in %d",
    async (status) => {
      const url = await serve({
        fault: ({ number }) =>
          number === 1
            ? undefined
            : ({ response }) => response.writeHead(status, { "retry-after": "3600" }).end(),
      });
      const ran = await heartbeat(["ping", "--service", url]);
      expect(ran).toMatchObject({ code: 4, stdout: "" });
    },
  );
});
