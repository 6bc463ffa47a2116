import type { NpiStanding } from "../npi-standing.ts";
import { inUseSql } from "./profile-codec.ts";
import { createBatchReader } from "./read-many.ts";
import { openRelease } from "./release/open-release.ts";
import { createReleaseGuard } from "./release/release-guard.ts";
import { readReleaseInfo } from "./release/release-meta.ts";

/** Over one release file: a third of what reading whole profiles takes. */
export async function openNpiStanding(path: string): Promise<NpiStanding> {
  const db = await openRelease(path);
  try {
    const read = createReleaseGuard(db, readReleaseInfo(db).id);
    const select = createBatchReader(
      db,
      `SELECT p.npi FROM json_each(?1) j CROSS JOIN profile p ON p.npi=j.value WHERE ${inUseSql}`,
    );
    return {
      areInUse: async (npis) => {
        const inUse = new Set(read(() => select(npis.map(Number))).map(([npi]) => npi));
        return npis.map((npi) => inUse.has(Number(npi)));
      },
      close: async () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
