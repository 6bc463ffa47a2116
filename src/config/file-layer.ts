import type { Stats } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode, UsageError } from "../model/errors.ts";
import { type ApiKey, givenKey } from "./api-key.ts";
import type { Layer } from "./layer.ts";
import { didYouMean } from "./nearest.ts";
import { parseJson } from "./parse-json.ts";
import { flagOf, type SettingName, settingNames, settings, variableOf } from "./settings.ts";
import { refuseShared } from "./shared-file.ts";
import { hasCredentials } from "./url.ts";

export interface FileLayerOptions {
  /** How messages name it. */
  shown: string;
  /**
   * Whether it may say what the API key is. The user's own file may; a project's comes with what
   * others wrote, who could send any file of the user's to any service.
   */
  mayHoldKey: boolean;
}

/** None when there is no such file. */
export async function fileLayer(path: string, options: FileLayerOptions): Promise<Layer[]> {
  const { shown, mayHoldKey } = options;
  const file = await readIfThere(path, shown);
  if (file === undefined) return [];
  const parsed = parse(file.text, shown);
  if (!mayHoldKey) refuseKey(parsed, shown);
  const { api_key, ...values } = parsed;
  let apiKey: ApiKey | undefined;
  if (api_key !== undefined) {
    refuseShared(file.stats, shown);
    apiKey = givenKey(requireText(api_key, shown), `"api_key" in ${shown}`);
  }
  for (const key of Object.keys(values)) refuseUnknown(key, shown);
  for (const value of Object.values(values)) refuseCredentials(value, shown);
  return [
    {
      called: (name) => `"${name}" in ${shown}`,
      origin: () => shown,
      typed: true,
      base: dirname(path),
      values,
      apiKey,
    },
  ];
}

async function readIfThere(
  path: string,
  shown: string,
): Promise<{ text: string; stats: Stats } | undefined> {
  try {
    const file = await open(path);
    try {
      return { stats: await file.stat(), text: await file.readFile("utf8") };
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UsageError(
      "config_invalid",
      `${shown} cannot be read (${code ?? "unknown error"}).`,
      "Make it readable, or move it away.",
    );
  }
}

function requireText(value: unknown, shown: string): string {
  if (typeof value === "string") return value;
  throw new UsageError(
    "config_invalid",
    `"api_key" in ${shown} must be a text.`,
    "Write the key in quotes.",
  );
}

function parse(text: string, shown: string): Record<string, unknown> {
  const parsed = parseJson(text, shown, "config_invalid");
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
    return parsed as Record<string, unknown>;
  }
  throw new UsageError(
    "config_invalid",
    `${shown} is not a JSON object.`,
    'Expected e.g. {"registry": "registry", "min_confidence": 0.95}.',
  );
}

function refuseUnknown(key: string, shown: string): void {
  const setting = Object.hasOwn(settings, key) ? settings[key as SettingName] : undefined;
  if (setting !== undefined && setting.notInFiles !== true) return;
  if (setting !== undefined) {
    throw new UsageError(
      "config_invalid",
      `"${key}" in ${shown} is not allowed: it is said for one run at a time.`,
      `Use ${flagOf(key as SettingName)} or ${variableOf(key as SettingName)}.`,
    );
  }
  if (/secret|token|passw|api.?key|credential|private.?key/i.test(key)) {
    throw new UsageError(
      "config_invalid",
      `"${key}" in ${shown} looks like a secret, and secrets do not belong in a configuration file.`,
      /^api[-_]?key$/i.test(key)
        ? keyPlaces
        : "Take it out of the file; secrets come from the environment.",
    );
  }
  throw new UsageError(
    "config_invalid",
    `"${key}" in ${shown} is not a setting.${didYouMean(key, settingNames)}`,
    "`heartbeat config show` lists every setting.",
  );
}

function refuseKey(parsed: Readonly<Record<string, unknown>>, shown: string): void {
  const key = ["api_key", "api_key_file"].find((name) => Object.hasOwn(parsed, name));
  if (key === undefined) return;
  throw new UsageError(
    "config_invalid",
    `"${key}" in ${shown} is not allowed: a project's file does not say what your API key is.`,
    keyPlaces,
  );
}

const keyPlaces =
  'Take it out of the file; the key comes from HEARTBEAT_API_KEY, --api-key-file, or "api_key" in your own config.json.';

function refuseCredentials(value: unknown, shown: string): void {
  if (typeof value !== "string" || !hasCredentials(value)) return;
  throw new UsageError(
    "config_invalid",
    `A URL in ${shown} carries a user name or password, and secrets do not belong in a configuration file.`,
    "Take it out of the URL; secrets come from the environment.",
  );
}
