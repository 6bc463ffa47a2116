import { dirname, join, resolve } from "node:path";
import type { z as zod } from "zod";
import { type ApiKey, givenKey, KEY_VARIABLE, keyInFile } from "./config/api-key.ts";
import { fileLayer } from "./config/file-layer.ts";
import { type Environment, type Folders, homeFolder, standardFolders } from "./config/folders.ts";
import type { Layer } from "./config/layer.ts";
import { nearest } from "./config/nearest.ts";
import {
  flagOf,
  type SettingName,
  type Settings,
  settingNames,
  settings,
  variableOf,
} from "./config/settings.ts";
import { isUrl } from "./config/url.ts";
import { UsageError } from "./model/errors.ts";

/** The whole configuration of one run: settled once, frozen, handed down. */
export interface Config {
  readonly settings: Readonly<Settings>;
  /** Who said it: `--registry`, `HEARTBEAT_REGISTRY`, a file's path, or `default`. */
  readonly origin: Readonly<Record<SettingName, string>>;
  readonly folders: Readonly<Folders>;
  /** The key for a search service, unread; undefined without one. */
  readonly apiKey: ApiKey | undefined;
}

/** What a flag said: texts as typed, switches as booleans, `--map` as an object. */
export type Flags = Partial<Record<SettingName, unknown>>;

interface ConfigInput {
  flags: Flags;
  env: Environment;
  cwd: string;
}

/**
 * flags > HEARTBEAT_* > ./heartbeat.json > user file > defaults. A setting comes whole from the
 * strongest layer that has it; every layer is checked, also where a stronger one wins.
 */
export async function loadConfig({ flags, env, cwd }: ConfigInput): Promise<Config> {
  const folders = standardFolders(env);
  const userFile = join(folders.config, "config.json");
  const layers: Layer[] = [
    flagLayer(flags, cwd),
    variableLayer(env, cwd),
    ...(await fileLayer(join(cwd, "heartbeat.json"), {
      shown: "heartbeat.json",
      mayHoldKey: false,
    })),
    ...(await fileLayer(userFile, { shown: userFile, mayHoldKey: true })),
  ];
  const { z } = await import("zod");
  const values: Partial<Record<SettingName, unknown>> = {};
  const origin = Object.fromEntries(settingNames.map((name) => [name, "default"]));
  for (const layer of layers.toReversed()) {
    for (const name of settingNames) {
      const value = layer.values[name];
      if (value === undefined) continue;
      values[name] = toAbsolute(name, checked(z, layer, name, value), layer.base, env);
      origin[name] = layer.origin(name);
    }
  }
  const overruled = overruledThreshold(layers);
  if (overruled !== undefined) {
    delete values[overruled];
    origin[overruled] = "default";
  }
  if (isMapOverruled(layers)) {
    delete values.map;
    origin.map = "default";
  }
  const given = keyGiven(layers);
  if (given !== undefined) {
    delete values.api_key_file;
    origin.api_key_file = "default";
  }
  const file = values.api_key_file as string | undefined;
  return Object.freeze({
    settings: Object.freeze(
      withKeyFile({ ...defaults(folders), ...(values as Partial<Settings>) }),
    ),
    origin: Object.freeze(origin as Record<SettingName, string>),
    folders: Object.freeze(folders),
    apiKey: given ?? (file === undefined ? undefined : keyInFile(file)),
  });
}

/** The secret lies beside its ledger, wherever that is. */
function withKeyFile(settings: Omit<Settings, "ledger_key_file"> & Partial<Settings>): Settings {
  return { ledger_key_file: join(dirname(settings.ledger), "ledger.key"), ...settings };
}

function defaults(folders: Folders): Omit<Settings, "ledger_key_file"> {
  return {
    registry: join(folders.data, "registry"),
    service: undefined,
    api_key_file: undefined,
    ledger: join(folders.data, "ledger.db"),
    public_records: "erase",
    fields: undefined,
    with_provenance: false,
    fresh_within: undefined,
    phone_format: "digits",
    min_confidence: 0.95,
    target_precision: undefined,
    batch_size: 100,
    concurrency: 8,
    max_requests: undefined,
    map: {},
    map_file: undefined,
    delimiter: undefined,
    encoding: undefined,
    header_row: undefined,
    format: undefined,
    raw: false,
    sheet: undefined,
    name_order: undefined,
    name_columns: undefined,
    prior: undefined,
    business_calendar: "california",
    letters: undefined,
    change_degree: "reasonable",
    // A profile that is sold has them: its person gets no less than a User.
    rights_npi: "disclose",
    fail_if: [],
    json: false,
    quiet: false,
    verbose: false,
    progress: "auto",
    no_input: false,
    yes: false,
    no_color: false,
  };
}

/**
 * `min_confidence` and `target_precision` are two words for one thing: the stronger layer's counts.
 * A layer that says both is refused.
 */
function overruledThreshold(layers: readonly Layer[]): SettingName | undefined {
  const says = (layer: Layer, name: SettingName) => layer.values[name] !== undefined;
  for (const layer of layers) {
    const confidence = says(layer, "min_confidence");
    const precision = says(layer, "target_precision");
    if (confidence && precision) {
      throw new UsageError(
        "config_invalid",
        `${layer.called("min_confidence")} and ${layer.called("target_precision")} exclude each other.`,
        "Keep the one that you mean.",
      );
    }
    if (confidence) return "target_precision";
    if (precision) return "min_confidence";
  }
  return undefined;
}

/** The key itself, where the strongest layer that has one does not name a file for it. */
function keyGiven(layers: readonly Layer[]): ApiKey | undefined {
  for (const { apiKey, called, values } of layers) {
    if (apiKey !== undefined && values.api_key_file !== undefined) {
      throw new UsageError(
        "config_invalid",
        `${apiKey.from} and ${called("api_key_file")} exclude each other.`,
        "Keep the one that you mean.",
      );
    }
    if (apiKey !== undefined) return apiKey;
    if (values.api_key_file !== undefined) return undefined;
  }
  return undefined;
}

/** A file of a mapping replaces the columns that a weaker layer names. */
function isMapOverruled(layers: readonly Layer[]): boolean {
  const strongest = layers.find(
    ({ values }) => values.map !== undefined || values.map_file !== undefined,
  );
  return strongest !== undefined && strongest.values.map === undefined;
}

function flagLayer(flags: Flags, base: string): Layer {
  return { called: flagOf, origin: flagOf, typed: false, base, values: flags };
}

function variableLayer(env: Environment, base: string): Layer {
  const known = [...settingNames.map(variableOf), KEY_VARIABLE, "HEARTBEAT_DEBUG"];
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith("HEARTBEAT_") || known.includes(variable)) continue;
    // Other programs are called heartbeat too: only what looks like a slip of ours is refused.
    const near = nearest(variable.slice("HEARTBEAT_".length), [...settingNames, "api_key"]);
    if (near === undefined) continue;
    throw new UsageError(
      "config_invalid",
      `The environment variable ${variable} is not known. Did you mean HEARTBEAT_${near.toUpperCase()}?`,
      "Rename or unset it.",
    );
  }
  const values = Object.fromEntries(
    settingNames.map((name) => [name, env[variableOf(name)] || undefined]),
  );
  const key = env[KEY_VARIABLE] || undefined;
  const apiKey = key === undefined ? undefined : givenKey(key, KEY_VARIABLE);
  return { called: variableOf, origin: variableOf, typed: false, base, values, apiKey };
}

function checked(z: typeof zod, layer: Layer, name: SettingName, value: unknown): unknown {
  const setting = settings[name];
  const given = typeof value === "string" && !layer.typed ? fromText(setting.read, value) : value;
  const result = setting.schema(z).safeParse(given);
  if (result.success) return result.data;
  throw new UsageError(
    "config_invalid",
    `${layer.called(name)} must be ${setting.expected}.`,
    "`heartbeat config show --origin` shows every setting and who said it.",
  );
}

const switches: Readonly<Record<string, boolean>> = {
  1: true,
  true: true,
  yes: true,
  on: true,
  0: false,
  false: false,
  no: false,
  off: false,
};

/** A text that does not read as what it should be stays a text, and the schema refuses it. */
function fromText(read: "text" | "number" | "boolean" | "json", text: string): unknown {
  if (read === "number") return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : text;
  if (read === "boolean") return switches[text.trim().toLowerCase()] ?? text;
  if (read === "json") return fromJson(text);
  return text;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toAbsolute(name: SettingName, value: unknown, base: string, env: Environment): unknown {
  const { path, words = [] } = settings[name];
  if (path !== true || typeof value !== "string" || isUrl(value)) return value;
  if (words.includes(value)) return value;
  return resolve(base, value.replace(/^~(?=[\\/]|$)/, homeFolder(env)));
}
