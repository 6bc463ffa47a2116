import type { SearchQuery } from "../../src/model/search.ts";
import type { FacetKind } from "../../src/normalize/keys/facets.ts";
import type { Registry } from "../../src/registry/registry.ts";
import type { Random } from "../people/random.ts";

/** Filters that are joined, of which those in the first place of their kind are the largest on file. */
export const queryKinds = [
  "state + specialty",
  "state + credential",
  "specialty + sex",
  "city + specialty",
  "zip area + specialty",
  "license state + state",
  "years + state",
  "profession + state",
  "state + sole proprietor",
  "name + state",
  "common name + state",
  "name",
  "common name",
  "surname + state",
  "common surname + state",
  "common surname",
] as const;

type QueryKind = (typeof queryKinds)[number];

/** As people write them, commonest first. */
const credentials = "RN MD NP PA LCSW PT DDS PHARMD DO OT DC OD PHD CRNA RD".split(" ");

/** What a registry holds, commonest first, each as often as it is worth drawing. */
interface Values {
  state: readonly string[];
  taxonomy: readonly string[];
  city: readonly string[];
  zip: readonly string[];
  names: readonly Name[];
  commonNames: readonly Name[];
}

interface Name {
  first: string;
  last: string;
}

export async function readValues(registry: Registry): Promise<Values> {
  const sample = await registry.sample(5000);
  const names = sample.map(({ name: { first = "", last = "" } }) => ({ first, last }));
  return {
    state: await valuesOf("state", registry),
    taxonomy: await valuesOf("taxonomy", registry),
    city: await valuesOf("city", registry),
    zip: await valuesOf("zip", registry),
    names,
    commonNames: commonOf(names),
  };
}

async function valuesOf(kind: FacetKind, { facets }: Registry): Promise<string[]> {
  if (facets === undefined) throw new Error("this registry has no facets");
  const prefix = `i:${kind}:`;
  const names = await facets.named(prefix);
  const lists = await facets.npis(names);
  return names
    .map((name, i) => ({ value: name.slice(prefix.length), size: lists[i]?.length ?? 0 }))
    .sort((a, b) => b.size - a.size)
    .map(({ value }) => value);
}

/** The commonest surnames with the commonest first names: the worst that can be asked. */
function commonOf(names: readonly Name[]): Name[] {
  const top = (values: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 20)
      .map(([value]) => value);
  };
  const lasts = top(names.map(({ last }) => last));
  return top(names.map(({ first }) => first)).flatMap((first) =>
    lasts.map((last) => ({ first, last })),
  );
}

/** @param n the first queries of a kind take the largest values, in turn; the others any */
export function drawQuery(kind: QueryKind, values: Values, n: number, random: Random): SearchQuery {
  const isWorst = n % 2 === 0;
  const some = <T>(list: readonly T[]): T => {
    const among = isWorst ? Math.min(10, list.length) : list.length;
    return list[Math.floor(random.next() * among)] as T;
  };
  const state = () => [some(values.state)];
  const specialty = () => [some(values.taxonomy)];
  const any = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  const full = (list: readonly Name[]) => {
    const { first, last } = any(list);
    return `${first} ${last}`;
  };
  switch (kind) {
    case "state + specialty":
      return { state: state(), specialty: specialty() };
    case "state + credential":
      return { state: state(), credential: [some(credentials)] };
    case "specialty + sex":
      return { specialty: specialty(), sex: random.chance(0.5) ? "F" : "M" };
    case "city + specialty":
      return { city: [some(values.city).split(":")[0] as string], specialty: specialty() };
    case "zip area + specialty":
      return { zip: [some(values.zip).slice(0, 3)], specialty: specialty() };
    case "license state + state":
      return { license_state: state(), state: state() };
    case "years + state":
      return { enumerated: { from: 2005 + (n % 15), to: 2010 + (n % 15) }, state: state() };
    case "profession + state":
      return { specialty: ["physician"], state: state() };
    case "state + sole proprietor":
      return { state: state(), sole_proprietor: random.chance(0.5) };
    case "name + state":
      return { name: full(values.names), state: state() };
    case "common name + state":
      return { name: full(values.commonNames), state: state() };
    case "name":
      return { name: full(values.names) };
    case "common name":
      return { name: full(values.commonNames) };
    case "surname + state":
      return { name: any(values.names).last, state: state() };
    case "common surname + state":
      return { name: any(values.commonNames).last, state: state() };
    case "common surname":
      return { name: any(values.commonNames).last };
  }
}
