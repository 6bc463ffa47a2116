import type { Address, OtherName, Profile, Source } from "../model/profile.ts";
import type { Fact } from "./fact.ts";

/** What merging needs to know of the sources, by their ids. */
export interface SourceOrder {
  /** Lower is earlier; a later source wins. */
  rank: ReadonlyMap<number, number>;
  asOf: ReadonlyMap<number, string>;
}

const kindOrder = ["nppes", "nppes_weekly", "nppes_deactivations"];

/** By date; on one day the full file before a week's changes before the report. */
export function orderSources(sources: readonly Source[]): SourceOrder {
  const asOf = new Map(sources.map((source) => [source.id, source.as_of ?? ""]));
  const sorted = sources.toSorted(
    (a, b) =>
      compareText(a.as_of ?? "", b.as_of ?? "") ||
      kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
      a.id - b.id,
  );
  return { asOf, rank: new Map(sorted.map((source, index) => [source.id, index])) };
}

/**
 * One profile from everything the sources say about one NPI, on top of what the registry had
 * (`base`, in an update). A row replaces the former row whole; names and places of the side files
 * stay until a side file says otherwise. Returns `base` itself when nothing changed, undefined
 * when the sources only add to an NPI that nobody knows.
 */
export function mergeFacts(
  facts: readonly Fact[],
  order: SourceOrder,
  base?: Profile,
): Profile | undefined {
  const rankOf = (fact: Fact) => order.rank.get(fact.source) ?? 0;
  const ordered = facts.toSorted((a, b) => rankOf(a) - rankOf(b));
  let profile = base;
  for (const fact of ordered) {
    if (profile !== undefined && isStale(profile, fact, order)) continue;
    if (fact.kind === "profile") profile = replaceRow(profile, fact.content);
    if (fact.kind === "deactivated") profile = deactivate(profile, fact);
  }
  if (profile === undefined) return undefined;
  return withLocations(withOtherNames(profile, ordered), ordered);
}

/** Whether the registry already knows this provider from a later day than the fact's source. */
function isStale(profile: Profile, fact: Fact, { asOf }: SourceOrder): boolean {
  const { main, deactivation } = profile.sources;
  const known = [main, deactivation ?? main].map((id) => asOf.get(id) ?? "");
  const told = asOf.get(fact.source) ?? "";
  return told !== "" && known.some((date) => date > told);
}

/** Side files are apart from the row: what they said stays. */
function replaceRow(former: Profile | undefined, row: Profile): Profile {
  if (former === undefined) return row;
  if (former.active && isOlder(row, former)) return former;
  const { other_names, secondary_locations } = former.sources;
  const profile: Profile = { ...row, sources: { ...row.sources } };
  if (other_names !== undefined) {
    profile.other_names = distinctNames([...row.other_names, ...former.other_names]);
    profile.sources.other_names = other_names;
  }
  if (secondary_locations !== undefined) {
    profile.addresses = [...row.addresses, ...former.addresses.filter(isSecondary)];
    profile.sources.secondary_locations = secondary_locations;
  }
  return profile;
}

function isOlder(row: Profile, than: Profile): boolean {
  return (row.last_updated ?? "") < (than.last_updated ?? "") && row.last_updated !== undefined;
}

/**
 * CMS wipes a deactivated provider's row; who it was stays as the registry had it. An NPI that is
 * known by its deactivation only becomes a profile without a name.
 */
function deactivate(
  former: Profile | undefined,
  { npi, source, content: date }: Extract<Fact, { kind: "deactivated" }>,
): Profile {
  const dated = date === "" ? {} : { deactivation_date: date };
  if (former === undefined) {
    return {
      npi,
      entity: "individual",
      active: false,
      name: {},
      other_names: [],
      ...dated,
      taxonomies: [],
      addresses: [],
      sources: { main: source, deactivation: source },
    };
  }
  if (former.active && date !== "" && (former.reactivation_date ?? "") >= date) return former;
  if (!former.active && (date === "" || former.deactivation_date === date)) return former;
  return {
    ...former,
    active: false,
    ...dated,
    sources: { ...former.sources, deactivation: source },
  };
}

function withOtherNames(profile: Profile, ordered: readonly Fact[]): Profile {
  const facts = latest(ordered.filter((fact) => fact.kind === "other_name"));
  const source = facts[0]?.source;
  if (source === undefined || profile.entity !== "organization") return profile;
  const names = facts.map((fact) => fact.content);
  return {
    ...profile,
    other_names: distinctNames([...profile.other_names, ...names]),
    sources: { ...profile.sources, other_names: source },
  };
}

function withLocations(profile: Profile, ordered: readonly Fact[]): Profile {
  const facts = latest(ordered.filter((fact) => fact.kind === "location"));
  const source = facts[0]?.source;
  if (source === undefined) return profile;
  const kept = profile.addresses.filter((address) => !isSecondary(address));
  return {
    ...profile,
    addresses: [...kept, ...facts.map((fact) => fact.content)],
    sources: { ...profile.sources, secondary_locations: source },
  };
}

/** Those of the last source alone: each side file gives all it knows about an NPI. */
function latest<F extends Fact>(ordered: readonly F[]): F[] {
  return ordered.filter((fact) => fact.source === ordered.at(-1)?.source);
}

function distinctNames(names: readonly OtherName[]): OtherName[] {
  const byText = new Map<string, OtherName>();
  for (const name of names) {
    const key = JSON.stringify([
      name.kind,
      name.organization_name,
      name.first,
      name.middle,
      name.last,
    ]);
    if (!byText.has(key)) byText.set(key, name);
  }
  return [...byText.values()];
}

function isSecondary(address: Address): boolean {
  return address.kind === "secondary";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
