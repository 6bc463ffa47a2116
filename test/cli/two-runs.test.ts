import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "../../src/store/process-lock.ts";
import { plantBug } from "../crash/planted-bug.ts";
import { byEffort, isBrief, patience } from "../helpers/effort.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { type FakeService, fakeService } from "../helpers/service.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-two");
  await writeFile(join(folder, "leads.csv"), "Name\nAda Exemplar\n");
  await writeFile(join(folder, "others.csv"), "Name\nBea Exemplar\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A service that answers when it is told to. */
function held(): { service: FakeService; asked: Promise<void>; answer: () => void } {
  let begin: () => void = () => undefined;
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const before = () => {
    begin();
    return answered;
  };
  return { service: fakeService({ before }), asked, answer: () => answer() };
}

const enrich = (service: FakeService, ...argv: string[]): Promise<Ran> =>
  run(["enrich", ...argv], { cwd: folder, service });

describe("a second run", () => {
  it.each([
    ["one output", ["others.csv", "-o", "leads.enriched.csv"]],
    ["one output by another name", ["others.csv", "-o", "./x/../leads.enriched.csv"]],
    ["one receipt", ["others.csv", "-o", "o.csv", "--receipt", "leads.enriched.csv.receipt.json"]],
    ["one list with the same options", ["leads.csv", "-o", "o.csv"]],
  ])("of %s leaves at once, and says who is there", async (_, argv) => {
    const first = held();
    const running = enrich(first.service, "leads.csv");
    await first.asked;
    const second = await enrich(fakeService(), ...argv, "--force");
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(
      new RegExp(`\\(process ${process.pid}, since 2026-01-20T09:30:00.000Z\\).*\\[run_locked\\]`),
    );
    first.answer();
    expect((await running).code).toBe(0);
    expect((await enrich(fakeService(), ...argv, "--force")).code).toBe(0);
  });

  it("of another list to another output goes on beside it", async () => {
    const first = held();
    const running = enrich(first.service, "leads.csv");
    await first.asked;
    expect((await enrich(fakeService(), "others.csv")).code).toBe(0);
    first.answer();
    expect((await running).code).toBe(0);
  });

  it("takes away what a killed one left beside its output, and nothing else", async () => {
    const leftovers = [".leads.enriched.csv.0123456789ab.tmp", ".r.json.ba9876543210.tmp"];
    const others = [".leads.enriched.csv.notes.tmp", ".other.csv.0123456789ab.tmp", "a.tmp"];
    for (const name of [...leftovers, ...others]) await writeFile(join(folder, name), "");
    expect((await enrich(fakeService(), "leads.csv", "--receipt", "r.json")).code).toBe(0);
    const left = await readdir(folder);
    expect(left).toEqual(expect.arrayContaining(others));
    expect(left.filter((name) => leftovers.includes(name))).toEqual([]);
  });
});

/** So many processes at once try to have what only one may. */
async function race(processes: number, program: string, argv: string[]): Promise<string[]> {
  const ends = Array.from({ length: processes }, () =>
    spawnHeartbeat(argv, {
      cwd: folder,
      node: ["--import", import.meta.resolve("tsx"), "--import", program],
    }),
  );
  return (await Promise.all(ends)).map(({ stdout }) => stdout.trim());
}

describe("a lock", () => {
  const holder = { pid: 1, since: "2026-01-20T09:30:00.000Z" };

  it("is had by one at a time, and names its holder", async () => {
    const path = join(folder, "x.lock");
    for (let round = 0; round < byEffort(5, 20, 600); round++) {
      const tries = await Promise.all([1, 2, 3].map((pid) => takeLock(path, { ...holder, pid })));
      const winners = tries.flatMap((one) => ("lock" in one ? [one.lock] : []));
      expect(winners).toHaveLength(1);
      const winner = 1 + tries.findIndex((one) => "lock" in one);
      for (const one of tries) if (!("lock" in one)) expect(one.heldBy?.pid).toBe(winner);
      winners[0]?.release();
    }
    expect((await readdir(folder)).filter((name) => name.includes("lock"))).toEqual([]);
  });

  it("is free when its holder was killed", async () => {
    const module = JSON.stringify(new URL("../../src/store/process-lock.ts", import.meta.url));
    const path = join(folder, "x.lock");
    const program = join(folder, "holder.mjs");
    await writeFile(
      program,
      `const { takeLock } = await import(${module});
       const locking = await takeLock(${JSON.stringify(path)}, { pid: process.pid, since: "then" });
       process.stdout.write("lock" in locking ? "had" : "not", () => process.kill(process.pid, "SIGKILL"));
       await new Promise(() => setTimeout(() => undefined, 60_000));`,
    );
    expect(await race(1, program, ["--version"])).toEqual(["had"]);
    expect(await readFile(`${path}.holder`, "utf8")).toContain("then");
    const locking = await takeLock(path, holder);
    expect("lock" in locking).toBe(true);
    if ("lock" in locking) locking.lock.release();
  });
});

describe("two processes", { timeout: patience }, () => {
  /** One registry, one list, and two programs that begin at the same time. */
  async function twoProcesses(program = {}): Promise<{ codes: number[]; said: string }> {
    const node = ["--import", join(folder, "meet.mjs")];
    const argv = ["enrich", "leads.csv", "--registry", "registry", "--force"];
    const ends = await Promise.all(
      [1, 2].map(() => spawnHeartbeat(argv, { cwd: folder, node, ...program })),
    );
    const codes = ends.map(({ code }) => code).sort();
    return { codes, said: ends.map(({ stderr }) => stderr).join("") };
  }

  beforeEach(async () => {
    await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
    const argv = ["registry", "import", "npidata.csv", "--registry", "registry"];
    expect((await run(argv, { cwd: folder })).code).toBe(0);
    // Each waits at its first rename until the other has begun, however slow the machine is.
    const meet = `
      import { existsSync, writeFileSync } from "node:fs";
      import fs from "node:fs/promises";
      import { syncBuiltinESMExports } from "node:module";
      const folder = ${JSON.stringify(folder)};
      const { link, rename } = fs;
      let met = false;
      async function meet() {
        if (met) return;
        met = true;
        writeFileSync(\`\${folder}/here-\${process.pid}\`, "");
        const { readdirSync } = await import("node:fs");
        const gone = () => readdirSync(folder).some((name) => name.startsWith("gone-"));
        const both = () => readdirSync(folder).filter((name) => name.startsWith("here-")).length > 1;
        while (!both() && !gone()) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      process.on("exit", () => writeFileSync(\`\${folder}/gone-\${process.pid}\`, ""));
      fs.link = async (...args) => { await meet(); return link(...args); };
      fs.rename = async (...args) => { await meet(); return rename(...args); };
      syncBuiltinESMExports();`;
    await writeFile(join(folder, "meet.mjs"), meet);
  });

  it("at one job come to one output, and one is told who has it", async () => {
    for (let round = 0; round < byEffort(1, 4, 100); round++) {
      for (const name of await readdir(folder)) {
        if (/^(here|gone)-/.test(name)) await rm(join(folder, name));
      }
      const { codes, said } = await twoProcesses();
      expect({ codes, said: /run_locked/.test(said) }, said).toEqual({ codes: [0, 2], said: true });
      expect(said).toMatch(/Another run \(process \d+, since /);
    }
  });

  it.skipIf(isBrief)("are seen to go on side by side, were there no lock", async () => {
    const program = await plantBug(
      {
        name: "a lock that everybody gets",
        file: "store/process-lock.ts",
        replace: [/(function takeLock\([^{]*\{)/, "$1 return { lock: { release() {} } };"],
      },
      folder,
    );
    const { codes, said } = await twoProcesses({ program });
    expect(codes).not.toEqual([0, 2]);
    expect(said).not.toContain("run_locked");
  });
});
