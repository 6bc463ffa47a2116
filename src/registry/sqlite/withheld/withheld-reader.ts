import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { WithheldNpis } from "../../withheld-store.ts";
import type { ReadRelease } from "../release/release-guard.ts";
import { readWithheld } from "./withheld-rows.ts";

/** Read again only when another connection has written to the file. */
export function createWithheldReader(db: SqliteDatabase, read: ReadRelease): () => WithheldNpis {
  const dataVersion = db.prepare("PRAGMA data_version");
  let known: WithheldNpis | undefined;
  let knownVersion: unknown;
  return () =>
    read(() => {
      const version = dataVersion.get()?.[0];
      if (known === undefined || version !== knownVersion) known = readWithheld(db);
      knownVersion = version;
      return known;
    });
}
