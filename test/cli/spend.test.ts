import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SearchService } from "../../src/service/search-service.ts";
import { faulty } from "../helpers/faults.ts";
import { inventLeads, leadColumns } from "../helpers/people.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { type Ran, run } from "../helpers/run.ts";
import { type FakeService, fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-spend");
  await list(
    "npis.csv",
    ["NPI"],
    Array.from({ length: 30 }, (_, n) => [npiOf(n + 1)]),
  );
  await list("people.csv", leadColumns, inventLeads(400));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function list(name: string, columns: readonly string[], rows: readonly string[][]) {
  const lines = [columns, ...rows].map((cells) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","),
  );
  await writeFile(join(folder, name), `${lines.join("\n")}\n`);
}

const elsewhere = (options = {}): FakeService =>
  fakeService({ traits: { local: false, counts: true }, ...options });

function enrich(service: SearchService, ...argv: string[]): Promise<Ran> {
  // No test takes up what another has left.
  return run(["enrich", ...argv, "--force", "--fresh"], { cwd: folder, service });
}

const read = (name: string) => readFile(join(folder, name), "utf8");

describe("--max-requests", () => {
  it("asks so many leads, and says with exit 5 how to go on", async () => {
    const service = fakeService();
    const { code, stderr } = await enrich(service, "npis.csv", "--max-requests", "12");
    expect(code).toBe(5);
    expect(service.asked).toHaveLength(12);
    expect(stderr).toMatch(/not_attempted\s+18\s+60\.0 %/);
    expect(stderr).toContain("12 leads asked");
    expect(stderr).toMatch(/\nRun the same command again: 12 of 30 answers kept\.\n$/);
    const lines = (await read("npis.enriched.csv")).trim().split("\n");
    expect(lines[12]).toMatch(/,matched,/);
    expect(lines[13]).toMatch(/,not_attempted,,request_limit: over the limit of --max-requests,/);
  });

  it("goes on with the same command, and ends as a run without a limit", async () => {
    const people = Array.from({ length: 30 }, (_, n) => [npiOf(n + 101)]);
    await list("own.csv", ["NPI"], people);
    const service = fakeService();
    const codes: number[] = [];
    for (let n = 0; n < 3; n++) {
      const argv = ["enrich", "own.csv", "-o", "limited.csv", "--max-requests", "12"];
      codes.push((await run(argv, { cwd: folder, service })).code);
    }
    expect(codes).toEqual([5, 5, 0]);
    expect(service.asked.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    await enrich(fakeService(), "own.csv", "-o", "unlimited.csv");
    expect(await read("limited.csv")).toBe(await read("unlimited.csv"));
  });

  it("0 asks nobody, and offers a limit that does", async () => {
    const service = fakeService();
    const { code, stderr } = await enrich(service, "npis.csv", "--max-requests", "0");
    expect({ code, asked: service.asked }).toEqual({ code: 5, asked: [] });
    expect(stderr).toContain("--retry-errors --max-requests 30\n");
  });

  it("is no limit where the list is shorter", async () => {
    const { code } = await enrich(fakeService(), "npis.csv", "--max-requests", "30");
    expect(code).toBe(0);
  });

  it("may be said by the environment or a file, and is then not typed again", async () => {
    const env = { HEARTBEAT_MAX_REQUESTS: "3" };
    const service = fakeService();
    const ran = await run(["enrich", "npis.csv", "-f", "--fresh"], { cwd: folder, service, env });
    expect(service.asked).toHaveLength(3);
    const none = { HEARTBEAT_MAX_REQUESTS: "0" };
    const retried = await run(["enrich", "npis.csv", "-f", "--fresh"], {
      ...{ cwd: folder, service, env: none },
    });
    expect(ran.stderr).toContain("3 of 30 answers kept");
    expect(retried.stderr).toMatch(/30 not_attempted:\s+heartbeat enrich \S+ --retry-errors\n$/);
  });

  it.each(["-1", "1.5", "many", ""])("refuses %j", async (given) => {
    const { code, stderr } = await enrich(fakeService(), "npis.csv", `--max-requests=${given}`);
    expect(code).toBe(2);
    expect(stderr).toContain("whole number from 0 on");
  });

  it("leaves nothing of a command to type where the list goes to standard output", async () => {
    const { code, stderr } = await enrich(
      fakeService(),
      ...["npis.csv", "-o", "-", "--max-requests", "1"],
    );
    expect(code).toBe(5);
    expect(stderr).not.toContain("--retry-errors");
  });
});

describe("an estimate over a service elsewhere", () => {
  it("counts for the limit, and is told", async () => {
    const service = elsewhere();
    const ran = await enrich(service, "people.csv", "--max-requests", "1000", "--json");
    const { requests, estimate_requests } = JSON.parse(ran.stdout);
    expect(estimate_requests).toBeGreaterThan(300);
    expect(requests + estimate_requests).toBe(service.asked.length);
    expect(service.asked.length).toBeLessThanOrEqual(1000);
    expect(ran.stderr).toMatch(/prior 0\.\d\d \(estimated by \d+ requests\)/);
    expect(ran.stderr).toMatch(/leads asked and \d+ more to estimate the prior/);
  });

  it("is not made where it might not fit, and that is said", async () => {
    const service = elsewhere();
    const ran = await enrich(service, "people.csv", "--max-requests", "500", "--json");
    expect(JSON.parse(ran.stdout)).toMatchObject({ estimate_requests: 0, context: { prior: 0.8 } });
    expect(ran.stderr).toContain("--max-requests is too low to estimate the prior");
  });

  it("costs nothing in this process", async () => {
    const service = fakeService();
    const ran = await enrich(service, "people.csv", "--max-requests", "10", "--json");
    expect(JSON.parse(ran.stdout)).toMatchObject({ estimate_requests: 0, requests: 10 });
    expect(ran.stderr).toMatch(/prior 0\.\d\d \(estimated\)/);
  });

  it("of a service that stops ends the run with exit 4, and writes nothing", async () => {
    const service = faulty(elsewhere(), { stopsAt: { call: 2, answered: 50 } });
    const { code, stderr } = await enrich(service, "people.csv", "-o", "stopped.csv");
    expect(code).toBe(4);
    expect(stderr).toContain("The service is down. [service_down]\nTry again later.");
    expect(existsSync(join(folder, "stopped.csv"))).toBe(false);
  });

  it("is not made from failures", async () => {
    const some = faulty(elsewhere(), { fails: (row) => row % 5 === 0 });
    const none = await enrich(elsewhere(), "people.csv", "--json");
    const ran = await enrich(some, "people.csv", "--json");
    const [a, b] = [none, ran].map(({ stdout }) => JSON.parse(stdout).context.prior as number);
    expect(Math.abs((a as number) - (b as number))).toBeLessThan(0.05);
    const most = faulty(elsewhere(), { fails: (row) => row % 5 !== 0 });
    const failed = await enrich(most, "people.csv", "-o", "failed.csv");
    expect(failed.code).toBe(4);
    expect(failed.stderr).toContain("[estimate_failed]");
    expect(existsSync(join(folder, "failed.csv"))).toBe(false);
  });
});

describe("a service that stops", () => {
  it("leaves the output with what was answered, its own words and exit 5", async () => {
    const service = faulty(elsewhere(), { stopsAt: { call: 2, answered: 3 } });
    const ran = await enrich(service, "npis.csv", "--batch-size", "10", "--concurrency", "1");
    expect(ran.code).toBe(5);
    expect(ran.stderr).toMatch(/matched\s+13\s/);
    expect(ran.stderr).toMatch(/service_down\s+17\n/);
    expect(ran.stderr).toMatch(
      /error: The service is down\. \[service_down\]\nTry again later\.\n$/,
    );
    expect((await run(["verify", "npis.enriched.csv"], { cwd: folder })).code).toBe(0);
  });

  it("with exit 4 where it lets nobody in, and then without an output", async () => {
    const service = faulty(elsewhere(), { stopsAt: { call: 1, answered: 0, exitCode: 4 } });
    const { code, stderr } = await enrich(service, "npis.csv", "-o", "refused.csv");
    expect(code).toBe(4);
    expect(stderr).toContain("[key_refused]");
    expect(existsSync(join(folder, "refused.csv"))).toBe(false);
    expect(existsSync(join(folder, "refused.csv.receipt.json"))).toBe(false);
  });

  it("with exit 4 and an output where it did so midway", async () => {
    const service = faulty(elsewhere(), { stopsAt: { call: 1, answered: 7, exitCode: 4 } });
    const { code } = await enrich(service, "npis.csv", "--batch-size", "10", "--concurrency", "1");
    expect(code).toBe(4);
    expect(await read("npis.enriched.csv")).toContain(",not_attempted,,key_refused: ");
  });

  it("and rows that it fails on are told together", async () => {
    const service = faulty(elsewhere(), {
      fails: (row) => row === 3,
      stopsAt: { call: 1, answered: 5 },
    });
    const ran = await enrich(service, "npis.csv", "--batch-size", "10", "--concurrency", "1");
    expect(ran.stderr).toContain("4 of 30 answers kept");
    const none = faulty(elsewhere(), {
      fails: (row) => row === 1,
      stopsAt: { call: 1, answered: 1 },
    });
    const left = await enrich(none, "npis.csv", "--batch-size", "10", "--concurrency", "1");
    expect(left.stderr).toMatch(/1 error, 29 not_attempted:\s+heartbeat enrich /);
  });
});

describe("a dry run over a service elsewhere", () => {
  let server: Server;
  let connections = 0;
  let address: string;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    address = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));
  beforeEach(() => {
    connections = 0;
  });

  /** Without a service in its place: what the program would open is opened. */
  const dry = (...argv: string[]) => run(["enrich", ...argv, "--dry-run"], { cwd: folder });

  it("says whom it would ask how often, and with what, and asks nobody", async () => {
    const { code, stderr } = await dry("people.csv", "--service", address);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      new RegExp(
        `Would ask ${address} \\d+ requests for 400 rows \\(identical leads are asked once`,
      ),
    );
    expect(stderr).toMatch(/full_name {2,}\d+ cells of Name/);
    expect(stderr).toMatch(/To estimate the prior takes up to \d+ requests more/);
    expect(stderr).not.toContain("name order");
    expect(connections).toBe(0);
  });

  it("whose connections would be noticed", async () => {
    const socket = connect(Number(new URL(address).port), "127.0.0.1");
    await new Promise((closed) => socket.on("error", () => undefined).on("close", closed));
    expect(connections).toBe(1);
  });

  it("says what a limit leaves unasked", async () => {
    const { stdout, stderr } = await dry(
      ...["npis.csv", "--service", address, "--max-requests", "12", "--json"],
    );
    expect(stderr).toMatch(/Would ask \S+ 12 requests for 30 rows/);
    expect(stderr).toContain("--max-requests leaves 18 leads unasked.");
    expect(JSON.parse(stdout)).toMatchObject({
      dry_run: true,
      requests: 12,
      estimate_requests: 0,
      service: address,
      release: null,
      context: null,
    });
  });

  it("refuses a user or password in the address, and shows neither", async () => {
    const ran = await dry(
      "npis.csv",
      "--service",
      "https://someone:hunter2@example.org/",
      "--json",
    );
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("[service_unusable]") });
    expect(ran.stdout + ran.stderr).not.toMatch(/someone|hunter2/);
  });

  it("of the public API says that a lead takes several calls", async () => {
    const { stderr } = await dry("people.csv", "--service", "nppes:");
    expect(stderr).toContain("Would ask the public NPPES API ");
    expect(stderr).toContain("A lead takes several calls to the public API.");
    expect(stderr).not.toContain("To estimate");
  });

  it("makes no call whatever is said", () => {
    const options = fc.subarray(
      [
        ["--max-requests", "7"],
        ["--json"],
        ["--verbose"],
        ["--prior", "0.5"],
        ["--map", "phone="],
        ["--target-precision", "0.99"],
        ["--format", "ndjson"],
        ["--batch-size", "1"],
        ["--replace-hb"],
        ["--no-receipt"],
        ["--quiet"],
        ["-f"],
      ],
      { minLength: 0 },
    );
    const lists = fc.constantFrom("people.csv", "npis.csv");
    const services = fc.constantFrom("own", "nppes:own");
    return fc.assert(
      fc.asyncProperty(lists, services, options, async (name, service, said) => {
        const at = service.replace("own", address);
        const { code, stderr } = await dry(name, "--service", at, ...said.flat());
        expect({ code, connections }, stderr).toEqual({ code: 0, connections: 0 });
      }),
      { numRuns: runs(20, 10_000) },
    );
  });
});
