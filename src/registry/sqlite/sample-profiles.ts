import { setImmediate as nextTurn } from "node:timers/promises";
import type { Profile } from "../../model/profile.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import { createFirstRanked } from "../sample-rank.ts";
import type { ReadRelease } from "./release/release-guard.ts";

/** NPIs read at a time; between two reads Ctrl-C is heard. */
const npisPerRead = 50_000;
/** Organizations and NPIs without a name are a quarter of what NPPES has. */
const spare = 1.6;

/**
 * The first `count` people in the order of sampling. All NPIs are looked at, in the table of narrow
 * records; only the profiles of the sample are read.
 */
export async function sampleProfiles(
  db: SqliteDatabase,
  read: ReadRelease,
  profilesOf: (npis: readonly string[]) => (Profile | undefined)[],
  count: number,
): Promise<Profile[]> {
  for (let wanted = Math.ceil(count * spare); ; wanted *= 2) {
    const npis = await firstNpis(db, read, wanted);
    const profiles = read(() => profilesOf(npis.map(String)));
    const people = profiles.filter((profile) => profile !== undefined && isNamed(profile));
    if (people.length >= count || npis.length < wanted) return people.slice(0, count) as Profile[];
  }
}

function isNamed({ entity, name }: Profile): boolean {
  return entity === "individual" && name.last !== undefined;
}

async function firstNpis(db: SqliteDatabase, read: ReadRelease, count: number): Promise<number[]> {
  const select = db.prepare("SELECT npi FROM match_record WHERE npi>? ORDER BY npi LIMIT ?");
  const first = createFirstRanked(count);
  for (let last = 0; ; ) {
    const rows = read(() => select.all(last, npisPerRead));
    for (const [npi] of rows) first.add(npi as number);
    if (rows.length < npisPerRead) return first.npis();
    last = rows.at(-1)?.[0] as number;
    await nextTurn();
  }
}
