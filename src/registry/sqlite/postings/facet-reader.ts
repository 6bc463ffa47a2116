import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { FacetIndex } from "../../facet-index.ts";
import type { ReadRelease } from "../release/release-guard.ts";
import { postingArray } from "./posting-blob.ts";

/** Behind everything that begins with a prefix. */
const last = "\u{10ffff}";

/** The facets of an open release. */
export function createFacetIndex(db: SqliteDatabase, read: ReadRelease): FacetIndex {
  const selectNpis = db.prepare("SELECT npis FROM facet WHERE name=?");
  const selectNames = db.prepare("SELECT name FROM facet WHERE name>=? AND name<? ORDER BY name");
  return {
    npis: async (names) =>
      read(() =>
        names.map((name) => {
          const row = selectNpis.get(name);
          return row === undefined ? new Uint32Array() : postingArray(row[0] as Uint8Array);
        }),
      ),
    named: async (prefix) =>
      read(() => selectNames.all(prefix, prefix + last).map(([name]) => name as string)),
  };
}
