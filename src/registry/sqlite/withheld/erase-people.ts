import type { MatchRecord } from "../../../model/match-record.ts";
import { profileFacets } from "../../../normalize/keys/facets.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { ReleaseInfo } from "../../registry.ts";
import type { ErasedPart } from "../../withheld-store.ts";
import { eraseContacts } from "../contacts/erase-contacts.ts";
import { decodeMatchRecord } from "../match-record-codec.ts";
import { createFacetEditor } from "../postings/facet-editor.ts";
import { createIndexEditor } from "../postings/index-editor.ts";
import { decodeProfile } from "../profile-codec.ts";
import { decoding } from "../release/damaged-release.ts";
import { countProfile } from "../release/release-counts.ts";

type Eraser = (npis: readonly number[], part: ErasedPart) => void;

/**
 * Takes people out of every table, within a transaction. Freed cells are overwritten
 * (`secure_delete`), also those of a file that is being built.
 *
 * @param counts of the release, kept true
 * @param isNew who is counted in this change for the first time: that is taken back, so that a person
 * who comes every week is not counted every week
 */
export function createEraser(
  db: SqliteDatabase,
  counts: ReleaseInfo["counts"],
  isNew: (npi: number) => boolean,
): Eraser {
  const theirs = "npi IN (SELECT j.value FROM json_each(?1) j)";
  const match = db.prepare(`SELECT npi, record FROM match_record WHERE ${theirs} ORDER BY npi`);
  const profile = db.prepare(`SELECT npi, record FROM profile WHERE ${theirs} ORDER BY npi`);
  const remove = ["profile", "match_record", "withheld"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE ${theirs}`),
  );
  const editIndex = createIndexEditor(db);
  const facets = createFacetEditor(db);
  return (npis, part) => {
    const asked = JSON.stringify(npis);
    decoding(db.path, () => eraseContacts(db, npis));
    if (part === "contacts") return;
    decoding(db.path, () => {
      const records = match.all(asked).map(([npi, record]) => recordOf(npi, record));
      editIndex(
        records.map((before) => ({
          ...{ npi: before.npi, before, after: undefined },
          ...(isNew(before.npi) ? {} : { keepsTerms: true as const }),
        })),
      );
      for (const [npi, record] of profile.all(asked)) {
        const known = decodeProfile(String(npi), String(record));
        const { individuals } = counts;
        countProfile(counts, known, -1);
        const isCounted = counts.individuals < individuals && !isNew(Number(npi));
        if (isCounted) counts.erased = (counts.erased ?? 0) + 1;
        facets.change(Number(npi), profileFacets(known), []);
      }
      facets.flush();
    });
    for (const statement of remove) statement.run(asked);
  };
}

function recordOf(npi: unknown, record: unknown): MatchRecord {
  return decodeMatchRecord(Number(npi), String(record));
}
