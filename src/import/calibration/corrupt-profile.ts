import type { MatchRequest } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import { corruptName } from "./corrupt-name.ts";
import { corruptPlace } from "./corrupt-place.ts";
import { corruptPractice } from "./corrupt-practice.ts";
import { pickListKind } from "./list-kind.ts";
import type { PlacePool } from "./place-pool.ts";
import { createRandom } from "./seeded-random.ts";
import { writeName } from "./write-name.ts";

/** The others of a sample, of whom wrong cells are borrowed. */
export interface Strangers {
  profiles: readonly Profile[];
  places: PlacePool;
}

/**
 * A profile as a dirty list would ask about it (matching.md section 13.3). What happens to it hangs
 * on its NPI and the sample alone.
 */
export function corruptProfile(profile: Profile, strangers: Strangers): Omit<MatchRequest, "id"> {
  const random = createRandom(Number(profile.npi));
  const columns = pickListKind(random);
  const stranger = random.pick(strangers.profiles);
  const name = corruptName(profile, stranger, random);
  const { written, moved } = corruptPlace(profile, strangers.places, columns.place, random);
  return {
    ...writeName(name, columns.splitName, random),
    ...written,
    ...corruptPractice(profile, stranger, { columns, moved, random }),
  };
}
