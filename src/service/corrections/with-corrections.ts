import type { Corrections } from "../../model/corrections.ts";
import type { Profile } from "../../model/profile.ts";
import { type Suppressions, suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { correctProfile } from "../../normalize/corrections/correct-profile.ts";
import { changeAnswers } from "../change-answers.ts";
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
  const { search } = service;
  const correct: Correct = (profiles) => correctAll(profiles, corrections, suppressions);
  return {
    ...service,
    match: (batch, options) =>
      changeAnswers(service.match(batch, options), async (results) => {
        const profiles = await correct(results.map(({ profile }) => profile));
        return results.map((result, i) => {
          const profile = profiles[i];
          return profile === undefined ? result : { ...result, profile };
        });
      }),
    profiles: async (npis) => [...(await correct(await service.profiles(npis)))],
    ...(search && {
      async search(query, options) {
        const answer = await search.call(service, query, options);
        const profiles = await correct(answer.results.map(({ profile }) => profile));
        const results = answer.results.map((hit, i) => ({
          ...hit,
          profile: profiles[i] ?? hit.profile,
        }));
        return { ...answer, results };
      },
    }),
  };
}

type Found = Profile | undefined;
type Correct = (profiles: readonly Found[]) => Promise<readonly Found[]>;

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
