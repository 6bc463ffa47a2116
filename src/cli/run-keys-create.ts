import type { Flags } from "../config.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { keyTerms, type TypedTerms } from "./key-terms.ts";
import { factsOfKey, keyData } from "./keys-screen.ts";
import { createOutput } from "./output.ts";

export interface KeysCreateArguments extends TypedTerms {
  flags: Flags;
}

/** Makes a key. Its text goes to stdout, alone, and is nowhere afterwards. */
export async function runKeysCreate(given: KeysCreateArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const now = app.io.date();
  const terms = keyTerms(given, now);
  return closing(await app.openKeys(config), async (keys) => {
    const { key, token } = await keys.create(terms);
    if (config.settings.json) await out.json({ schema_version: 1, key: keyData(key, now), token });
    else await out.data(`${token}\n`);
    for (const line of factsOfKey(key, now)) out.note(line);
    out.note("The key itself is shown this once: keep it where only its owner can read it.");
    return 0;
  });
}
