import type { ApiKey } from "./api-key.ts";
import type { SettingName } from "./settings.ts";

/** One layer of the five; `values` are still unchecked. */
export interface Layer {
  /** For messages and origins: how this layer calls a setting. */
  called: (name: SettingName) => string;
  origin: (name: SettingName) => string;
  /** JSON has types of its own; flags and variables are texts to be read. */
  typed: boolean;
  /** Relative paths start here. */
  base: string;
  values: Readonly<Record<string, unknown>>;
  /** A key itself, not the file that it is in. */
  apiKey?: ApiKey | undefined;
}
