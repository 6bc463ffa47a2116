import type { Flags } from "../../config.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { factsOfKey, keyData } from "./keys-screen.ts";

export interface KeysListArguments {
  flags: Flags;
}

/** The keys; data, so they go to stdout. */
export async function runKeysList({ flags }: KeysListArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const now = app.io.date();
  return closing(await app.openKeys(config), async (store) => {
    const keys = await store.list();
    if (config.settings.json) {
      await out.json({ schema_version: 1, keys: keys.map((key) => keyData(key, now)) });
    } else if (keys.length === 0) {
      out.note("no keys; make one with: heartbeat keys create --name NAME");
    } else {
      await out.data(
        keys.flatMap((key) => factsOfKey(key, now).map((line) => `${line}\n`)).join(""),
      );
    }
    return 0;
  });
}
