import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { eventsOf } from "../helpers/run-events.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const bin = fileURLToPath(new URL("../../bin/heartbeat.js", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-pipes");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
  const names = Array.from({ length: 10_000 }, (_, n) => `Zoe Invented${n.toString(36)},OH`);
  await writeFile(join(folder, "long.csv"), `Name,State\n${names.join("\n")}\n`);
  await writeFile(join(folder, "leads.csv"), `Name,State\n${names.slice(0, 40).join("\n")}\n`);
  const argv = ["registry", "import", "npidata.csv", "--registry", "registry"];
  const built = await run(argv, { cwd: folder });
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A line of bash with `hb` for the program; what it says of its exit code is the last line. */
function shell(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const hb = `"${process.execPath}" "${bin}"`;
  const env = { HOME: folder, TMPDIR: folder, PATH: process.env.PATH ?? "", NO_COLOR: "1" };
  return new Promise((resolve) => {
    const script = line.replaceAll(/\bhb\b/g, hb);
    execFile("bash", ["-c", script], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

const options = "--registry registry --force";

describe("streams that are closed or go away", () => {
  it.each([
    ["no streams at all", "<&- >&- 2>&-"],
    ["a full disk behind standard error", "2>/dev/full"],
    ["a reader of messages that goes away", "--verbose 2> >(head -c 1 > /dev/null)"],
    ["a reader of events that goes away", "--progress json 2> >(head -c 1 > /dev/null)"],
  ])("writes the whole output with %s", async (_, redirect) => {
    await rm(join(folder, "out.csv"), { force: true });
    const { code } = await shell(`hb enrich leads.csv -o out.csv ${options} ${redirect}`);
    expect(code).toBe(0);
    expect((await readFile(join(folder, "out.csv"), "utf8")).split("\n")).toHaveLength(42);
  });

  it.each([
    ["closed standard input", "hb enrich - -o never.csv <&-", 3, "input_empty"],
    ["a full disk behind the list", "hb enrich leads.csv -o - > /dev/full", 3, "output_unwritable"],
    ["a full disk behind a summary", "hb config show > /dev/full", 3, "output_unwritable"],
  ])("says what is wrong with %s", async (_, line, code, word) => {
    const ran = await shell(`${line} ${line.includes("enrich") ? options : ""}`);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(`[${word}]`);
  });

  it("ends quietly, at little cost, where the reader has seen enough", async () => {
    const line = `hb enrich long.csv -o - ${options} --batch-size 1 --progress json 2>events | head -1`;
    const { stdout } = await shell(`${line} >/dev/null; echo "\${PIPESTATUS[0]}"`);
    expect(stdout).toBe("0\n");
    const told = eventsOf(await readFile(join(folder, "events"), "utf8"));
    const asked = told.flatMap((event) => ("requests" in event ? [Number(event.requests)] : []));
    expect(asked).not.toEqual([]);
    // Of 10,000: the pipe holds the first few thousand rows.
    expect(Math.max(...asked)).toBeLessThan(6_000);
  });

  it("reads a pipe that has a name, and one that is slow to speak", async () => {
    const slow = await shell(`hb enrich <(sleep 0.3; cat leads.csv) -o slow.csv ${options}`);
    expect(slow.code, slow.stderr).toBe(0);
    const named = await shell(
      `mkfifo pipe; (cat leads.csv > pipe) & hb enrich pipe -o named.csv ${options}; code=$?; rm pipe; exit $code`,
    );
    expect(named.code, named.stderr).toBe(0);
    const [a, b] = await Promise.all(
      ["slow.csv", "named.csv"].map((name) => readFile(join(folder, name), "utf8")),
    );
    expect(a).toBe(b);
  });

  it.each(["pipe", "<(exec sleep 30 2>&-)"])(
    "is not held up by a pipe that is silent: %s",
    async (pipe) => {
      const line = `hb enrich ${pipe} -o never.csv ${options}`;
      const { code, stderr } = await shell(
        `[ -e pipe ] || mkfifo pipe; ${line} & job=$!
       until ls -l /proc/$job/fd 2>&1 | grep -q heartbeat-; do sleep 0.05; done
       kill -INT $job; wait $job; code=$?; rm -f pipe; exit $code`,
      );
      expect({ code, stderr }).toMatchObject({ code: 130 });
      expect(stderr).toContain("[interrupted]");
      expect((await readdir(folder)).filter((name) => /^heartbeat-|never/.test(name))).toEqual([]);
    },
  );
});

describe("the end of the process", () => {
  async function shim(name: string, text: string): Promise<string[]> {
    await writeFile(join(folder, name), text);
    return ["--import", pathToFileURL(join(folder, name)).href];
  }
  const enrich = `enrich leads.csv -o end.csv ${options} --progress json`.split(" ");

  it("comes by itself, and a broken pipe's signal does not bring it", async () => {
    const told = join(folder, "exits.txt");
    const node = await shim(
      "exits.mjs",
      `import { appendFileSync } from "node:fs";
       const exit = process.exit;
       process.exit = (...code) => (appendFileSync(${JSON.stringify(told)}, "exit"), exit(...code));`,
    );
    const ran = await spawnHeartbeat(enrich, {
      cwd: folder,
      node,
      meanwhile: (child) => {
        child.stderr?.once("data", () => child.kill("SIGPIPE"));
      },
    });
    expect(ran.code, ran.stderr).toBe(0);
    expect(eventsOf(ran.stderr).at(-1)).toMatchObject({ event: "end", exit_code: 0 });
    await expect(readFile(told)).rejects.toThrow("ENOENT");
  });

  it("comes also where something is left open", async () => {
    const node = await shim("open.mjs", "setInterval(() => undefined, 1000);");
    const ran = await spawnHeartbeat(enrich, { cwd: folder, node });
    expect(ran.code, ran.stderr).toBe(0);
    expect(eventsOf(ran.stderr).at(-1)).toMatchObject({ event: "end", exit_code: 0 });
  });

  it.each([
    ["fails", 'Object.assign(new Error("read EIO"), { code: "EIO" })', "(EIO)"],
    ["is closed", "", "closed before its end"],
  ])("says so where standard input %s on the way", async (name, error, words) => {
    const node = await shim(
      `${name}.mjs`,
      `const { stdin } = process;
       const iterate = stdin[Symbol.asyncIterator];
       stdin[Symbol.asyncIterator] = function () {
         setImmediate(() => stdin.destroy(${error}));
         return iterate.call(this);
       };`,
    );
    const ran = await spawnHeartbeat(["enrich", "-", "-o", "never.csv"], {
      cwd: folder,
      node,
      stdin: "Name,State\n",
    });
    expect(ran.code, ran.stderr).toBe(3);
    expect(ran.stderr).toContain("[input_unreadable]");
    expect(ran.stderr).toContain(words);
  });

  it("says nothing of what was thrown where nobody caught it", async () => {
    const node = await shim(
      "thrown.mjs",
      `const write = process.stderr.write;
       const fail = () => { throw new Error("Zoe Invented1, OH"); };
       process.stderr.write = function (...words) {
         process.stderr.write = write;
         setImmediate(fail);
         return write.apply(this, words);
       };`,
    );
    for (const how of ["json", "plain"]) {
      const argv = [...enrich.slice(0, -1), how];
      const ran = await spawnHeartbeat(argv, { cwd: folder, node });
      expect(ran.code, ran.stderr).toBe(1);
      expect(ran.stderr).toContain("this is a bug in heartbeat");
      expect(ran.stderr).not.toContain("Zoe");
      if (how === "json") expect(eventsOf(ran.stderr).at(-1)).toMatchObject({ exit_code: 1 });
    }
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
