import type { MatchRecord } from "../../../model/match-record.ts";
import type { SearchQuery } from "../../../model/search.ts";
import { searchFault } from "../../../model/search-fault.ts";
import { searchKey } from "../../../normalize/keys/keys.ts";
import { licenseKeys } from "../../../normalize/license.ts";
import { readNpi } from "../../../normalize/npi.ts";
import { allStates } from "../../../normalize/places/state-table.ts";
import type { Registry } from "../../../registry/registry.ts";
import { findByKeys } from "./find-by-keys.ts";
import { intersect } from "./npi-lists.ts";
import { entityOf } from "./wanted-facets.ts";

/** Whoever has the NPIs and the license asked for, ascending; undefined when none is asked for. */
export async function findByNumber(
  query: SearchQuery,
  registry: Registry,
): Promise<Uint32Array | undefined> {
  const { npi, license } = query;
  const lists: Uint32Array[] = [];
  if (npi !== undefined) {
    lists.push(Uint32Array.from(new Set(npi.map(toNumber))).sort());
  }
  if (license !== undefined) lists.push(await holdersOf(license, registry));
  if (lists.length === 0) return undefined;
  const found = lists.reduce(intersect);
  const records = await registry.matchRecords([...found]);
  const entity = entityOf(query) === "individual" ? "i" : "o";
  return found.filter((_, i) => records[i]?.entity === entity);
}

function toNumber(text: string): number {
  const read = readNpi(text);
  if (read.kind !== "valid") throw searchFault("search_npi_invalid");
  return Number(read.npi);
}

/** Keys are hashes: the records have the last word. */
async function holdersOf(
  { number, state }: NonNullable<SearchQuery["license"]>,
  registry: Registry,
): Promise<Uint32Array> {
  const states = state === undefined ? allStates : [state];
  const licenses = states.flatMap((one) => licenseKeys(number, one));
  if (licenses.length === 0) throw searchFault("search_license_unreadable");
  const keys = licenses.map((license) => searchKey("license", license).key);
  const npis = [...(await findByKeys(keys, registry))];
  const records = await registry.matchRecords(npis);
  return Uint32Array.from(npis.filter((_, i) => hasAny(records[i], licenses)));
}

function hasAny(record: MatchRecord | undefined, licenses: readonly string[]): boolean {
  return record?.licenses.some((license) => licenses.includes(license)) ?? false;
}
