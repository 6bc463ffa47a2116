import { mkdir, rm, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Flags, loadConfig } from "../src/config.ts";
import { temporaryFolder } from "./helpers/temporary-folder.ts";

let home: string;
let cwd: string;
beforeEach(async () => {
  home = temporaryFolder("heartbeat-config");
  cwd = join(home, "project");
  await mkdir(cwd);
});
afterEach(() => rm(home, { recursive: true, force: true }));

interface Layers {
  flags?: Flags;
  env?: Record<string, string>;
  /** ./heartbeat.json, as an object or as it stands. */
  project?: unknown;
  user?: unknown;
}

async function load({ flags = {}, env = {}, project, user }: Layers) {
  if (project !== undefined) await write(join(cwd, "heartbeat.json"), project);
  if (user !== undefined) {
    await mkdir(join(home, ".config/heartbeat"), { recursive: true });
    await write(join(home, ".config/heartbeat/config.json"), user);
  }
  return loadConfig({ flags, env: { HOME: home, ...env }, cwd });
}

function write(path: string, content: unknown): Promise<void> {
  return writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
}

describe("precedence", () => {
  const layers = [
    ["default", {}, 100],
    ["user", { user: { batch_size: 1 } }, 1],
    ["heartbeat.json", { project: { batch_size: 2 } }, 2],
    ["HEARTBEAT_BATCH_SIZE", { env: { HEARTBEAT_BATCH_SIZE: "3" } }, 3],
    ["--batch-size", { flags: { batch_size: "4" } }, 4],
  ] as const;

  it.each(layers.map((_, i) => i))("layer %i wins over those before it", async (strongest) => {
    const [name, , value] = layers[strongest] as (typeof layers)[number];
    const all = Object.assign({}, ...layers.slice(0, strongest + 1).map(([, layer]) => layer));
    const { settings, origin } = await load(all);
    expect(settings.batch_size).toBe(value);
    const file = join(home, ".config/heartbeat/config.json");
    expect(origin.batch_size).toBe(name === "user" ? file : name);
  });

  it("settles each setting by itself, and freezes the whole", async () => {
    const config = await load({
      flags: { json: true, no_color: true },
      env: { HEARTBEAT_QUIET: "1", HEARTBEAT_MAP: '{"npi":"Id"}', HEARTBEAT_PRIOR: "" },
      project: { delimiter: "tab", fields: ["identity", "phone"], min_confidence: 0.9 },
    });
    expect(config.settings).toMatchObject({
      ...{ json: true, no_color: true, quiet: true, map: { npi: "Id" }, prior: undefined },
      ...{ delimiter: "\t", fields: "identity,phone", min_confidence: 0.9 },
    });
    expect(config.origin).toMatchObject({
      json: "--json",
      quiet: "HEARTBEAT_QUIET",
      prior: "default",
    });
    expect([config, config.settings, config.origin, config.folders].every(Object.isFrozen)).toBe(
      true,
    );
  });
});

describe("min_confidence and target_precision", () => {
  it.each<[string, Layers, Partial<Record<string, unknown>>]>([
    ["the default", {}, { min_confidence: 0.95, target_precision: undefined }],
    [
      "the stronger layer's",
      { project: { min_confidence: 0.8 }, flags: { target_precision: "0.99" } },
      { min_confidence: 0.95, target_precision: 0.99 },
    ],
    [
      "the stronger layer's, the other way round",
      { user: { target_precision: 0.99 }, env: { HEARTBEAT_MIN_CONFIDENCE: "0.8" } },
      { min_confidence: 0.8, target_precision: undefined },
    ],
  ])("%s counts", async (_, layers, expected) => {
    const { settings, origin } = await load(layers);
    expect(settings).toMatchObject(expected);
    const said = expected.target_precision === undefined ? "target_precision" : "min_confidence";
    expect(origin[said]).toBe("default");
  });

  it("exclude each other within a layer", async () => {
    const flags = { min_confidence: "0.9", target_precision: "0.99" };
    await expect(load({ flags })).rejects.toMatchObject({
      code: "config_invalid",
      message: "--min-confidence and --target-precision exclude each other.",
    });
  });

  it.each(["0", "1", "99", "99%", "-0.5"])("a target precision of %s is refused", async (said) => {
    await expect(load({ flags: { target_precision: said } })).rejects.toMatchObject({
      code: "config_invalid",
    });
  });
});

describe("places", () => {
  it("follows XDG, and leaves out what is not absolute", async () => {
    const plain = await load({});
    expect(plain.settings.registry).toBe(join(home, ".local/share/heartbeat/registry"));
    expect(plain.folders.state).toBe(join(home, ".local/state/heartbeat"));
    const moved = await load({ env: { XDG_DATA_HOME: "/data", XDG_CACHE_HOME: "relative" } });
    expect(moved.settings.registry).toBe("/data/heartbeat/registry");
    expect(moved.settings.ledger).toBe("/data/heartbeat/ledger.db");
    expect(moved.folders.cache).toBe(join(home, ".cache/heartbeat"));
  });

  it.each<[string, Layers, string]>([
    ["a flag's from the working folder", { flags: { registry: "reg" } }, "project/reg"],
    ["a variable's likewise", { env: { HEARTBEAT_REGISTRY: "reg" } }, "project/reg"],
    ["a file's from the file's folder", { user: { registry: "reg" } }, ".config/heartbeat/reg"],
    ["~ is the home folder", { project: { registry: "~/reg" } }, "reg"],
  ])("reads a relative path: %s", async (_, layers, expected) => {
    const { settings } = await load(layers);
    expect(settings.registry).toBe(join(home, expected));
  });

  it.each(["postgres://db.example/hb", "nppes:"])("leaves a URL alone: %s", async (registry) => {
    const { settings } = await load({ flags: { registry } });
    expect(settings.registry).toBe(registry);
  });

  it.each(["", "not/absolute"])("asks the system where HOME is %j", async (said) => {
    const { settings } = await load({ env: { HOME: said } });
    expect(settings.registry).toBe(join(userInfo().homedir, ".local/share/heartbeat/registry"));
  });
});

describe("refusals", () => {
  it.each<[string, Layers, string[]]>([
    [
      "an unknown key",
      { project: { regisrty: "x" } },
      ['"regisrty" in heartbeat.json', 'Did you mean "registry"?'],
    ],
    [
      "an unknown key nothing is near to",
      { project: { colour: "x" } },
      ['"colour" in heartbeat.json is not a setting.'],
    ],
    [
      "an inherited property's name",
      { project: '{"constructor": 1}' },
      ['"constructor" in heartbeat.json'],
    ],
    [
      "a misspelt variable",
      { env: { HEARTBEAT_BACTH_SIZE: "1" } },
      ["HEARTBEAT_BACTH_SIZE", "HEARTBEAT_BATCH_SIZE?"],
    ],
    [
      "a wrong type, by file and key",
      { user: { batch_size: "50" } },
      ['"batch_size" in ', "config.json", "a whole number"],
    ],
    [
      "a wrong type in a nested value",
      { project: { map: { npi: 3 } } },
      ['"map" in heartbeat.json'],
    ],
    [
      "a number out of range",
      { flags: { prior: "1" } },
      ["--prior must be a number from 0.05 to 0.97"],
    ],
    ["a number that is none", { flags: { concurrency: "0x10" } }, ["--concurrency must be"]],
    [
      "a word that is no switch",
      { env: { HEARTBEAT_QUIET: "perhaps" } },
      ["HEARTBEAT_QUIET must be true or false"],
    ],
    [
      "a weaker layer's mistake, too",
      { flags: { prior: "0.5" }, project: { prior: 7 } },
      ['"prior" in heartbeat.json'],
    ],
    ["what is no JSON", { project: '{\n "quiet": tru\n}' }, ["heartbeat.json, line 2: "]],
    ["an empty file", { project: "" }, ["heartbeat.json, line 1: "]],
    ["what is no object", { project: "[]" }, ["heartbeat.json is not a JSON object"]],
    [
      "a secret",
      { project: { api_key: "hunter2" } },
      ['"api_key" in heartbeat.json is not allowed'],
    ],
    [
      "something like a secret",
      { project: { apiKey: "hunter2" } },
      ['"apiKey" in heartbeat.json looks like a secret', "HEARTBEAT_API_KEY"],
    ],
    [
      "a secret in a URL",
      { project: { registry: "postgres://me:hunter2@db/x" } },
      ["carries a user name or password"],
    ],
    [
      "a secret in a stand-in's URL",
      { project: { service: "nppes:https://me:hunter2@host" } },
      ["carries a user name or password"],
    ],
    ["consent for good", { project: { yes: true } }, ["--yes or HEARTBEAT_YES"]],
  ])("%s", async (_, layers, parts) => {
    const error: Error & { hint?: string } = await load(layers).then(
      () => expect.unreachable("was accepted"),
      (reason) => reason,
    );
    expect(error).toMatchObject({ name: "UsageError", code: "config_invalid" });
    for (const part of parts) expect(`${error.message} ${error.hint}`).toContain(part);
    expect(`${error.message} ${error.hint}`).not.toContain("hunter2");
  });

  it("leaves other programs' variables alone", async () => {
    await expect(
      load({ env: { HEARTBEAT_INTERVAL: "30", HEARTBEAT_DEBUG: "1" } }),
    ).resolves.toBeDefined();
  });
});
