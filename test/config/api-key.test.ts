import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Config, type Flags, loadConfig } from "../../src/config.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const secret = "hb-CANARY-4f7d";
let home: string;
let userFile: string;
beforeEach(async () => {
  home = temporaryFolder("heartbeat-key");
  userFile = join(home, ".config/heartbeat/config.json");
  await mkdir(join(home, ".config/heartbeat"), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

function load(flags: Flags, env: Record<string, string> = {}): Promise<Config> {
  return loadConfig({ flags, env: { HOME: home, ...env }, cwd: home });
}

async function put(path: string, text: string | Buffer, mode = 0o600): Promise<string> {
  const whole = join(home, path);
  await writeFile(whole, text);
  await chmod(whole, mode);
  return whole;
}

/** How it was refused; fails where it was not. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: Error & { code?: string; hint?: string; exitCode?: number } = await work.then(
    () => expect.unreachable("was accepted"),
    (reason) => reason,
  );
  expect(error).toMatchObject({ name: "UsageError", exitCode: 2 });
  const said = `[${error.code}] ${error.message} ${error.hint}`;
  expect(said).not.toContain("CANARY");
  return said;
}

describe("a key comes from", () => {
  it("nowhere, unless somebody says so", async () => {
    expect((await load({})).apiKey).toBeUndefined();
  });

  it("the variable", async () => {
    const { apiKey } = await load({}, { HEARTBEAT_API_KEY: secret });
    expect([apiKey?.from, await apiKey?.read()]).toEqual(["HEARTBEAT_API_KEY", secret]);
    expect((await load({}, { HEARTBEAT_API_KEY: "" })).apiKey).toBeUndefined();
  });

  it.each(["", "\n", "\r\n"])("a file that ends in %j", async (end) => {
    const path = await put("key.txt", `${secret}${end}`);
    for (const { apiKey, settings } of [
      await load({ api_key_file: "key.txt" }),
      await load({}, { HEARTBEAT_API_KEY_FILE: "~/key.txt" }),
    ]) {
      expect([apiKey?.from, settings.api_key_file]).toEqual([path, path]);
      expect(await apiKey?.read()).toBe(secret);
    }
  });

  it("the user's own file, where nobody else may read it", async () => {
    await put(".config/heartbeat/config.json", JSON.stringify({ api_key: secret }));
    const { apiKey } = await load({});
    expect([apiKey?.from, await apiKey?.read()]).toEqual([`"api_key" in ${userFile}`, secret]);
  });

  it("the strongest layer that has one", async () => {
    await put(".config/heartbeat/config.json", JSON.stringify({ api_key: "the-users" }));
    await put("flag.txt", "the-flags");
    const keyOf = async (config: Config) => [
      await config.apiKey?.read(),
      config.origin.api_key_file,
    ];
    expect(await keyOf(await load({}))).toEqual(["the-users", "default"]);
    const env = { HEARTBEAT_API_KEY: "the-variables" };
    const fromVariable = await load({}, env);
    expect(await keyOf(fromVariable)).toEqual(["the-variables", "default"]);
    expect(fromVariable.settings.api_key_file).toBeUndefined();
    expect(await keyOf(await load({ api_key_file: "flag.txt" }, env))).toEqual([
      "the-flags",
      "--api-key-file",
    ]);
  });
});

describe("refused is", () => {
  it.each([
    ["an empty one", "", "is empty"],
    ["a blank line", "\n", "is empty"],
    ["several lines", `${secret}\n${secret}\n`, "has several lines"],
    ["two line breaks", `${secret}\n\n`, "has several lines"],
    ["a line break within", `CANARY\r\nX-Evil: 1`, "has several lines"],
    ["a blank at the end", `${secret} \n`, "holds a blank"],
    ["a control character", "CANARY\u0000", "holds a character that"],
    ["a letter that is not ASCII", "CANARYé", "holds a character that"],
    [
      "UTF-16, as PowerShell writes it",
      Buffer.from(`\ufeff${secret}\r\n`, "utf16le"),
      "holds a character that",
    ],
    ["a picture", Buffer.alloc(5_000_000, "CANARY"), "is longer than a key can be"],
  ])("%s", async (_, text, fault) => {
    const path = await put("key.txt", text);
    const config = await load({ api_key_file: path });
    const said = await refusal(config.apiKey?.read() as Promise<string>);
    expect(said).toContain(`[api_key_invalid] The API key of ${path} ${fault}`);
  });

  it("the same in a variable", async () => {
    const { apiKey } = await load({}, { HEARTBEAT_API_KEY: "CANARY CANARY" });
    expect(await refusal(apiKey?.read() as Promise<string>)).toContain("HEARTBEAT_API_KEY holds");
  });

  it.each([0o640, 0o604, 0o620, 0o777])("a file of mode %o", async (mode) => {
    const path = await put("key.txt", secret, mode);
    const config = await load({ api_key_file: path });
    const said = await refusal(config.apiKey?.read() as Promise<string>);
    expect(said).toContain("[api_key_exposed]");
    expect(said).toContain(`chmod 600 ${path}`);
  });

  it("the user's file with a key in it that others may read, and only then", async () => {
    await put(".config/heartbeat/config.json", JSON.stringify({ quiet: true }), 0o644);
    expect((await load({})).settings.quiet).toBe(true);
    await put(".config/heartbeat/config.json", JSON.stringify({ api_key: secret }), 0o644);
    expect(await refusal(load({}))).toContain(`chmod 600 ${userFile}`);
  });

  it.each(["missing.txt", "."])("%s in place of a file", async (name) => {
    const config = await load({ api_key_file: name });
    const said = await refusal(config.apiKey?.read() as Promise<string>);
    expect(said).toContain("[api_key_unreadable]");
  });

  it.each(["api_key", "api_key_file"])("%s in the project's file", async (name) => {
    await put("heartbeat.json", JSON.stringify({ [name]: secret }));
    const said = await refusal(load({}));
    expect(said).toContain(`"${name}" in heartbeat.json is not allowed`);
    expect(said).toContain("HEARTBEAT_API_KEY, --api-key-file");
  });

  it("a key that is no text", async () => {
    await put(".config/heartbeat/config.json", '{"api_key": 12345}');
    expect(await refusal(load({}))).toContain("must be a text");
  });

  it("a layer that says it twice", async () => {
    const env = { HEARTBEAT_API_KEY: secret, HEARTBEAT_API_KEY_FILE: "key.txt" };
    expect(await refusal(load({}, env))).toContain(
      "HEARTBEAT_API_KEY and HEARTBEAT_API_KEY_FILE exclude each other",
    );
    const both = JSON.stringify({ api_key: secret, api_key_file: "key.txt" });
    await put(".config/heartbeat/config.json", both);
    expect(await refusal(load({}))).toContain("exclude each other");
  });

  it("a variable that is misspelt, by its name", async () => {
    const said = await refusal(load({}, { HEARTBEAT_API_KY: secret }));
    expect(said).toContain("HEARTBEAT_API_KY is not known. Did you mean HEARTBEAT_API_KEY?");
  });

  it.each([
    ["--api-key", secret],
    [`--api-key=${secret}`],
    ["show", "1234567893", `--apikey=${secret}`],
    ["--API_KEY", secret],
    [`--token=${secret}`],
    ["show", "1234567893", `--authorization=Bearer ${secret}\n${secret}`],
  ])("a typed one: %j", async (...argv) => {
    const { code, stdout, stderr } = await run(argv, { cwd: home });
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain("CANARY");
    expect(stderr).toMatch(/HEARTBEAT_API_KEY|unknown option '--(token|authorization)'/);
  });
});

it("is shown nowhere, only that it is there", async () => {
  await put("key.txt", secret);
  for (const [argv, env, from] of [
    [["--api-key-file", "key.txt"], {}, join(home, "key.txt")],
    [[], { HEARTBEAT_API_KEY: secret }, "HEARTBEAT_API_KEY"],
  ] as const) {
    for (const form of [[], ["--origin"], ["--json"], ["--json", "--origin"]]) {
      const { code, stdout, stderr } = await run(["config", "show", ...form, ...argv], {
        cwd: home,
        env,
      });
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toContain(`set (from ${from})`);
      expect(stdout).not.toContain("CANARY");
    }
  }
  const config = await load({}, { HEARTBEAT_API_KEY: secret });
  expect(inspect(config, { depth: null, showHidden: true })).not.toContain("CANARY");
  expect(JSON.stringify(config)).not.toContain("CANARY");
  const { stdout } = await run(["config", "show"], { cwd: home });
  expect(stdout).toMatch(/^api_key +-$/m);
});
