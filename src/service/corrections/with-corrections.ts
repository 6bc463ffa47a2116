import type { Corrections } from "../../model/corrections.ts";
import type { Profile } from "../../model/profile.ts";
import { type Suppressions, suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { correctProfile } from "../../normalize/corrections/correct-profile.ts";
import { changeProfiles } from "../change-profiles.ts";
import type { SearchService } from "../search-service.ts";

/**
 * A service whose profiles leave as their people have had them put right, whichever way they are asked
 * for. Whom a lead or a search means is settled before, by what the sources say. Who is suppressed by
 * that is handed on as it was: whoever tells of profiles asks once more, and must meet it.
 */
export function withCorrections(
  service: SearchService,
  corrections: Corrections,
  suppressions: Suppressions,
): SearchService {
  return changeProfiles(service, (profiles) => correctAll(profiles, corrections, suppressions));
}

type Found = Profile | undefined;

async function correctAll(
  profiles: readonly Found[],
  corrections: Corrections,
  suppressions: Suppressions,
): Promise<readonly Found[]> {
  const found = profiles.filter((profile) => profile !== undefined);
  if (found.length === 0) return profiles;
  const answers = await corrections.correctionsOf(found.map(({ npi }) => npi));
  requireAll(answers, found);
  if (answers.every((own) => own.length === 0)) return profiles;
  const told = new Map<Profile, Profile>();
  found.forEach((profile, i) => {
    const corrected = correctProfile(profile, answers[i] ?? []);
    if (corrected !== profile) told.set(profile, corrected);
  });
  const changed = [...told.keys()];
  const hits = await suppressions.areSuppressed(changed.map(suppressionKeysOfProfile));
  requireAll(hits, changed);
  changed.forEach((profile, i) => {
    if (hits[i] !== false) told.delete(profile);
  });
  return profiles.map((profile) => (profile && told.get(profile)) ?? profile);
}

/** Fewer answers than questions must not pass for "nothing". */
function requireAll(answers: readonly unknown[], asked: readonly Profile[]): void {
  if (answers.length === asked.length) return;
  throw new Error(`asked the ledger about ${asked.length}, got ${answers.length} answers`);
}
