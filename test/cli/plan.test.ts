import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalSha256 } from "../../src/enrich/receipt/canonical-hash.ts";
import type { PlanFile } from "../../src/list/plan/plan-file.ts";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { inventLeads, leadColumns } from "../helpers/people.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
const registry = ["--registry", "registry"];

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-plan");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const text = (name: string) => readFile(path(name), "utf8");
const planOf = async (name: string): Promise<PlanFile> => JSON.parse(await text(name));

function heartbeat(argv: readonly string[], options: object = {}): Promise<Ran> {
  return run(argv, { cwd: folder, service: fakeService(), ...options });
}

const csv = (rows: readonly (readonly string[])[]) =>
  [leadColumns, ...rows]
    .map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`)
    .join("");

/** As somebody would who edits a plan and knows how it is sealed. */
async function reseal(
  name: string,
  change: (plan: Record<string, unknown>) => void,
): Promise<void> {
  const { plan_sha256: _, ...plan } = (await planOf(name)) as unknown as Record<string, unknown>;
  change(plan);
  await writeFile(path(name), JSON.stringify({ ...plan, plan_sha256: canonicalSha256(plan) }));
}

describe("over the invented list", () => {
  let planned: Ran;
  beforeAll(async () => {
    await fixtureRegistry(path("registry"));
    await writeFile(path("leads.csv"), await readFile(join(fixtures, "leads.csv")));
    const argv = ["plan", "leads.csv", "--fields", "identity", "--min-confidence", "0.9"];
    planned = await run([...argv, ...registry], { cwd: folder });
  });

  it("says whom it would ask what, and writes nothing but the plan", async () => {
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stderr).toContain("62 rows, 55 requests to the registry of this machine");
    expect(planned.stderr).toMatch(/Leads by the strongest key\n {2}npi +10\n {2}phone +5\n/);
    expect(planned.stderr).toContain("repeat an earlier lead");
    expect(planned.stderr).toMatch(/heartbeat apply \S+leads\.plan\.json --registry /);
    expect((await readdir(folder)).filter((name) => name.startsWith("leads"))).toEqual([
      ...["leads.csv", "leads.plan.json"],
    ]);
    expect((await stat(path("leads.plan.json"))).mode & 0o777).toBe(0o600);
  });

  it("counts every row once", async () => {
    const { leads, excluded, requests, list } = await planOf("leads.plan.json");
    const sum = (counts: object) => Object.values(counts).reduce((a: number, b) => a + b, 0);
    expect(sum(leads)).toBe(requests);
    const { invalid_input, repeated, request_limit } = excluded;
    expect(sum(leads) + sum(invalid_input) + repeated + request_limit).toBe(list.rows);
  });

  it("holds no cell of the list, and is the same whenever it is made", async () => {
    const bytes = await text("leads.plan.json");
    const [, ...rows] = (await text("leads.csv")).split("\n");
    const cells = rows.flatMap((row) => row.split(",")).filter((cell) => cell.length > 4);
    expect(cells.filter((cell) => bytes.includes(cell))).toEqual([]);
    const argv = ["plan", "leads.csv", "--fields", "identity", "--min-confidence", "0.9", "-f"];
    await run([...argv, ...registry], { cwd: folder, date: "2031-01-01T00:00:00Z" });
    expect(await text("leads.plan.json")).toBe(bytes);
  });

  it("is applied to the same bytes as the run it is of", async () => {
    const applied = await run(["apply", "leads.plan.json", "-o", "applied.csv", ...registry], {
      cwd: folder,
    });
    expect(applied.code, applied.stderr).toBe(0);
    const argv = ["enrich", "leads.csv", "--fields", "identity", "--min-confidence", "0.9"];
    await run([...argv, "-o", "enriched.csv", ...registry], { cwd: folder });
    expect(await text("applied.csv")).toBe(await text("enriched.csv"));
    const receipts = [
      await text("applied.csv.receipt.json"),
      await text("enriched.csv.receipt.json"),
    ];
    const [a, b] = receipts.map((receipt) => {
      const { receipt_sha256: _, ...rest } = JSON.parse(receipt);
      return { ...rest, output: { ...rest.output, name: "" } };
    });
    expect(a).toEqual(b);
  });

  it("prints a summary with --json, and itself to standard output", async () => {
    const json = await run(["plan", "leads.csv", "-f", "--json", ...registry], { cwd: folder });
    const { plan_sha256 } = await planOf("leads.plan.json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema_version: 1,
      rows: 62,
      requests: 55,
      plan_sha256,
    });
    const printed = await run(["plan", "leads.csv", "-o", "-", ...registry], { cwd: folder });
    expect(JSON.parse(printed.stdout)).toEqual(await planOf("leads.plan.json"));
    const both = await run(["plan", "leads.csv", "-o", "-", "--json", ...registry], {
      cwd: folder,
    });
    expect(both.code).toBe(2);
  });
});

describe("what was said of the run", () => {
  const header = "Name A,Name B,Email,Cell Phone,NPI";
  beforeAll(async () => {
    await writeFile(
      path("odd.csv"),
      `${header}\nAnn Muster,,,,${npiOf(1)}\nBob Probst,,,,${npiOf(2)}\n`,
    );
    await writeFile(
      path("map.json"),
      JSON.stringify({ schema_version: 1, map: { full_name: "Name A", phone: "" } }),
    );
  });

  it.each([
    ["columns by --map", ["--map", "full_name=Name A", "--map", "email="]],
    ["columns of a file", ["--map-file", "map.json"]],
    ["columns that a run writes into", ["--map", "full_name=Name A", "--write", "fill"]],
    ["columns that it overwrites", ["--map", "full_name=@1", "--write", "overwrite", "Cell Phone"]],
    ["a context", ["--map", "full_name=Name A", "--prior", "0.3", "--name-order", "last_first"]],
    ["cells", ["--map", "full_name=Name A", "--fields", "contact", "--with-provenance", "--raw"]],
    ["a limit", ["--map", "full_name=Name A", "--max-requests", "1"]],
    ["a format", ["--map", "full_name=Name A", "--format", "ndjson"]],
    ["duplicates", ["--map", "full_name=Name A", "--dedupe", "mark"]],
    ["a precision", ["--map", "full_name=Name A", "--target-precision", "0.99"]],
    ["guesses", ["--yes"]],
  ])("%s: planned and applied, the output is what enrich writes", async (_, words) => {
    const [before, after] = words.includes("--write") ? [[], words] : [words, []];
    const planned = await heartbeat([
      "plan",
      ...before,
      "odd.csv",
      "-o",
      "odd.json",
      "-f",
      ...after,
    ]);
    expect(planned.code, planned.stderr).toBe(0);
    await heartbeat(["enrich", ...before, "odd.csv", "-o", "plain.out", "-f", ...after]);
    const applied = await heartbeat(["apply", "odd.json", "-o", "applied.out", "-f", "--fresh"]);
    expect([0, 5], applied.stderr).toContain(applied.code);
    expect(await text("applied.out")).toBe(await text("plain.out"));
  });

  it("goes before what the configuration says; what it cannot unsay makes it refuse", async () => {
    await heartbeat(["plan", "odd.csv", "--map", "full_name=Name A", "-o", "odd.json", "-f"]);
    const env = { HEARTBEAT_MIN_CONFIDENCE: "0.5", HEARTBEAT_FIELDS: "full" };
    const said = await heartbeat(["apply", "odd.json", "-o", "env.out", "-f"], { env });
    expect(said.code, said.stderr).toBe(0);
    expect((await text("env.out")).split("\n")[0]).not.toContain("hb_suffix");
    const more = await heartbeat(["apply", "odd.json", "-o", "env.out", "-f"], {
      env: { HEARTBEAT_PRIOR: "0.5" },
    });
    expect(more.code).toBe(7);
    expect(more.stderr).toContain("settings.prior: planned nothing, is 0.5");
  });
});

describe("a service elsewhere", () => {
  const elsewhere = () => fakeService({ traits: { local: false, counts: true } });
  const server = ["--service", "http://127.0.0.1:9"];

  it("hears of no lead before the plan is applied", async () => {
    await writeFile(path("many.csv"), csv(inventLeads(400)));
    const service = elsewhere();
    const planned = await heartbeat(["plan", "many.csv", ...server], { service });
    expect(planned.code, planned.stderr).toBe(0);
    expect([service.asked.length, service.nameCalls.length]).toEqual([0, 0]);
    const plan = await planOf("many.plan.json");
    expect([plan.context, plan.service, plan.release]).toEqual([
      null,
      { kind: "http", address: "http://127.0.0.1:9/" },
      "release-1",
    ]);
    expect(plan.estimate_requests).toBeGreaterThan(0);
    expect(planned.stderr).toContain("more to estimate the prior");
    const applied = await heartbeat(["apply", "many.plan.json", ...server], { service });
    expect(applied.code, applied.stderr).toBe(0);
    expect(new Set(service.asked.map(({ id }) => id)).size).toBeGreaterThan(300);
  });

  it("is the user's word and never the plan's", async () => {
    const service = elsewhere();
    const local = await heartbeat(["apply", "many.plan.json", "-f"], { service });
    expect([local.code, service.asked.length]).toEqual([7, 0]);
    expect(local.stderr).toContain('service.kind: planned "http", is "registry"');
    await heartbeat(["plan", "many.csv", "-o", "local.json"]);
    await reseal("local.json", (plan) => {
      plan.service = { kind: "http", address: "http://127.0.0.1:9/" };
    });
    const sent = await heartbeat(["apply", "local.json", "-f"], { service });
    expect([sent.code, service.asked.length]).toEqual([7, 0]);
  });
});

describe("anything that differs", () => {
  const list = csv(inventLeads(40));
  const base = ["--fields", "identity", "--map", "full_name=Name", "--max-requests", "30"];
  let plan: string;
  beforeAll(async () => {
    await writeFile(path("list.csv"), list);
    const made = await heartbeat(["plan", "list.csv", ...base, "-o", "list.json"]);
    expect(made.code, made.stderr).toBe(0);
    plan = await text("list.json");
  });

  /** What somebody may have done since, and what of it is told. */
  const byte = fc
    .tuple(fc.nat({ max: list.length - 1 }), fc.constantFrom("x", " ", "\n", ",", "7", '"'))
    .filter(([at, sign]) => at > csv([]).length && list[at] !== sign)
    .map(([at, sign]) => ({
      list: list.slice(0, at) + sign + list.slice(at + 1),
      release: "release-1",
      env: {},
    }));
  const release = fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((id) => id !== "release-1")
    .map((id) => ({ list, release: id, env: {} }));
  const option = fc
    .constantFrom(
      { HEARTBEAT_PRIOR: "0.4" },
      { HEARTBEAT_NAME_ORDER: "last_first" },
      { HEARTBEAT_NAME_COLUMNS: "swapped" },
      { HEARTBEAT_FRESH_WITHIN: "30d" },
      { HEARTBEAT_DELIMITER: "," },
      { HEARTBEAT_ENCODING: "utf-8" },
      { HEARTBEAT_HEADER_ROW: "1" },
      { HEARTBEAT_SERVICE: "http://127.0.0.1:9" },
      { HEARTBEAT_SERVICE: "nppes:" },
    )
    .map((env) => ({ list, release: "release-1", env }));
  const mapping = fc
    .tuple(
      fc.nat({ max: leadColumns.length - 1 }),
      fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."xyzq") }),
    )
    .map(([at, name]) => {
      const header = leadColumns.map((column, i) => (i === at ? `${column}${name}` : column));
      return {
        list: list.replace(csv([]), `"${header.join('","')}"\n`),
        release: "release-1",
        env: {},
      };
    });

  it("makes apply refuse before anybody is asked, and leaves nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(byte, release, option, mapping), async (change) => {
        await writeFile(path("list.csv"), change.list);
        const service = fakeService({ release: change.release });
        const ran = await heartbeat(["apply", "list.json", "-o", "list.out"], {
          service,
          env: change.env,
        });
        expect([7, 2, 3], ran.stderr).toContain(ran.code);
        expect([service.asked.length, service.nameCalls.length]).toEqual([0, 0]);
        if (ran.code === 7) expect(ran.stderr).toMatch(/\n[\w.]+: planned\s.*,\s?is\s/s);
        expect((await readdir(folder)).filter((name) => name.startsWith("list.out"))).toEqual([]);
      }),
      { numRuns: runs(25, 1_200) },
    );
    await writeFile(path("list.csv"), list);
    const same = await heartbeat(["apply", "list.json", "-o", "list.out"]);
    expect([0, 5], same.stderr).toContain(same.code);
  });

  it("in the plan itself is noticed: it is sealed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: plan.length - 1 }),
        fc.constantFrom("0", "1", "a", "}", " ", '"'),
        async (at, sign) => {
          const edited = plan.slice(0, at) + sign + plan.slice(at + 1);
          const isSame = (() => {
            try {
              return canonicalSha256(JSON.parse(edited)) === canonicalSha256(JSON.parse(plan));
            } catch {
              return false;
            }
          })();
          await writeFile(path("edited.json"), edited);
          const service = fakeService();
          const ran = await heartbeat(["apply", "edited.json", "-o", "edited.out", "-f"], {
            service,
          });
          if (isSame) return;
          expect([ran.code, service.asked.length], ran.stderr).toEqual([3, 0]);
        },
      ),
      { numRuns: runs(20, 1_200) },
    );
  });

  it.each([
    [
      "the version",
      (plan: Record<string, unknown>) => Object.assign(plan, { tool_version: "9.9.9" }),
      "tool_version",
    ],
    [
      "the mapping",
      (plan: Record<string, unknown>) => Object.assign(plan, { mapping: {} }),
      "mapping.full_name",
    ],
    [
      "the context",
      (plan: Record<string, unknown>) =>
        Object.assign(plan, { context: { name_order: "mixed", prior: 0.11 } }),
      "context.prior",
    ],
    [
      "columns to write",
      (plan: Record<string, unknown>) =>
        Object.assign(plan, { written: [{ column: 1, name: "Id", field: "npi" }] }),
      "written",
    ],
    [
      "requests",
      (plan: Record<string, unknown>) => Object.assign(plan, { requests: 1 }),
      "requests",
    ],
    [
      "a threshold",
      (plan: Record<string, unknown>) =>
        Object.assign(plan.settings as object, { min_confidence: 0.2 }),
      "",
    ],
  ])("also when a plan was edited and sealed again: %s", async (_, change, what) => {
    await writeFile(path("list.csv"), list);
    await writeFile(path("edited.json"), plan);
    await reseal("edited.json", change);
    const service = fakeService();
    const ran = await heartbeat(["apply", "edited.json", "-o", "edited.out", "-f"], { service });
    // Who seals a plan anew says what is to be done; what is not his to say is held against it.
    if (what === "") return expect([0, 5]).toContain(ran.code);
    expect([ran.code, service.asked.length], ran.stderr).toEqual([7, 0]);
    expect(ran.stderr).toContain(what);
  });

  it("in a list of people seen before, too", async () => {
    await writeFile(path("list.csv"), list);
    await heartbeat(["enrich", "list.csv", "-o", "seen.csv", "-f"]);
    await heartbeat([
      "plan",
      "list.csv",
      "--dedupe",
      "mark",
      "--dedupe-against",
      "seen.csv",
      "-o",
      "seen.json",
      "-f",
    ]);
    await writeFile(path("seen.csv"), `${await text("seen.csv")}\n`);
    const ran = await heartbeat(["apply", "seen.json", "-o", "seen.out"]);
    expect(ran.code).toBe(7);
    expect(ran.stderr).toContain("dedupe_against.0.sha256");
  });
});

describe("what is no plan", () => {
  const sealed = (plan: object) => JSON.stringify({ ...plan, plan_sha256: canonicalSha256(plan) });
  it.each([
    ["nothing", ""],
    ["a text", "hello"],
    ["an open bracket a hundred thousand times", "[".repeat(100_000)],
    ["null", "null"],
    ["a list", "[1]"],
    ["an object", "{}"],
    ["a receipt", '{"schema_version":1,"tool_version":"0.1.0","receipt_sha256":"00"}'],
    ["a later plan", '{"schema_version":2}'],
    ["a sealed nothing", sealed({ schema_version: 1 })],
    ["a prototype", '{"__proto__":{"schema_version":1},"schema_version":1}'],
    ["half of one", '{"schema_version":1,"tool_version":"0'],
    ["binary", "\u0000\u0001\ufffd"],
    ["names of a terminal's commands", '{"schema_version":1,"\u001b[31m":1}'],
  ])("%s is refused in one sentence", async (_, content) => {
    await writeFile(path("none.json"), content);
    const service = fakeService();
    const ran = await heartbeat(["apply", "none.json"], { service });
    expect([ran.code, ran.stdout, service.asked.length]).toEqual([3, "", 0]);
    expect(ran.stderr).toMatch(
      /^error: \S+none\.json cannot be used: [^\n]* \[plan_unusable\]\nPlan the run again/,
    );
  });

  it.each([
    ["a file that is not there", ["apply", "gone.json"], 3],
    ["a folder", ["apply", "."], 3],
    ["a device", ["apply", "/dev/zero"], 3],
    ["standard input", ["plan", "-"], 2],
    ["a stream", ["plan", "/dev/null"], 2],
    ["a list that is not there", ["plan", "gone.csv"], 3],
    ["a plan over its list", ["plan", "own.csv", "-o", "own.csv", "-f"], 2],
    ["a plan over another", ["plan", "own.csv", "-o", "none.json"], 2],
    ["a file for a page", ["apply", "own.json", "--report", "-"], 2],
    ["an output over the list", ["apply", "own.json", "-o", "own.csv", "-f"], 2],
    ["a mode without a meaning", ["plan", "own.csv", "--write", "append", "Name"], 2],
  ])("%s is refused", async (_, argv, code) => {
    await writeFile(path("own.csv"), `NPI\n${npiOf(1)}\n`);
    await heartbeat(["plan", "own.csv", "-o", "own.json", "-f"]);
    const hash = createHash("sha256")
      .update(await text("own.csv"))
      .digest("hex");
    const ran = await heartbeat(argv);
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.stderr).toMatch(/error: /);
    expect(
      createHash("sha256")
        .update(await text("own.csv"))
        .digest("hex"),
    ).toBe(hash);
  });
});
