import { searchKey } from "../../normalize/keys.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import { decodeMatchRecord } from "./match-record-codec.ts";

/** Stretches of the NPI range that are looked at, and profiles read in each. */
const stretches = 1000;
const profilesEach = 20;

/**
 * Of a sample spread evenly over the release: how many individuals share their legal first and
 * last name with nobody, with one other, with two others. Says how rare a name really is that
 * stands here once (Good–Turing), which the name's own count cannot say in a small registry.
 */
export function countNamesakes(db: SqliteDatabase): number[] {
  const [lowest, highest] = (db.get("SELECT min(npi), max(npi) FROM profile") ?? []) as number[];
  const counts = [0, 0, 0];
  if (!lowest || !highest) return counts;
  const next = db.prepare(
    "SELECT npi, match FROM profile WHERE npi>=?1 AND npi<?2 ORDER BY npi LIMIT ?3",
  );
  const length = db.prepare("SELECT length(npis) FROM posting WHERE key=?");
  const stretch = Math.ceil((highest - lowest + 1) / stretches);
  for (let start = lowest; start <= highest; start += stretch) {
    for (const [npi, match] of next.all(start, start + stretch, profilesEach)) {
      const { entity, names } = decodeMatchRecord(npi as number, match as string);
      const legal = names[0];
      if (entity !== "i" || legal === undefined || legal.first === "") continue;
      const { key } = searchKey("last+first", legal.last, legal.first);
      const holders = Number(length.get(key)?.[0] ?? 0) / 4;
      if (holders >= 1 && holders <= 3) counts[holders - 1] = (counts[holders - 1] ?? 0) + 1;
    }
  }
  return counts;
}
