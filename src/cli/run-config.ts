import { settingNames } from "../config/settings.ts";
import { withoutCredentials } from "../config/url.ts";
import type { Config, Flags } from "../config.ts";
import type { App } from "./app.ts";
import { createOutput } from "./screen/output.ts";

interface Entry {
  name: string;
  value: unknown;
  origin: string;
}

export interface ConfigArguments {
  origin: boolean;
  flags: Flags;
}

/** Values are data, so they go to stdout. */
export async function runConfig({ origin, flags }: ConfigArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const settings = settingNames.map((name): Entry => {
    const value: unknown = config.settings[name];
    return {
      name,
      value: typeof value === "string" ? withoutCredentials(value) : (value ?? null),
      origin: config.origin[name],
    };
  });
  const entries = settings.toSpliced(settingNames.indexOf("api_key_file"), 0, keyEntry(config));
  if (config.settings.json) {
    const told = entries.map(({ name, ...rest }) => [name, origin ? rest : rest.value]);
    await out.json({
      schema_version: 1,
      settings: Object.fromEntries(told),
      folders: config.folders,
    });
    return 0;
  }
  const rows = [
    ...entries.map((one) => [one.name, shown(one.value), one.origin] as const),
    ...Object.entries(config.folders).map(
      ([name, path]) => [`(${name} folder)`, path, "XDG"] as const,
    ),
  ];
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const valueWidth = Math.max(...rows.map(([, value]) => value.length));
  for (const [name, value, from] of rows) {
    const line = origin ? `${value.padEnd(valueWidth)}  ${from}` : value;
    await out.data(`${name.padEnd(nameWidth)}  ${line}`.trimEnd().concat("\n"));
  }
  return 0;
}

/** That there is a key, and where; never the key. */
function keyEntry({ apiKey }: Config): Entry {
  if (apiKey === undefined) return { name: "api_key", value: null, origin: "default" };
  return { name: "api_key", value: `set (from ${apiKey.from})`, origin: apiKey.from };
}

function shown(value: unknown): string {
  if (value === null) return "-";
  if (value === "\t") return "tab";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "-" : value.join("; ");
  const pairs = Object.entries(value as Record<string, string>);
  return pairs.length === 0 ? "-" : pairs.map(([field, column]) => `${field}=${column}`).join(", ");
}
