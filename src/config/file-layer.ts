import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode, UsageError } from "../model/errors.ts";
import { lineOfJsonFault } from "./json-fault.ts";
import type { Layer } from "./layer.ts";
import { didYouMean } from "./nearest.ts";
import { flagOf, type SettingName, settingNames, settings, variableOf } from "./settings.ts";
import { hasCredentials } from "./url.ts";

/** None when there is no such file. `shown` is how messages name it. */
export async function fileLayer(path: string, shown = path): Promise<Layer[]> {
  const text = await readIfThere(path, shown);
  if (text === undefined) return [];
  const values = parse(text, shown);
  for (const key of Object.keys(values)) refuseUnknown(key, shown);
  for (const value of Object.values(values)) refuseCredentials(value, shown);
  return [
    {
      called: (name) => `"${name}" in ${shown}`,
      origin: () => shown,
      typed: true,
      base: dirname(path),
      values,
    },
  ];
}

async function readIfThere(path: string, shown: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
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

function parse(text: string, shown: string): Record<string, unknown> {
  const bare = text.replace(/^\uFEFF/, "");
  let parsed: unknown;
  try {
    parsed = JSON.parse(bare);
  } catch {
    throw new UsageError(
      "config_invalid",
      `${shown}, line ${lineOfJsonFault(bare)}: this is not JSON.`,
      "Look there, or just before, for a missing quote, comma or bracket, or a comma too many.",
    );
  }
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
      "Take it out of the file; secrets come from the environment.",
    );
  }
  throw new UsageError(
    "config_invalid",
    `"${key}" in ${shown} is not a setting.${didYouMean(key, settingNames)}`,
    "`heartbeat config show` lists every setting.",
  );
}

function refuseCredentials(value: unknown, shown: string): void {
  if (typeof value !== "string" || !hasCredentials(value)) return;
  throw new UsageError(
    "config_invalid",
    `A URL in ${shown} carries a user name or password, and secrets do not belong in a configuration file.`,
    "Take it out of the URL; secrets come from the environment.",
  );
}
