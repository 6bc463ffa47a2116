import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MatchBatch, MatchResult } from "../../src/model/contract.ts";
import { StopError } from "../../src/model/errors.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { type FakeService, type FakeServiceOptions, fakeService } from "../helpers/service.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const rows = 60;
const batchSize = 10;
const remote = { local: false, counts: false };

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-resume");
  await writeFile(join(folder, "leads.csv"), list());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function list(count = rows): string {
  const lines = Array.from({ length: count }, (_, i) =>
    i % 3 === 0 ? `${npiOf(i + 1)},,` : `,Ada Exemplar${i},Springfield`,
  );
  return `NPI,Name,City\n${lines.join("\n")}\n`;
}

const usual = ["--concurrency", "2", "--batch-size", String(batchSize)];

function enrich(
  service: FakeService,
  extra: readonly string[] = [],
  more: { signal?: AbortSignal; stdin?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const input = more.stdin === undefined ? "leads.csv" : "-";
  return run(["enrich", input, ...usual, ...extra], { cwd: folder, service, ...more });
}

/** A service that a run is interrupted at, when it has answered so many batches. */
function interruptedAfter(calls: number, options: FakeServiceOptions = {}) {
  const controller = new AbortController();
  const service = fakeService({
    traits: remote,
    ...options,
    after: (results, call) => {
      if (call >= calls) controller.abort();
      return results;
    },
  });
  return { service, signal: controller.signal };
}

/** A service that stops for good at one call, with some of its batch answered. */
function stoppingAt(call: number, answered: number, exitCode: 4 | 5 = 5): FakeService {
  const inner = fakeService({ traits: remote });
  let calls = 0;
  return {
    ...inner,
    async match(batch, options) {
      calls++;
      if (calls > call) throw stop(exitCode, []);
      if (calls < call) return inner.match(batch, options);
      const { results } = await inner.match(firstOf(batch, answered), options);
      throw stop(exitCode, results);
    },
  };
}

function firstOf(batch: MatchBatch, count: number): MatchBatch {
  return { ...batch, requests: batch.requests.slice(0, count) };
}

function stop(exitCode: 4 | 5, answered: readonly MatchResult[]): StopError {
  const hint = "Run the same command again later.";
  return new StopError(exitCode, "service_down", "The service stopped answering.", hint, answered);
}

const state = () => join(folder, ".local/state/heartbeat");
const output = (name = "leads.enriched.csv") => readFile(join(folder, name));

async function journals(): Promise<string[]> {
  const runs = await readdir(join(state(), "runs")).catch(() => []);
  return runs.map((id) => join(state(), "runs", id, "journal.jsonl"));
}

async function unbroken(extra: readonly string[] = []): Promise<Buffer> {
  const name = "unbroken.csv";
  const { code } = await enrich(fakeService({ traits: remote }), [...extra, "-o", name]);
  expect(code).toBe(0);
  return output(name);
}

describe("a run that was interrupted", () => {
  it("writes nothing, says how to go on, and asks only what is missing", async () => {
    const whole = await unbroken();
    const first = interruptedAfter(3);
    const broken = await enrich(first.service, [], { signal: first.signal });
    expect(broken.code).toBe(130);
    expect(existsSync(join(folder, "leads.enriched.csv"))).toBe(false);
    const kept = new Set(first.service.asked.map(({ id }) => id)).size;
    expect(broken.stderr).toContain(`Run the same command again: ${kept} of ${rows} answers kept.`);

    const second = fakeService({ traits: remote });
    const resumed = await enrich(second, ["--json"]);
    expect(resumed.code).toBe(0);
    expect(second.asked).toHaveLength(rows - kept);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ resumed: kept, requests: rows });
    expect(resumed.stderr).toContain(`resuming: ${kept} of ${rows} answers`);
    expect(await output()).toEqual(whole);
    expect(await journals()).toEqual([]);
    expect(await readdir(join(state(), "outputs"))).toEqual([]);
    expect(await readdir(join(state(), "locks"))).toEqual([]);
  });

  it("sends one run key, in its resumes too, and another with --fresh", async () => {
    const keys = (service: FakeService) => service.batches.map(({ run_key }) => run_key);
    const first = interruptedAfter(2);
    await enrich(first.service, [], { signal: first.signal });
    const second = interruptedAfter(2);
    await enrich(second.service, [], { signal: second.signal });
    const fresh = fakeService({ traits: remote });
    const { stdout } = await enrich(fresh, ["--fresh", "--json"]);
    expect(new Set([...keys(first.service), ...keys(second.service)]).size).toBe(1);
    expect(keys(first.service)[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys(fresh)).not.toContain(keys(first.service)[0]);
    expect(fresh.asked).toHaveLength(rows);
    expect(JSON.parse(stdout)).toMatchObject({ resumed: 0 });
  });

  it("promises nothing where nothing is kept", async () => {
    const controller = new AbortController();
    const service = fakeService({
      traits: remote,
      before: () => {
        controller.abort();
        throw new Error("cut off");
      },
    });
    const { code, stderr } = await enrich(service, [], { signal: controller.signal });
    expect(code).toBe(130);
    expect(stderr).not.toContain("kept");
  });

  it("resumes standard input by its bytes", async () => {
    const first = interruptedAfter(3);
    await enrich(first.service, ["-o", "out.csv"], { signal: first.signal, stdin: list() });
    const second = fakeService({ traits: remote });
    const { code } = await enrich(second, ["-o", "out.csv"], { stdin: list() });
    expect(code).toBe(0);
    expect(second.asked.length).toBeLessThan(rows);
    const third = fakeService({ traits: remote });
    await enrich(third, ["-o", "other.csv"], { stdin: list(rows + 1) });
    expect(third.asked).toHaveLength(rows + 1);
  });

  it.each([
    ["another list", ["-o", "o.csv"], list(rows + 1)],
    ["another threshold", ["-o", "o.csv", "--min-confidence", "0.9"], undefined],
    ["another mapping", ["-o", "o.csv", "--map", "city="], undefined],
    ["another context", ["-o", "o.csv", "--prior", "0.5"], undefined],
  ])("answers nothing of %s", async (_, extra, text) => {
    const first = interruptedAfter(3);
    await enrich(first.service, [], { signal: first.signal });
    if (text !== undefined) await writeFile(join(folder, "leads.csv"), text);
    const second = fakeService({ traits: remote });
    expect((await enrich(second, extra)).code).toBe(0);
    expect(second.asked).toHaveLength(text === undefined ? rows : rows + 1);
  });

  it("goes on with other fields, another output, format and batch size", async () => {
    const first = interruptedAfter(3);
    await enrich(first.service, [], { signal: first.signal });
    const kept = first.service.asked.length;
    const second = fakeService({ traits: remote });
    const other = ["--fields", "contact", "-o", "o.xlsx", "--batch-size", "7"];
    expect((await enrich(second, other)).code).toBe(0);
    expect(second.asked).toHaveLength(rows - kept);
  });

  it("keeps its context, which is not settled again", async () => {
    await writeFile(join(folder, "leads.csv"), list(400));
    const counting = { local: false, counts: true };
    const names = { EXEMPLAR7: { first: 0, last: 90 }, ADA: { first: 90, last: 0 } };
    const first = interruptedAfter(25, { traits: counting, names });
    const extra = ["--batch-size", "10"];
    const broken = await enrich(first.service, extra, { signal: first.signal });
    expect(broken.stderr).toMatch(/prior 0\.\d+ \(estimated/);
    const second = fakeService({ traits: counting });
    const { stdout } = await enrich(second, [...extra, "--json"]);
    expect(second.nameCalls).toEqual([]);
    const { resumed, context } = JSON.parse(stdout);
    expect(resumed).toBeGreaterThan(0);
    expect(second.asked).toHaveLength(400 - resumed);
    expect(context).toEqual(first.service.batches.at(-1)?.context);
  });

  it("comes to the same workbook and receipt", async () => {
    const files = async (prefix: string) =>
      Promise.all([output(`${prefix}.xlsx`), output(`${prefix}.json`)]);
    const to = (prefix: string) => ["-o", `${prefix}/o.xlsx`, "--receipt", `${prefix}/o.json`];
    await mkdir(join(folder, "a"));
    await mkdir(join(folder, "b"));
    expect((await enrich(fakeService({ traits: remote }), to("a"))).code).toBe(0);
    const first = interruptedAfter(3);
    await enrich(first.service, to("b"), { signal: first.signal });
    const second = fakeService({ traits: remote });
    expect((await enrich(second, to("b"))).code).toBe(0);
    expect(second.asked.length).toBeLessThan(rows);
    const [[book], [bookAgain]] = [await files("a/o"), await files("b/o")];
    const receipts = (await Promise.all([files("a/o"), files("b/o")])).map(([, text]) =>
      String(text),
    );
    expect(bookAgain?.equals(book as Buffer)).toBe(true);
    expect(receipts[1]).toBe(receipts[0]);
  });

  it("is resumed as often as it is cut, and comes to the same bytes", async () => {
    const whole = await unbroken();
    let asked = 0;
    let last = 130;
    for (let cuts = 0; last === 130 && cuts < 20; cuts++) {
      const one = interruptedAfter(1);
      last = (await enrich(one.service, ["--concurrency", "1"], { signal: one.signal })).code;
      asked += one.service.asked.length;
    }
    expect({ last, asked }).toEqual({ last: 0, asked: rows });
    expect(await output()).toEqual(whole);
  });

  it("answers nothing of another release", async () => {
    const first = interruptedAfter(3);
    await enrich(first.service, [], { signal: first.signal });
    const second = fakeService({ traits: remote, release: "release-2" });
    expect((await enrich(second)).code).toBe(0);
    expect(second.asked).toHaveLength(rows);
  });

  it("is not touched by a dry run", async () => {
    const first = interruptedAfter(3);
    await enrich(first.service, [], { signal: first.signal });
    const before = await Promise.all((await journals()).map((path) => readFile(path)));
    expect(before).toHaveLength(1);
    expect((await enrich(fakeService({ traits: remote }), ["--dry-run"])).code).toBe(0);
    expect(await Promise.all((await journals()).map((path) => readFile(path)))).toEqual(before);
  });

  it("keeps what people are in it to itself", async () => {
    const first = interruptedAfter(3);
    await enrich(first.service, [], { signal: first.signal });
    const [path = ""] = await journals();
    const mode = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);
    expect(await mode(path)).toBe("600");
    expect(await mode(join(path, ".."))).toBe("700");
    expect(await mode(state())).toBe("700");
  });
});

describe("a journal cut anywhere", () => {
  it.each([0, 1, 40, 0.3, 0.5, 0.77, 0.999])("at %d comes to the same bytes", async (at) => {
    const whole = await unbroken();
    const first = interruptedAfter(5);
    await enrich(first.service, [], { signal: first.signal });
    const [path = ""] = await journals();
    const { size } = await stat(path);
    await truncate(path, at < 1 ? Math.floor(at * size) : at);
    const second = fakeService({ traits: remote });
    const { code, stderr } = await enrich(second);
    expect({ code, stderr: /damaged|cannot be used/.test(stderr) }).toEqual({
      code: 0,
      stderr: false,
    });
    expect(await output()).toEqual(whole);
    if (at >= 0.3 && at < 1) expect(second.asked.length).toBeLessThan(rows);
  });

  it("says what is damaged, and starts over where its beginning is", async () => {
    const first = interruptedAfter(5);
    await enrich(first.service, [], { signal: first.signal });
    const [path = ""] = await journals();
    const bytes = await readFile(path);
    const second = bytes.indexOf("\n") + 30;
    bytes[second] = (bytes[second] as number) ^ 1;
    await writeFile(path, bytes);
    const again = interruptedAfter(1);
    const { stderr } = await enrich(again.service, [], { signal: again.signal });
    expect(stderr).toContain("1 line of the journal damaged");
    bytes[20] = (bytes[20] as number) ^ 1;
    await writeFile(path, bytes);
    const third = fakeService({ traits: remote });
    const over = await enrich(third);
    expect(over.stderr).toContain("cannot be used; it starts over");
    expect({ code: over.code, asked: third.asked.length }).toEqual({ code: 0, asked: rows });
  });
});

describe("a service that stops", () => {
  it("leaves rows to be asked, and the same command replaces the output", async () => {
    const whole = await unbroken();
    const first = await enrich(stoppingAt(3, 4));
    expect(first.code).toBe(5);
    const partial = await output();
    expect(partial.toString()).toContain("not_attempted");
    const kept = Number(/again: (\d+) of 60/.exec(first.stderr)?.[1]);
    expect(kept).toBeGreaterThan(20);

    const second = fakeService({ traits: remote });
    const { code, stderr } = await enrich(second);
    expect({ code, asked: second.asked.length }, stderr).toEqual({ code: 0, asked: rows - kept });
    expect(await output()).toEqual(whole);
    // What is finished is nobody's to replace.
    expect((await enrich(fakeService({ traits: remote }))).code).toBe(2);
  });

  it("does not let the output go that somebody has changed since", async () => {
    await enrich(stoppingAt(3, 4));
    await writeFile(join(folder, "leads.enriched.csv"), "mine now");
    const { code, stderr } = await enrich(fakeService({ traits: remote }));
    expect({ code, exists: stderr.includes("output_exists") }).toEqual({ code: 2, exists: true });
    expect(String(await output())).toBe("mine now");
  });

  it("nor one that is changed while it goes on", async () => {
    await enrich(stoppingAt(3, 4));
    const service = fakeService({
      traits: remote,
      before: () => writeFile(join(folder, "leads.enriched.csv"), "mine now"),
    });
    const { code, stderr } = await enrich(service);
    expect({ code, appeared: stderr.includes("output_appeared") }).toEqual({
      code: 3,
      appeared: true,
    });
    expect(String(await output())).toBe("mine now");
    expect((await enrich(fakeService({ traits: remote }), ["--force"])).code).toBe(0);
  });

  it("nor for another list of the same name", async () => {
    await enrich(stoppingAt(3, 4));
    const partial = await output();
    await writeFile(join(folder, "leads.csv"), list(rows + 1));
    const { code, stderr } = await enrich(fakeService({ traits: remote }));
    expect({ code, exists: stderr.includes("output_exists") }).toEqual({ code: 2, exists: true });
    expect(await output()).toEqual(partial);
  });

  it("lets rejects, receipt and mapping be replaced as well", async () => {
    await writeFile(join(folder, "leads.csv"), `${list()}"never closed,x,y\n`);
    const files = ["--rejects", "r.csv", "--receipt", "r.json", "--save-map", "m.json"];
    expect((await enrich(stoppingAt(3, 4), files)).code).toBe(5);
    expect((await enrich(fakeService({ traits: remote }), files)).code).toBe(0);
    const receipt = JSON.parse(String(await output("r.json")));
    expect(receipt.statuses.not_attempted).toBe(0);
  });

  it("needs no output where it lets nobody in, and keeps its journal", async () => {
    const { code } = await enrich(stoppingAt(1, 0, 4));
    expect(code).toBe(4);
    expect(existsSync(join(folder, "leads.enriched.csv"))).toBe(false);
    expect(await journals()).toHaveLength(1);
  });
});

describe("rows without an answer", () => {
  it("are asked again, and only they", async () => {
    const failing = fakeService({
      traits: remote,
      answer: ({ id }) =>
        id % 7 === 0
          ? { id, status: "error", confidence: 0, reason: "service_failed: no" }
          : undefined,
    });
    expect((await enrich(failing)).code).toBe(5);
    const second = fakeService({ traits: remote });
    expect((await enrich(second, ["--concurrency", "1"])).code).toBe(0);
    expect(second.asked.map(({ id }) => id)).toEqual([7, 14, 21, 28, 35, 42, 49, 56]);
  });
});

describe("a registry of this machine", () => {
  it("keeps decisions only, and reads profiles again", async () => {
    const local = { local: true, counts: false };
    const first = interruptedAfter(3, { traits: local });
    await enrich(first.service, ["--fields", "identity,contact"], { signal: first.signal });
    const kept = first.service.asked.length;
    const [path = ""] = await journals();
    expect(String(await readFile(path))).not.toContain("ARABELLA");
    const second = fakeService({ traits: local });
    const { code } = await enrich(second, ["--fields", "identity,contact"]);
    expect({ code, asked: second.asked.length }).toEqual({ code: 0, asked: rows - kept });
    expect(await output()).toEqual(await unbroken(["--fields", "identity,contact"]));
  });

  it("is asked again about whoever it no longer holds", async () => {
    const local = { local: true, counts: false };
    const first = interruptedAfter(3, { traits: local });
    await enrich(first.service, [], { signal: first.signal });
    const kept = first.service.asked.length;
    const gone = npiOf(1);
    const inner = fakeService({ traits: local });
    const second: FakeService = {
      ...inner,
      profiles: async (npis) =>
        (await inner.profiles(npis)).map((profile) =>
          profile?.npi === gone ? undefined : profile,
        ),
    };
    expect((await enrich(second)).code).toBe(0);
    expect(inner.asked.filter(({ npi }) => npi === gone)).toHaveLength(1);
    expect(inner.asked).toHaveLength(rows - kept + 1);
  });

  it("keeps nothing for a reader that has seen enough", async () => {
    await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
    await writeFile(join(folder, "leads.csv"), list(3_000));
    const argv = [
      "enrich",
      "leads.csv",
      "-o",
      "-",
      "--registry",
      "npidata.csv",
      "--batch-size",
      "1",
    ];
    const ran = await spawnHeartbeat(argv, {
      cwd: folder,
      meanwhile: (child) => child.stdout?.once("data", () => child.stdout?.destroy()),
    });
    expect(ran.code, ran.stderr).toBe(0);
    expect(await journals()).toEqual([]);
  });

  it("goes on where nothing can be kept, and a service elsewhere does not", async () => {
    await writeFile(join(folder, "file"), "");
    const env = { XDG_STATE_HOME: join(folder, "file") };
    const registry = await enrich(fakeService(), [], { env });
    expect({ code: registry.code, said: registry.stderr.includes("cannot be resumed") }).toEqual({
      code: 0,
      said: true,
    });
    const elsewhere = ["--service", "https://heartbeat.example", "-o", "o.csv"];
    const { code, stderr } = await enrich(fakeService({ traits: remote }), elsewhere, { env });
    expect({ code, told: stderr.includes("state_not_writable") }).toEqual({ code: 3, told: true });
  });
});
