import type { Profile } from "../../model/profile.ts";
import type { HeldField } from "./places.ts";

/** What profiles hold, by kind of field, in one order; what is absent is not named. */
export function heldFields(profiles: readonly Profile[]): HeldField[] {
  const counts = new Map<string, HeldField>();
  const add = (field: string, count: number, public_record: boolean) => {
    const known = counts.get(field) ?? { field, count: 0, public_record };
    counts.set(field, { ...known, count: known.count + count });
  };
  for (const profile of profiles) {
    for (const [field, count] of publicFields(profile)) add(field, count, true);
    for (const { kind, outcome } of profile.contacts ?? []) {
      add(`contact ${kind}`, 1, false);
      if (outcome !== undefined) add("contact outcome", 1, false);
    }
  }
  return [...counts.values()].filter(({ count }) => count > 0);
}

/** NPPES and its like. */
function publicFields(profile: Profile): [string, number][] {
  const { name, addresses, taxonomies } = profile;
  const { credential, ...parts } = name;
  const having = (...values: readonly (string | boolean | undefined)[]) =>
    values.filter((value) => value !== undefined).length;
  return [
    ["NPI", having(profile.npi, profile.replacement_npi)],
    ["name", Math.min(1, having(...Object.values(parts), profile.organization_name))],
    ["credential", having(credential)],
    ["other name", profile.other_names.length],
    ["sex", having(profile.sex)],
    ["sole proprietor", having(profile.sole_proprietor)],
    ["specialty", taxonomies.length],
    ["license", having(...taxonomies.map(({ license }) => license))],
    ["address", addresses.length],
    ["telephone", having(...addresses.map(({ phone }) => phone))],
    ["fax", having(...addresses.map(({ fax }) => fax))],
    ["date", having(...datesOf(profile))],
  ];
}

function datesOf(profile: Profile): (string | undefined)[] {
  return [
    profile.enumeration_date,
    profile.last_updated,
    profile.certification_date,
    profile.deactivation_date,
    profile.reactivation_date,
  ];
}
