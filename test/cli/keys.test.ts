import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyTerms } from "../../src/cli/serve/key-terms.ts";
import { openKeyStore } from "../../src/ledger/sqlite/keys/sqlite-key-store.ts";
import { type Ran, run } from "../helpers/run.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { tempFolder } from "../ledger/temp-folder.ts";

const folder = tempFolder();
const data = () => join(folder(), ".local/share/heartbeat");
const now = new Date("2026-01-20T09:30:00Z");

function keys(
  argv: readonly string[],
  more: Partial<Parameters<typeof run>[1]> = {},
): Promise<Ran> {
  return run(["keys", ...argv], { cwd: folder(), ...more });
}

async function create(...argv: string[]): Promise<{ id: string; token: string }> {
  const { code, stdout, stderr } = await keys(["create", "--name", "Acme CRM", ...argv]);
  expect(code, stderr).toBe(0);
  const token = stdout.trim();
  return { token, id: token.split("_")[1] ?? "" };
}

describe("keys create", () => {
  it.each([{}, { stdoutTerminal: true as const, terminal: 80 }])(
    "prints the key on standard output, alone and this once",
    async (more) => {
      const made = await keys(["create", "--name", "Acme CRM", "--expires", "90d"], more);
      expect(made.stdout).toMatch(/^hb_[a-z2-9]{12}_[0-9a-f]{64}\n$/);
      const secret = made.stdout.trim().slice(-64);
      const listed = await keys(["list"]);
      const asData = await keys(["list", "--json"]);
      for (const said of [made.stderr, listed.stdout, listed.stderr, asData.stdout]) {
        expect(said).not.toContain(secret);
      }
      for (const name of await readdir(data())) {
        // A log goes when its connection does, which may be now.
        const kept = await readFile(join(data(), name)).catch(() => Buffer.alloc(0));
        expect(kept.includes(secret), name).toBe(false);
      }
      expect(made.stderr).toContain("  2026-01-20 09:30  until 2026-04-20 09:30  Acme CRM\n");
      expect(listed.stdout).toContain("  match,search,profile; 0 charged\n");
    },
  );

  it("makes a key that a server takes, with the terms that were typed", async () => {
    const terms = ["--scope", "search, admin", "--per-minute", "600", "--spend-cap", "1000"];
    const { token, id } = await create(...terms, "--expires", "2026-01-31");
    const store = await openKeyStore(join(data(), "keys.db"), {
      now: () => new Date("2026-01-31T23:59:59Z"),
      random: randomBytes,
    });
    expect(await store.authenticate(token)).toEqual({
      id,
      name: "Acme CRM",
      scopes: ["search", "admin"],
      created_at: "2026-01-20T09:30:00.000Z",
      expires_at: "2026-02-01T00:00:00.000Z",
      per_minute: 600,
      spend_cap: 1000,
      spent: 0,
    });
    await store.close();
  });

  it.each([
    ["ENOSPC", [], 3],
    ["ENOSPC", ["--json"], 3],
    ["EPIPE", [], 0],
  ])("leaves no key in force that %s has swallowed (%j)", async (stdoutFault, more, code) => {
    const made = await keys(["create", "--name", "Acme CRM", ...more], { stdoutFault });
    expect([made.code, made.stderr]).toEqual([code, expect.stringContaining("it is revoked")]);
    const { keys: listed } = JSON.parse((await keys(["list", "--json"])).stdout);
    expect(listed).toMatchObject([{ state: "revoked" }]);
  });

  it("tells programs the same", async () => {
    const { stdout } = await keys(["create", "--name", "Acme CRM", "--json", "-q"]);
    const { schema_version, key, token } = JSON.parse(stdout);
    expect({ schema_version, id: token.split("_")[1] }).toEqual({ schema_version: 1, id: key.id });
    expect(JSON.parse((await keys(["list", "--json"])).stdout)).toEqual({
      schema_version: 1,
      keys: [key],
    });
  });

  const wrong = [
    ["--scope", ""],
    ["--scope", "match,write"],
    ["--scope", "Match"],
    ["--expires", "yesterday"],
    ["--expires", "0d"],
    ["--expires", "2026-01-19"],
    ["--expires", "2026-02-30"],
    ["--expires", "2026-1-31"],
    ["--expires", "99999999-01-01"],
    ["--per-minute", "0"],
    ["--per-minute", "1e3"],
    ["--spend-cap", "-5"],
    ["--spend-cap", "9".repeat(16)],
    ["--name", " "],
    ["--name", "two\nlines"],
    ["--name", "x".repeat(81)],
  ];
  it.each(wrong)("refuses %s %j, and makes none", async (option, value) => {
    const argv = ["create", ...(option === "--name" ? [] : ["--name", "Acme"]), option, value];
    expect(await keys(argv)).toMatchObject({ code: 2, stdout: "" });
    expect(await readdir(data()).catch(() => [])).toEqual([]);
  });

  it.each([
    ["1h", "2026-01-20T10:30:00.000Z"],
    ["8w", "2026-03-17T09:30:00.000Z"],
    ["2026-01-20", "2026-01-21T00:00:00.000Z"],
    ["2028-02-29", "2028-03-01T00:00:00.000Z"],
  ])("takes --expires %s as until %s", (expires, until) => {
    expect(keyTerms({ name: "Acme", expires }, now).expires_at).toBe(until);
  });
});

describe("keys list", () => {
  it("says so where there is none", async () => {
    expect(await keys(["list"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "no keys; make one with: heartbeat keys create --name NAME\n",
    });
  });

  it("shows names as they are, but for what would steer the terminal", async () => {
    await keys(["create", "--name", "Zoë \u202e&lt; 北京"]);
    const { stdout } = await keys(["list"]);
    expect(stdout).toContain("Zoë");
    expect(stdout).not.toContain("\u202e");
  });
});

describe("keys revoke", () => {
  it("refuses the key from the next request of a server on, and may be said twice", async () => {
    const { id, token } = await create();
    const server = await openKeyStore(join(data(), "keys.db"), {
      now: () => now,
      random: randomBytes,
    });
    expect(await server.authenticate(token)).toMatchObject({ id });
    const revoked = await spawnHeartbeat(["keys", "revoke", id], { cwd: folder() });
    expect(revoked).toEqual({
      code: 0,
      stdout: "",
      stderr: `${id} is revoked: it is refused from now on\n`,
    });
    expect(await server.authenticate(token)).toBeUndefined();
    await server.close();
    expect((await keys(["revoke", id])).code).toBe(0);
    expect((await keys(["list"])).stdout).toContain("  revoked  Acme CRM\n");
  });

  it("knows no id that no key has", async () => {
    const ran = await keys(["revoke", "k7m2q9x4w8tz"]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("[key_unknown]");
  });

  it("takes no whole key, and does not say it again", async () => {
    const { id, token } = await create();
    const ran = await keys(["revoke", token]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(`heartbeat keys revoke ${id}\n`);
    expect(ran.stderr).not.toContain(token.slice(-64));
  });
});

describe("a folder that cannot be used", () => {
  it("ends every command with exit 4 and what to do", async () => {
    await mkdir(join(folder(), ".local"), { recursive: true });
    await writeFile(join(folder(), ".local/share"), "a file");
    for (const argv of [["create", "--name", "Acme"], ["list"], ["revoke", "k7m2q9x4w8tz"]]) {
      const ran = await keys(argv);
      expect(ran).toMatchObject({ code: 4, stdout: "" });
      expect(ran.stderr).toMatch(/\[ledger_not_writable\]\n.*XDG_DATA_HOME/);
    }
  });

  it("of a ledger that this version does not know is not touched", async () => {
    const ran = await keys(["list", "--ledger", "postgres://db.example/ledger"]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("[not_available]") });
  });
});
