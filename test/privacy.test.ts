import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSuppressions } from "../src/model/suppressions.ts";
import { type Ran, run } from "./helpers/run.ts";
import { temporaryFolder } from "./helpers/temporary-folder.ts";
import { type Canaries, collectCanaries, told } from "./privacy/canaries.ts";

/** Whoever cloned the project named it: what its folder is called is no leak. */
const root = fileURLToPath(new URL("..", import.meta.url));
const fixtures = join(root, "fixtures/");
const lists = [
  "leads.csv",
  "damaged.csv",
  ...(await readdir(join(fixtures, "leads"))).map((file) => join("leads", file)),
];

let folder: string;
let registry: string;
let canaries: Canaries;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-privacy");
  registry = join(folder, "registry");
  canaries = await collectCanaries(
    join(fixtures, "npidata.csv"),
    lists.map((list) => join(fixtures, list)),
  );
  const sources = ["npidata.csv", "pl_pfile.csv", "othername_pfile.csv"];
  const built = await talkative(
    ...["registry", "import", ...sources.map((file) => join(fixtures, file))],
  );
  expect(built.code, built.stderr).toBe(0);
  expectSilence(built);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As much as the program ever says. */
function talkative(...argv: string[]): Promise<Ran> {
  const env = { HEARTBEAT_DEBUG: "1", HEARTBEAT_REGISTRY: registry };
  return run([...argv, "--verbose"], { cwd: folder, env });
}

function expectSilence({ stdout, stderr }: Pick<Ran, "stdout" | "stderr">): void {
  for (const text of [stderr, stdout]) {
    const ours = text.replaceAll(folder, "").replaceAll(root, "");
    expect(told(canaries, ours), text).toEqual([]);
  }
}

let outputs = 0;
/** A name that no run has written yet, in the folder of the tests. */
function output(): string {
  return `out-${++outputs}.csv`;
}

it("has canaries of every kind, and hears them", () => {
  expect(canaries.words.size).toBeGreaterThan(1000);
  expect(canaries.numbers.size).toBeGreaterThan(3000);
  expect(canaries.texts.size).toBeGreaterThan(1000);
  expect(told(canaries, "best candidate: Harlowe")).toEqual(["HARLOWE"]);
  expect(told(canaries, "row 3 (1000777775)")).toEqual(["1000777775"]);
  expect(told(canaries, "call (512) 555-0100")).toEqual(["5125550100"]);
  expect(told(canaries, "at 101 Invented St")).toEqual(["101 INVENTED ST"]);
});

describe.each(lists)("%s", (list) => {
  const path = join(fixtures, list);
  const isEmpty = list.endsWith("header-only.csv");
  const out = output();
  let plain: Ran;
  beforeAll(async () => {
    plain = await talkative("enrich", path, "-o", out, "--replace-hb");
  });

  it("is enriched without a word about anybody", async () => {
    expect(plain.stdout).toBe("");
    expectSilence(plain);
    const summary = await talkative("enrich", path, "-o", output(), "--replace-hb", "--json");
    expectSilence(summary);
    if (isEmpty) expect([plain.code, summary.code]).toEqual([3, 3]);
    else expect([plain.code, JSON.parse(summary.stdout).schema_version]).toEqual([0, 1]);
  });

  it("is checked and undone without a word about anybody, and so is what the receipt says", async () => {
    if (isEmpty) return;
    expect(plain.code, plain.stderr).toBe(0);
    const receipt = await readFile(join(folder, `${out}.receipt.json`), "utf8");
    const withoutHashes = receipt.replaceAll(/"[0-9a-f]{8,}"/g, '""');
    expect(told(canaries, withoutHashes), withoutHashes).toEqual([]);
    expectSilence(await talkative("verify", out, "--against", path));
    expectSilence(await talkative("undo", out));
    await writeFile(
      join(folder, out),
      `${(await readFile(join(folder, out), "utf8")).replace(/\n[^\n]/, "\nZ")}x,y\n`,
    );
    const edited = [
      await talkative("verify", out, "--against", path),
      await talkative("undo", out, "--force"),
    ];
    for (const one of edited) {
      expect(one.code, one.stderr).toBe(7);
      expectSilence(one);
    }
  });

  it("is looked over without a word about anybody", async () => {
    expectSilence(await talkative("enrich", path, "--dry-run", "--replace-hb", "--json"));
  });

  it("is examined without a word about anybody, also in annotations", async () => {
    const env = { HEARTBEAT_DEBUG: "1", GITHUB_ACTIONS: "true" };
    for (const more of [[], ["--json"], ["--strict", "--map", "npi=No Such Column"]]) {
      const ran = await run(["doctor", path, "--verbose", ...more], { cwd: folder, env });
      expect([0, 2, 3]).toContain(ran.code);
      if (ran.code === 0) expect(ran.stdout.length).toBeGreaterThan(50);
      expectSilence(ran);
    }
  });

  it("is refused without a word about anybody", async () => {
    const busy = output();
    await writeFile(join(folder, busy), "");
    const refused = await Promise.all([
      talkative("enrich", path, "-o", busy, "--replace-hb"),
      talkative("enrich", path, "-o", join(folder, "no/such/folder.csv"), "--replace-hb"),
      talkative("enrich", path, "-o", output(), "--replace-hb", "--map", "npi=No Such Column"),
      talkative("enrich", path, "-o", output(), "--replace-hb", "--map", "nofield=NPI"),
      talkative("enrich", path, "-o", output(), "--replace-hb", "--registry", path),
      talkative("enrich", path, "-o", output(), "--replace-hb", "--fields", "nofield"),
      talkative("registry", "import", path),
      talkative("explain", path, "--row", "999999"),
    ]);
    for (const ran of refused) {
      expect([2, 3, 4]).toContain(ran.code);
      expect(ran.stdout).toBe("");
      expectSilence(ran);
    }
  });
});

describe("failures", () => {
  const leads = join(fixtures, "leads.csv");

  it("keeps a broken source file's rows to itself", async () => {
    const text = await readFile(join(fixtures, "npidata.csv"), "utf8");
    const lines = text.split("\n").slice(0, 300);
    const cut = lines[250]?.slice(0, 400) ?? "";
    const broken = {
      "cut.csv": [...lines.slice(0, 250), cut].join("\n"),
      "short-row.csv": [...lines.slice(0, 200), '"1000777775","HARLOWE"', ...lines.slice(200)].join(
        "\n",
      ),
      "quote.csv": [
        ...lines.slice(0, 200),
        lines[200]?.replace('","', '"x","'),
        ...lines.slice(201),
      ].join("\n"),
      "npi.csv": [
        ...lines.slice(0, 200),
        lines[200]?.replace(/^"\d+"/, '"HARLOWE"'),
        ...lines.slice(201),
      ].join("\n"),
    };
    for (const [name, content] of Object.entries(broken)) {
      await writeFile(join(folder, name), content);
      for (const argv of [
        ["registry", "import", join(folder, name)],
        ["enrich", leads, "-o", output(), "--registry", join(folder, name)],
      ]) {
        const ran = await talkative(...argv);
        expect(ran.code, `${name}: ${ran.stderr}`).toBe(3);
        expectSilence(ran);
      }
    }
  });

  it("keeps the rows to itself when a suppression list breaks, and when we do", async () => {
    const broken = {
      ...noSuppressions,
      areSuppressed: async () => {
        throw new Error("cannot look up HARLOWE 1000777775, (512) 555-0100");
      },
    };
    const argv = ["enrich", leads, "-o", output(), "--registry", registry, "--verbose"];
    const ran = await run(argv, {
      cwd: folder,
      env: { HEARTBEAT_DEBUG: "1" },
      suppressions: broken,
    });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain("    at ");
    expectSilence(ran);
  });

  it("keeps the rows to itself when interrupted", async () => {
    const signal = AbortSignal.abort();
    const argv = ["enrich", leads, "-o", output(), "--registry", registry, "--verbose"];
    const ran = await run(argv, { cwd: folder, env: { HEARTBEAT_DEBUG: "1" }, signal });
    expect(ran.code).toBe(130);
    expectSilence(ran);
  });
});

describe("what is asked for by hand", () => {
  it.each([
    ["show", "1000777775"],
    ["explain", join(fixtures, "leads.csv"), "--row", "15"],
  ])("%s prints people to stdout only", async (...argv) => {
    const { code, stdout, stderr } = await talkative(...argv);
    expect(code).toBe(0);
    expect(told(canaries, stdout).length).toBeGreaterThan(0);
    expect(told(canaries, stderr), stderr).toEqual([]);
  });

  it("says nothing about an NPI it does not know, or that is none", async () => {
    for (const npi of ["1234567893", "1000777776"]) {
      const { stdout, stderr } = await talkative("show", npi);
      expect(stdout).toBe("");
      expect(stderr).not.toContain(npi);
    }
  });
});

it("a search says nothing of anybody beside its results", async () => {
  const found = await talkative("search", "--state", "TX", "--limit", "3", "-o", output());
  expect([found.code, found.stdout]).toEqual([0, ""]);
  expect(found.stderr).toContain("--cursor");
  expectSilence(found);
  const query = join(folder, "query.json");
  await writeFile(
    query,
    JSON.stringify({ name: "Harlowe", state: ["Harlowe"], city: ["Harlowe"] }),
  );
  const refused = await talkative("search", "--query", query);
  expect(refused.code).toBe(2);
  expectSilence(refused);
});

describe("what leaves and what stays", () => {
  it("has no module that could open a connection, but for the search services, or start a program", async () => {
    const source = fileURLToPath(new URL("../src/", import.meta.url));
    const files = (await readdir(source, { recursive: true })).filter((file) =>
      file.endsWith(".ts"),
    );
    const texts = await Promise.all(files.map((file) => readFile(join(source, file), "utf8")));
    const opens =
      /(from|import\(|require\() ?["'](node:)?(net|http|https|http2|tls|dns|dgram|child_process|cluster|undici)["']|\bfetch\(|WebSocket/;
    expect(files.length).toBeGreaterThan(100);
    const opening = files.filter((_, i) => opens.test(texts[i] ?? ""));
    expect(opening).toContain("service/http/dispatcher.ts");
    // A named pipe is read as one reads a connection.
    const others = opening.filter((file) => !/^service\/(http|nppes|server)\//.test(file));
    expect(others).toEqual(["table/files/open-pipe.ts"]);
  });

  it("writes lists, rejected lines and releases for their owner alone", async () => {
    const files = [output(), output()] as const;
    const list = join(fixtures, "leads/damaged-quotes.csv");
    const ran = await talkative("enrich", list, "-o", files[0], "--rejects", files[1]);
    expect(ran.code, ran.stderr).toBe(0);
    const releases = await readdir(join(registry, "releases"));
    const paths = [
      ...files.map((file) => join(folder, file)),
      ...releases.map((file) => join(registry, "releases", file)),
    ];
    const modes = await Promise.all(paths.map(async (path) => (await stat(path)).mode & 0o777));
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });
});
