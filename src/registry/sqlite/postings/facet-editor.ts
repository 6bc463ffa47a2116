import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { postingArray, postingBytes } from "./posting-blob.ts";

/** Keeps the facets in step with changed profiles. */
export interface FacetEditor {
  /** What a profile is filed under before and after a change. */
  change(npi: number, before: readonly string[], after: readonly string[]): void;
  /** Writes what is still only remembered. */
  flush(): void;
}

/** Changes remembered before they are written, some 100 MB. */
const mostPending = 1_000_000;

/**
 * The facets of a sex or a large state are megabytes: they are rewritten once an update and not with
 * every batch of it.
 */
export function createFacetEditor(db: SqliteDatabase): FacetEditor {
  const select = db.prepare("SELECT npis FROM facet WHERE name=?");
  const put = db.prepare(
    "INSERT INTO facet(name, npis) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET npis=?2",
  );
  const remove = db.prepare("DELETE FROM facet WHERE name=?");
  /** By facet: NPI → whether it belongs there. */
  const pending = new Map<string, Map<number, boolean>>();
  let size = 0;

  function remember(name: string, npi: number, belongs: boolean): void {
    let changes = pending.get(name);
    if (changes === undefined) {
      changes = new Map();
      pending.set(name, changes);
    }
    changes.set(npi, belongs);
    size += 1;
  }

  function flush(): void {
    for (const [name, changes] of pending) {
      const row = select.get(name);
      const former = row === undefined ? new Uint32Array() : postingArray(row[0] as Uint8Array);
      const npis = merge(former, changes);
      if (npis.length === 0) remove.run(name);
      else put.run(name, postingBytes(npis));
    }
    pending.clear();
    size = 0;
  }

  return {
    change(npi, before, after) {
      const kept = new Set(after);
      for (const name of before) if (!kept.has(name)) remember(name, npi, false);
      const had = new Set(before);
      for (const name of after) if (!had.has(name)) remember(name, npi, true);
      if (size >= mostPending) flush();
    },
    flush,
  };
}

/** Both ascend: the list once through, with the changes at their places. */
function merge(former: Uint32Array, changes: ReadonlyMap<number, boolean>): Uint32Array {
  const npis = new Uint32Array(former.length + changes.size);
  let length = 0;
  let at = 0;
  const takeBelow = (end: number) => {
    const from = at;
    while (at < former.length && (former[at] as number) < end) at++;
    npis.set(former.subarray(from, at), length);
    length += at - from;
  };
  for (const [npi, belongs] of [...changes].sort(([a], [b]) => a - b)) {
    takeBelow(npi);
    if (former[at] === npi) at++;
    if (belongs) npis[length++] = npi;
  }
  takeBelow(Number.POSITIVE_INFINITY);
  return npis.subarray(0, length);
}
