import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run as runProgram } from "../../src/cli/main.ts";
import { npidata, othername, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const [arabella, other] = [npiOf(1), npiOf(2)] as const;
let folder: string;
let registry: string;
let tests = 0;

beforeAll(async () => {
  folder = temporaryFolder("heartbeat-registry");
  await file("npidata.csv", npidata([personRow(arabella)]));
  await file("other.csv", npidata([personRow(other)]));
  await file("npidata_pfile_20240108-20240114.csv", npidata([personRow(other)]));
  await file("leads.csv", "Name,State\nArabella Quillfeather,OH\n");
  registry = join(folder, "built once");
  await imported("npidata.csv");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  registry = join(folder, `registry ${tests++}`);
  await cp(join(folder, "built once"), registry, { recursive: true });
});

/** A file that ends in the first byte of a character of two. */
function cutInside(letter: string): Uint8Array {
  const bytes = Buffer.from(npidata([personRow(other, { "Provider Middle Name": letter })]));
  return bytes.subarray(0, bytes.indexOf(letter) + 1);
}

async function file(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(folder, name), content);
}

function importing(...files: string[]): Promise<Ran> {
  return run(["registry", "import", ...files, "--registry", registry], { cwd: folder });
}

async function imported(...files: string[]): Promise<Ran> {
  const ran = await importing(...files);
  expect(ran.code, ran.stderr).toBe(0);
  return ran;
}

async function status(): Promise<{ release: string; info: { counts: { profiles: number } } }> {
  const { code, stdout } = await run(["registry", "status", "--json", "--registry", registry], {
    cwd: folder,
  });
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe("registry import", () => {
  it("ends with what to type next, for the folder that was named", async () => {
    const { stderr } = await imported("npidata.csv");
    expect(stderr).toContain(`Next: heartbeat enrich leads.csv --registry '${registry}'\n`);
  });

  it("says what an update changed, and that the same file again changes nothing", async () => {
    const week = "npidata_pfile_20240108-20240114.csv";
    await file("npidata_pfile_20050523-20240107.csv", npidata([personRow(arabella)]));
    await imported("npidata_pfile_20050523-20240107.csv");
    expect((await imported(week)).stderr).toContain("1 profile is new or changed");
    const before = await status();
    expect(before.info.counts.profiles).toBe(2);
    expect((await imported(week)).stderr).toContain("unchanged: ");
    const { release, info } = await status();
    expect({ release, info }).toEqual({ release: before.release, info: before.info });
  });

  it.each([
    ["cut short", npidata([personRow(other)]).slice(0, -30), /line 2: /],
    ["cut inside a character", cutInside("é"), /line 2: /],
    ["a header alone", npidata([]), /line 1: there is a header and nothing else/],
    ["with an NPI that fails its check digit", npidata([personRow("1234567890")]), /line 2: /],
    ["of another width", `${npidata([personRow(other)])}"1"\n`, /line 3: has 1 values/],
  ])("keeps the release when the file is %s", async (_, text, said) => {
    await file("bad.csv", text);
    const before = await status();
    const { code, stderr } = await importing("bad.csv");
    expect(code).toBe(3);
    expect(stderr).toMatch(said);
    expect(stderr).toContain("No release was changed.");
    expect(stderr).not.toMatch(/QUILLFEATHER|1234567890|\n\s+at /);
    expect(await status()).toEqual(before);
    expect((await readdir(registry)).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
  });

  it.each(["../../etc/passwd\n", "", "\u0000\u0001"])(
    "mends a folder whose CURRENT says %j",
    async (text) => {
      await writeFile(join(registry, "CURRENT"), text);
      const update = await importing("npidata_pfile_20240108-20240114.csv");
      expect(update).toMatchObject({
        code: 4,
        stderr: expect.stringContaining("[registry_damaged]"),
      });
      // It may have held contacts, which would be lost with it.
      const build = await importing("other.csv");
      expect(build).toMatchObject({
        code: 4,
        stderr: expect.stringMatching(/\[contacts_unreadable\]\nAdd --without-contacts /),
      });
      await imported("other.csv", "--without-contacts");
      expect((await status()).info.counts.profiles).toBe(1);
    },
  );

  it("calls a folder that cannot be one by its name, and no bug", async () => {
    await rm(join(registry, "CURRENT"));
    await mkdir(join(registry, "CURRENT"));
    expect(await importing("other.csv", "--without-contacts")).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("[registry_unusable]"),
    });
  });
});

it("calls new words for specialties no standstill", async () => {
  await file("nucc.csv", "Code,Grouping,Classification\n207L00000X,G,Sleeper\n");
  const { stderr } = await imported("nucc.csv");
  expect(stderr).toContain("0 profiles are new or changed");
  expect(stderr).not.toContain("unchanged");
});

describe("--registry", () => {
  it.each([
    ["a file that only changes a registry", "othername.csv", othername([])],
    ["a picture", "photo.csv", "\u0089PNG\r\n\u001a\n\u0000"],
    ["a list", "list.csv", "Name,State\n"],
  ])("refuses %s", async (_, name, text) => {
    await file(name, text);
    const ran = await run(["show", arabella, "--registry", name], { cwd: folder });
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining("[registry_unknown]") });
  });

  it.each(["postgres://db.example/hb", "https://example.org", "nppes:"])(
    "says that %s is not available, also to an import",
    async (url) => {
      for (const argv of [
        ["show", arabella],
        ["registry", "status"],
        ["registry", "import", "x"],
      ]) {
        const ran = await run([...argv, "--registry", url], { cwd: folder });
        expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("[not_available]") });
      }
      expect(await readdir(folder)).not.toContain(url);
    },
  );

  it("that cannot be built into the cache says which folder it was", async () => {
    await file("no-folder", "");
    const env = { XDG_CACHE_HOME: join(folder, "no-folder") };
    const ran = await run(["show", arabella, "--registry", "npidata.csv"], { cwd: folder, env });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(join(folder, "no-folder", "heartbeat"));
  });
});

describe("the last words on standard output", () => {
  it.each([[["--version"]], [["completion", "bash"]], [["help", "enrich"]]])(
    "%j are not lost in silence",
    async (argv) => {
      const stdout = new Writable({
        write: (_chunk, _encoding, done) =>
          setImmediate(() => done(Object.assign(new Error("full"), { code: "ENOSPC" }))),
      });
      const said: string[] = [];
      const stderr = new Writable({
        write: (chunk, _encoding, done) => {
          said.push(String(chunk));
          done();
        },
      });
      const { signal } = new AbortController();
      const stdin = new PassThrough();
      const unfinished = new Set<string>();
      const io = { stdin, stdout, stderr, env: { HOME: folder }, cwd: folder, signal, unfinished };
      expect(await runProgram(argv, { ...io, now: () => 0, date: () => new Date(0) })).toBe(3);
      expect(said.join("")).toContain("[output_unwritable]");
    },
  );
});

describe("help of a command's command", () => {
  it("is the command's own", async () => {
    const option = await run(["registry", "import", "--help"], { cwd: folder });
    expect(await run(["help", "registry", "import"], { cwd: folder })).toEqual(option);
  });

  it("runs nothing", async () => {
    const ran = await run(["help", "enrich", "leads.csv"], { cwd: folder });
    expect(ran).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Usage: heartbeat enrich/),
    });
    expect(await readFile(join(folder, "leads.csv"), "utf8")).not.toContain("hb_");
  });

  it.each([
    [["help", "enrihc"], "enrich"],
    [["help", "registry", "improt"], "import"],
  ])("%j names what is near", async (argv, near) => {
    const ran = await run(argv, { cwd: folder });
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`Did you mean ${near}?`),
    });
  });
});
