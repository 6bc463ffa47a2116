import type { MatchContext } from "../../model/contract.ts";
import type { Correction } from "../../model/corrections.ts";
import type { Profile } from "../../model/profile.ts";
import { suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { correctProfile } from "../../normalize/corrections/correct-profile.ts";
import { ghostKeysOfProfile } from "../../normalize/keys/ghost-keys.ts";
import {
  distinctKeys,
  ghostSubjects,
  keyOfText,
  type SubjectKey,
  type SubjectText,
  subjectTextsOfValue,
  subjectValuesOf,
  textName,
} from "../../normalize/keys/subject-keys.ts";
import { personGhosts, personTexts, type ToldPerson } from "../../suppress/person-keys.ts";
import type { PeopleOnFile } from "../find-profiles.ts";

/** By what a person is kept out, now and in whatever is imported later. */
export interface KeptKeys {
  /** NPIs, those that the registry has. */
  npis: readonly string[];
  /** One for each profile, and one for what was said where it is not of one profile. */
  people: readonly (readonly SubjectKey[])[];
  /** All values that these are the keys of, but for names at places. */
  values: readonly SubjectText[];
  /** Values that were said and that others on file have too: to keep them would keep those out. */
  shared: number;
}

interface Asked {
  told: ToldPerson;
  npis: readonly string[];
  /** undefined where no registry can be asked. */
  people: PeopleOnFile | undefined;
  correctionsOf: (npis: readonly string[]) => Promise<readonly (readonly Correction[])[]>;
  context: MatchContext;
}

/**
 * NPI and licenses are one person's. An e-mail address or a telephone number may be a whole clinic's:
 * it counts where nobody else on file has it, or where nothing else was said.
 */
export async function keysToKeep(asked: Asked): Promise<KeptKeys> {
  const { told, people, context } = asked;
  const said = {
    values: personTexts(told).texts,
    ghosts: ghostSubjects(personGhosts(told, context)),
  };
  const npis = await withSoleHolders(asked);
  const profiles = people === undefined ? [] : await people.profiles(npis);
  const corrections = await asked.correctionsOf(npis);
  const theirs = npis.map((npi, i) => keysOfProfile(npi, profiles[i], corrections[i] ?? []));
  const isOthers = await createSharing(people, npis, [
    ...theirs.flatMap(({ contacts }) => contacts),
    ...said.values,
  ]);
  const own = said.values.filter((value) => !isOthers(value));
  const isAll = npis.length === 0 && own.length === 0 && said.ghosts.length === 0;
  const keptOfSaid = isAll ? said.values : own;
  const kept = [...keptOfSaid.map(keyOfText), ...said.ghosts];
  const ofEach = theirs.map(({ sure, contacts }) => [
    ...sure,
    ...contacts.filter((value) => !isOthers(value)),
  ]);
  const each = theirs.map(({ ghosts }, i) => [...(ofEach[i] ?? []).map(keyOfText), ...ghosts]);
  const [first, ...others] = each;
  const all = first !== undefined && others.length === 0 ? [[...first, ...kept]] : [...each, kept];
  return {
    npis,
    people: all.map(distinctKeys).filter(({ length }) => length > 0),
    values: [...ofEach.flat(), ...keptOfSaid],
    shared: isAll ? 0 : said.values.length - own.length,
  };
}

/** Whoever alone has an e-mail address that was said is meant too: it is nobody else's. */
async function withSoleHolders({ told, npis, people }: Asked): Promise<string[]> {
  const emails = personTexts(told).texts.filter(({ kind }) => kind === "email");
  if (people === undefined || emails.length === 0) return [...npis];
  const sole = (await people.holdersOf(emails)).filter(({ length }) => length === 1);
  return [...new Set([...npis, ...sole.flat()])];
}

interface ProfileKeyKinds {
  sure: SubjectText[];
  contacts: SubjectText[];
  ghosts: SubjectKey[];
}

/** As it is on file and as its person has had it put right. */
function keysOfProfile(
  npi: string,
  profile: Profile | undefined,
  corrections: readonly Correction[],
): ProfileKeyKinds {
  if (profile === undefined)
    return { sure: [{ kind: "npi", text: npi }], contacts: [], ghosts: [] };
  const forms = [...new Set([profile, correctProfile(profile, corrections)])];
  const values = forms
    .flatMap((form) => subjectValuesOf(suppressionKeysOfProfile(form)))
    .flatMap(subjectTextsOfValue);
  const isContact = ({ kind }: SubjectText) => kind === "email" || kind === "phone";
  return {
    sure: values.filter((value) => !isContact(value)),
    contacts: values.filter(isContact),
    ghosts: ghostSubjects(forms.flatMap(ghostKeysOfProfile)),
  };
}

/** Whether somebody else than these people would be kept out by the key of a value. */
async function createSharing(
  people: PeopleOnFile | undefined,
  npis: readonly string[],
  values: readonly SubjectText[],
): Promise<(value: SubjectText) => boolean> {
  const asked = [...new Map(values.map((value) => [textName(value), value])).values()].filter(
    ({ kind }) => kind !== "npi",
  );
  const holders = (await people?.holdersOf(asked)) ?? [];
  const theirs = new Set(npis);
  const shared = new Set(
    asked.filter((_, i) => holders[i]?.some((npi) => !theirs.has(npi))).map(textName),
  );
  return (value) => shared.has(textName(value));
}
