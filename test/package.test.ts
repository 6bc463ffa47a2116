import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { letterKinds } from "../src/dsar/letters/letter-kinds.ts";
import { isBrief, patience } from "./helpers/effort.ts";
import { temporaryFolder } from "./helpers/temporary-folder.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const execute = promisify(execFile);

interface Packed {
  filename: string;
  files: { path: string; mode: number }[];
}

let folder: string;
let packed: Packed;
/** The command as a shell would find it after the installation. */
let heartbeat: string;

beforeAll(async () => {
  folder = temporaryFolder("heartbeat-package");
  // Without scripts: packing would build again, under the feet of the tests that run the build.
  const argv = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await npm(argv, root);
  [packed] = JSON.parse(stdout) as [Packed];
  heartbeat = await install(join(folder, packed.filename.replace("@", "").replace("/", "-")));
}, patience);
afterAll(() => rm(folder, { recursive: true, force: true }));

function npm(argv: readonly string[], cwd: string) {
  const env = { ...process.env, npm_config_update_notifier: "false" };
  return execute("npm", [...argv, "--loglevel=error"], { cwd, env });
}

/**
 * With the clone's own dependencies, and under `npm run kills` as a user does: for good where npm has
 * or reaches the dependencies.
 */
async function install(tarball: string): Promise<string> {
  if (isBrief) return installFromClone(tarball, join(folder, "unpacked"));
  const prefix = join(folder, "prefix");
  const argv = ["install", "--global", "--prefix", prefix, "--prefer-offline", "--fetch-retries=0"];
  try {
    await npm([...argv, "--no-audit", "--no-fund", tarball], folder);
    return join(prefix, "bin", "heartbeat");
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    if (
      !/ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ERR_SOCKET_TIMEOUT|FETCH_ERROR|ENETUNREACH|E5\d\d/.test(
        stderr,
      )
    )
      throw error;
    return await installFromClone(tarball, join(folder, "unpacked"));
  }
}

/** Only what package.json asks for is there: a forgotten dependency is missed here too. */
async function installFromClone(tarball: string, home: string): Promise<string> {
  await mkdir(home);
  await execute("tar", ["-xzf", tarball, "-C", home, "--strip-components=1"]);
  const { dependencies } = await manifest(home);
  for (const name of Object.keys(dependencies)) {
    const link = join(home, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, "node_modules", name), link);
  }
  return join(home, "bin", "heartbeat.js");
}

async function manifest(home: string) {
  return JSON.parse(await readFile(join(home, "package.json"), "utf8")) as {
    version: string;
    dependencies: Record<string, string>;
  };
}

/** Outside the clone, with nothing of its environment. */
function run(...argv: string[]) {
  const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: folder };
  return execute(heartbeat, argv, { cwd: folder, env });
}

describe("the tarball", () => {
  it("holds the program, its pages and nothing else", () => {
    const paths = packed.files.map(({ path }) => path);
    const expected =
      /^(bin\/heartbeat\.js|dist\/[\w./-]+\.js|docs\/[\w-]+\.md|letters\/[\w-]+\.txt|package\.json|README\.md|CHANGELOG\.md)$/;
    expect(paths.filter((path) => !expected.test(path))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...["bin/heartbeat.js", "docs/serve.md", "package.json", "README.md", "CHANGELOG.md"],
      ]),
    );
  });

  it("holds every letter of rights requests", () => {
    const letters = [...letterKinds, "words", "opening", "closing"].map(
      (name) => `letters/${name}.txt`,
    );
    const packedLetters = packed.files.flatMap(({ path }) =>
      path.startsWith("letters/") ? [path] : [],
    );
    expect(packedLetters.sort()).toEqual(letters.sort());
  });

  it("holds all that was built", async () => {
    const built = (await readdir(join(root, "dist"), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
    const packedFiles = packed.files.flatMap(({ path }) =>
      path.startsWith("dist/") ? [path] : [],
    );
    expect(built).toEqual(
      expect.arrayContaining(["dist/cli/main.js", "dist/cli/service-worker.js"]),
    );
    expect(packedFiles.sort()).toEqual(built.sort());
  });

  it("has a command that may be executed", () => {
    const bin = packed.files.find(({ path }) => path === "bin/heartbeat.js");
    expect((bin?.mode ?? 0) & 0o111).toBe(0o111);
  });
});

describe("installed", () => {
  it("says its version", async () => {
    const { version } = await manifest(root);
    expect((await run("--version")).stdout).toBe(`${version}\n`);
  });

  it("prints help", async () => {
    const { stdout } = await run("--help");
    expect(stdout).toContain("Usage: heartbeat <command> [options]");
  });

  it("enriches a list", async () => {
    for (const file of ["leads.csv", "npidata.csv"]) {
      await cp(join(root, "fixtures", file), join(folder, file));
    }
    const { stdout } = await run(
      "enrich",
      "leads.csv",
      "--registry",
      "npidata.csv",
      "--json",
      "-q",
    );
    const { rows, receipt } = JSON.parse(stdout);
    expect(receipt).toMatchObject({ rows_in: rows, rows_out: rows });
    const lines = (await readFile(join(folder, "leads.enriched.csv"), "utf8")).split("\n");
    expect(lines[0]).toContain(",hb_status,");
    expect(rows).toBeGreaterThan(50);
  });
});
