import { execFile } from "node:child_process";
import { chmod, cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { heartbeatCalls, parse } from "./command-tree.ts";
import { firstCells, sectionOf } from "./markdown.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = await readFile(join(root, "docs/ci.md"), "utf8");

/** Fenced blocks of one language, without what they are indented by. */
function blocks(language: string): string[] {
  return [...page.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, , name]) => name === language)
    .map(([, indent = "", , code = ""]) => code.replaceAll(new RegExp(`^${indent}`, "gm"), ""));
}

/** Calls in a script whose long lines go on behind a backslash. */
function callsIn(script: string): string[][] {
  return script
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => heartbeatCalls(line.trim()));
}

function sh(words: string[], options: object = {}): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile("sh", words, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

interface Step {
  id?: string;
  if?: string;
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  on: { schedule: { cron: string }[] };
  permissions: Record<string, string>;
  jobs: { refresh: { steps: Step[]; env: Record<string, string> } };
}

describe("the workflow", () => {
  const [first = "", second = ""] = blocks("yaml");
  const workflow = parseYaml(first, { strict: true, uniqueKeys: true }) as Workflow;
  const { steps } = workflow.jobs.refresh;
  const scripts = steps.flatMap((step) => step.run ?? []);

  it("is scheduled, may write what it needs, and has no step that is empty", () => {
    expect(workflow.on.schedule.map(({ cron }) => cron.split(" ").length)).toEqual([5]);
    expect(workflow.permissions).toEqual({ contents: "write", "pull-requests": "write" });
    expect(steps.filter(({ uses, run }) => (uses === undefined) === (run === undefined))).toEqual(
      [],
    );
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w/-]+@v\d+$/);
  });

  it("has commands that the program understands", async () => {
    const calls = scripts.flatMap(callsIn);
    expect(calls.map(([command]) => command)).toEqual(["registry", "refresh"]);
    for (const words of calls) {
      expect({ words, ...(await parse(words)) }).toMatchObject({ words, code: 0 });
    }
    const gates = calls.flat().filter((_, i, all) => all[i - 1] === "--fail-if");
    expect(gates).toEqual(["match_rate < 80%", "changed_rate > 25%", "identity_moves > 0"]);
  });

  it("has scripts that a shell can read", async () => {
    for (const script of scripts) expect(await sh(["-nc", script])).toEqual({ code: 0, said: "" });
  });

  it("asks for the outputs of steps that come before", () => {
    const asked = [...first.matchAll(/steps\.(\w+)\.outputs/g)].map(([, id]) => id);
    const ids = steps.flatMap(({ id }) => id ?? []);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((id) => !ids.includes(id as string))).toEqual([]);
  });

  it("saves the registry under the key by which it looks for it", () => {
    const caches = steps.filter(({ uses }) => uses?.startsWith("actions/cache"));
    expect(caches).toHaveLength(2);
    expect(caches[0]?.with).toEqual(caches[1]?.with);
    const { HEARTBEAT_REGISTRY = "" } = workflow.jobs.refresh.env;
    expect(HEARTBEAT_REGISTRY.endsWith(`/${caches[0]?.with?.path}`)).toBe(true);
  });

  it("makes no pull request of a list that failed a check", () => {
    const at = (name: string) => steps.findIndex((step) => step.name === name);
    expect(at("Pull request")).toBeGreaterThan(at("Refresh"));
    expect(steps[at("Pull request")]?.if).toBeUndefined();
    expect(steps[at("Refresh")]?.run).toContain('*) exit "$code" ;;');
  });

  it("names variables that are read, for a server too", async () => {
    const { env } = parseYaml(second) as { env: Record<string, string> };
    const cwd = temporaryFolder("heartbeat-ci");
    const shown = await run(["config", "show"], { cwd, env });
    await rm(cwd, { recursive: true });
    expect(shown.code, shown.stderr).toBe(0);
  });
});

it("has every exit code that a refresh ends with", () => {
  const codes = firstCells(sectionOf(page, "## What the exit code says to do"));
  expect(codes).toEqual(["0", "5", "7", "2, 3, 4, any other"]);
});

describe("the script", () => {
  const [script = ""] = blocks("sh");
  let folder: string;
  let env: Record<string, string>;
  let list: string;
  beforeAll(async () => {
    folder = temporaryFolder("heartbeat-ci");
    await cp(join(root, "fixtures/leads.csv"), join(folder, "leads.csv"));
    const registry = ["--registry", join(folder, "registry")];
    await fixtureRegistry(join(folder, "registry"));
    const enriched = await run(["enrich", "leads.csv", ...registry], { cwd: folder });
    expect(enriched.code, enriched.stderr).toBe(0);
    list = await readFile(join(folder, "leads.enriched.csv"), "utf8");
    const program = join(folder, "heartbeat");
    await writeFile(
      program,
      `#!/bin/sh\nexec "${process.execPath}" "${join(root, "bin/heartbeat.js")}" "$@"\n`,
    );
    await chmod(program, 0o755);
    await writeFile(join(folder, "refresh-list"), script);
    env = {
      PATH: `${folder}:${process.env.PATH}`,
      HOME: folder,
      HEARTBEAT_REGISTRY: join(folder, "registry"),
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function refresh(canaries: string, gates: string) {
    await writeFile(join(folder, "canaries.csv"), canaries);
    const given = script.replace("match_rate < 80%", gates);
    await writeFile(join(folder, "refresh-list"), given);
    return sh(["refresh-list", "leads.enriched.csv"], { cwd: folder, env });
  }

  const left = async () =>
    (await readdir(folder)).filter((name) => /^leads\.enriched|^refused|^\.refresh/.test(name));
  const known = (npi: string) => `NPI #,expected_npi\n1000777775,${npi}\n`;

  it("has commands that the program understands", async () => {
    const calls = callsIn(script);
    expect(calls).toHaveLength(1);
    for (const words of calls) expect(await parse(words)).toMatchObject({ code: 0 });
  });

  it("leaves the list alone where a canary failed, with what was written aside", async () => {
    const { code, said } = await refresh(known("1000777791"), "match_rate < 1%");
    expect(code, said).toBe(7);
    expect(said).toContain("[canaries_failed]");
    expect(await readFile(join(folder, "leads.enriched.csv"), "utf8")).toBe(list);
    expect(await readdir(join(folder, "refused"))).toEqual(["leads.enriched.csv.checks.xml"]);
  });

  it("and where a gate failed", async () => {
    const { code, said } = await refresh(known("1000777775"), "match_rate < 80%");
    expect(code, said).toBe(7);
    expect(said).toContain("[gates_failed]");
    expect(await readFile(join(folder, "leads.enriched.csv"), "utf8")).toBe(list);
    expect((await readdir(join(folder, "refused"))).sort()).toEqual(
      ["", ".changes.csv", ".checks.xml", ".receipt.json"].map((end) => `leads.enriched.csv${end}`),
    );
    expect((await left()).sort()).toEqual([
      ...["leads.enriched.csv", "leads.enriched.csv.receipt.json", "refused"],
    ]);
  });

  it("puts the new list in place of the old one where all is well", async () => {
    const { code, said } = await refresh(known("1000777775"), "match_rate < 50%");
    expect(code, said).toBe(0);
    const now = await readFile(join(folder, "leads.enriched.csv"), "utf8");
    expect(now.split("\n")[0]).toBe(`${list.split("\n")[0]},hb_stale`);
    const verified = await run(["verify", "leads.enriched.csv"], { cwd: folder });
    expect(verified.code, verified.stdout).toBe(0);
    expect((await left()).sort()).toContain("leads.enriched.csv.changes.csv");
    expect((await left()).filter((name) => name.startsWith(".refresh"))).toEqual([]);
  });
});
