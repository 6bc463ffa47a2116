import type { Writable } from "node:stream";
import type { Flags } from "../../config.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { keyTerms, type TypedTerms } from "./key-terms.ts";
import { factsOfKey, keyData } from "./keys-screen.ts";

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
    const data = { schema_version: 1, key: keyData(key, now), token };
    const text = config.settings.json ? JSON.stringify(data, null, 2) : token;
    if (!(await isWritten(`${text}\n`, app.io.stdout))) {
      await keys.revoke(key.id);
      out.note(`${key.id} was made and could not be printed: it is revoked`);
      return 0;
    }
    for (const line of factsOfKey(key, now)) out.note(line);
    out.note("The key itself is shown this once: keep it where only its owner can read it.");
    return 0;
  });
}

/** What a full disk or a closed pipe has swallowed nobody can use, and it would stay in force. */
function isWritten(text: string, stdout: Writable): Promise<boolean> {
  return new Promise((resolve) => stdout.write(text, (error) => resolve(!error)));
}
