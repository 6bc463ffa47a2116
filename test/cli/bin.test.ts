import { execFile, spawn } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const bin = fileURLToPath(new URL("../../bin/heartbeat.js", import.meta.url));
const main = new URL("../../dist/cli/main.js", import.meta.url).href;

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-bin");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
  const names = Array.from({ length: 2000 }, (_, n) => `Zoe Invented${n.toString(36)},OH`);
  await writeFile(join(folder, "long.csv"), `Name,State\n${names.join("\n")}\n`);
  // Few rows and more bytes than a pipe holds.
  const notes = "x".repeat(1000);
  const wide = names.slice(0, 100).map((name) => `${name},${notes}`);
  await writeFile(join(folder, "wide.csv"), `Name,State,Notes\n${wide.join("\n")}\n`);
  const argv = ["registry", "import", "npidata.csv", "--registry", "registry"];
  const built = await run(argv, { cwd: folder });
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Has the program send itself a signal as it says these words, each time they are said: from outside it might
 * come when it has ended.
 */
function signalling(signal: NodeJS.Signals, words: readonly string[]): string[] {
  const shim = `const { stderr } = process;
    const write = stderr.write;
    stderr.write = function (text, ...rest) {
      if (${JSON.stringify(words)}.some((word) => text.includes(word))) process.kill(process.pid, "${signal}");
      return write.call(this, text, ...rest);
    };`;
  return ["--import", `data:text/javascript,${encodeURIComponent(shim)}`];
}

describe("the built program", () => {
  it("enriches a list, and writes a long answer into a pipe whole", async () => {
    const argv = ["enrich", "wide.csv", "-o", "-", "--registry", "registry"];
    const { code, stdout, stderr } = await spawnHeartbeat(argv, { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("100 rows written");
    expect(stdout.split("\n")).toHaveLength(102);
  });

  it.each(["enrich long.csv -o - --registry registry -q", "completion bash", "enrich --help"])(
    "calls a reader that has seen enough a success: %s | head -1",
    async (line) => {
      const command = `"${process.execPath}" "${bin}" ${line} | head -1; echo "\${PIPESTATUS[0]}"`;
      const env = { HOME: folder, PATH: process.env.PATH ?? "" };
      const { stdout, stderr } = await promisify(execFile)("bash", ["-c", command], {
        cwd: folder,
        env,
      });
      const lines = stdout.trim().split("\n");
      expect({ lines: lines.length, code: lines.at(-1), stderr }).toEqual({
        lines: 2,
        code: "0",
        stderr: "",
      });
    },
  );

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leaves no file behind after %s", async (signal, code) => {
    const output = `cut-${signal}.csv`;
    const argv = [
      "enrich",
      "long.csv",
      "-o",
      output,
      "--registry",
      "registry",
      "--batch-size",
      "1",
    ];
    const before = await readdir(folder);
    // The mapping is shown when the list was read; from then on rows are being written.
    const node = signalling(signal, ["name order"]);
    const ran = await spawnHeartbeat(argv, { cwd: folder, node });
    expect(ran).toMatchObject({ code, stdout: "" });
    expect(ran.stderr).toContain("Interrupted");
    expect((await readdir(folder)).filter((name) => !before.includes(name))).toEqual([]);
  });

  it("takes what is unfinished along when it is told twice to stop", async () => {
    const before = await readdir(folder);
    const argv = ["enrich", "long.csv", "-o", "cut-twice.csv", "--registry", "registry"];
    const node = signalling("SIGINT", ["name order", "Stopping"]);
    const ran = await spawnHeartbeat(argv, { cwd: folder, node });
    expect(ran.code).toBe(130);
    expect(ran.stderr).toContain("Stopping");
    expect((await readdir(folder)).filter((name) => !before.includes(name))).toEqual([]);
  });

  it("does not wait for standard input after Ctrl-C", async () => {
    const child = spawn(process.execPath, [bin, "enrich", "-"], {
      cwd: folder,
      env: { HOME: folder, TMPDIR: folder },
      stdio: ["pipe", "ignore", "ignore"],
    });
    const code = new Promise((resolve) => child.on("close", resolve));
    // More than a pipe holds: when it is written, somebody is reading.
    await new Promise((resolve) => child.stdin?.write("Name,State\n".repeat(30_000), resolve));
    child.kill("SIGINT");
    expect(await code).toBe(130);
    expect((await readdir(folder)).filter((name) => /^heartbeat-/.test(name))).toEqual([]);
  });

  it("calls a run that never ends by itself a bug, not a success", async () => {
    const never = join(folder, "never.mjs");
    await writeFile(
      never,
      `import { PassThrough } from "node:stream";
       import { main } from ${JSON.stringify(main)};
       Object.defineProperty(process, "stdin", { value: new PassThrough() });
       process.argv = ["node", "heartbeat", "enrich", "-"];
       await main(process);`,
    );
    const env = { HOME: folder, TMPDIR: folder };
    const ran = await promisify(execFile)(process.execPath, [never], { cwd: folder, env }).catch(
      (e) => e,
    );
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect((await readdir(folder)).filter((name) => /^heartbeat-/.test(name))).toEqual([]);
    expect(ran.stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("another Node.js", () => {
  it.each([
    ["18.20.8", 2],
    ["20.18.3", 2],
    ["20.19.0", 0],
    ["26.0.0", 0],
  ])("of version %s ends with %i", async (version, code) => {
    const shim = join(folder, "version.mjs");
    await writeFile(
      shim,
      `Object.defineProperty(process, "versions", { value: { ...process.versions, node: ${JSON.stringify(version)} } });`,
    );
    const node = ["--import", pathToFileURL(shim).href];
    const ran = await spawnHeartbeat(["--version"], { cwd: folder, node });
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.stderr.includes("[node_too_old]")).toBe(code === 2);
  });
});

describe("start-up", () => {
  const heavy =
    /^(exceljs|undici|zod|ora|node:sqlite|@photostructure\/sqlite|yauzl|csv-parse|p-limit)\b/;

  /** The commands one after the other, in one process: what any of them loads is loaded. */
  const several = (commands: readonly (readonly string[])[]) => `
    import { run } from ${JSON.stringify(main)};
    const { stdin, stdout, stderr, env } = process;
    for (const argv of ${JSON.stringify(commands)}) {
      process.exitCode ||= await run(argv, {
        ...{ stdin, stdout, stderr, env, cwd: process.cwd(), unfinished: new Set() },
        ...{ now: () => performance.now(), date: () => new Date() },
        signal: new AbortController().signal,
      });
    }`;

  /** Every module that a program asked for, as it asked, and what it printed. */
  async function loaded(argv: string[], program = bin): Promise<{ names: string[]; said: string }> {
    const list = join(folder, "loaded.txt");
    await writeFile(list, "");
    const append = `import { appendFileSync } from "node:fs";
      const note = (name) => appendFileSync(${JSON.stringify(list)}, name + "\\n");`;
    await writeFile(
      join(folder, "hooks.mjs"),
      `${append} export const resolve = (name, context, next) => (note(name), next(name, context));`,
    );
    await writeFile(
      join(folder, "trace.mjs"),
      `${append} import Module, { register } from "node:module";
      const load = Module._load;
      Module._load = function (name, ...rest) { note(name); return load.call(this, name, ...rest); };
      register("./hooks.mjs", import.meta.url);`,
    );
    const node = ["--import", join(folder, "trace.mjs")];
    const ran = await spawnHeartbeat(argv, { cwd: folder, node, program });
    expect(ran.code, ran.stderr).toBe(0);
    return { names: (await readFile(list, "utf8")).split("\n"), said: ran.stdout };
  }

  it("loads nothing heavy for help, the version and completion", async () => {
    const program = join(folder, "several.mjs");
    const commands = [["--help"], ["--version"], ["enrich", "--help"], ["completion", "bash"]];
    await writeFile(program, several(commands));
    const { names, said } = await loaded([], program);
    for (const words of [
      "Usage: heartbeat <command>",
      "\n0.1.0\n",
      "Usage: heartbeat enrich",
      "complete ",
    ]) {
      expect(said).toContain(words);
    }
    expect(names).toContain("commander");
    expect(names.filter((name) => heavy.test(name))).toEqual([]);
  });

  it("is traced truly: a run that needs them loads them", async () => {
    const { names } = await loaded(["registry", "status", "--registry", "registry"]);
    expect(names).toContain("zod");
    expect(names.some((name) => /sqlite/.test(name))).toBe(true);
  });
});
