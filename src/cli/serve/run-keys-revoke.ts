import type { Flags } from "../../config.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { keyData } from "./keys-screen.ts";

export interface KeysRevokeArguments {
  id: string;
  flags: Flags;
}

/** A key that is revoked already stays so: exit 0. */
export async function runKeysRevoke({ id, flags }: KeysRevokeArguments, app: App): Promise<number> {
  refuseWholeKey(id);
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  return closing(await app.openKeys(config), async (keys) => {
    const key = await keys.revoke(id);
    if (key === undefined) {
      throw new UsageError(
        "key_unknown",
        "There is no key with this id.",
        "`heartbeat keys list` shows them.",
      );
    }
    out.note(`${key.id} is revoked: it is refused from now on`);
    if (config.settings.json) {
      await out.json({ schema_version: 1, key: keyData(key, app.io.date()) });
    }
    return 0;
  });
}

/** What was typed is in the shell's history now; it is not said again. */
function refuseWholeKey(typed: string): void {
  const [, id] = /^hb_([a-z0-9]+)_./.exec(typed) ?? [];
  if (id === undefined) return;
  throw new UsageError(
    "api_key_typed",
    "That is a whole key, and a key does not belong on a command line.",
    `Name it by its id: heartbeat keys revoke ${id}`,
  );
}
