import { ServiceError, StopError } from "../../model/errors.ts";
import type { Profile } from "../../model/profile.ts";
import { primaryTaxonomy } from "../../normalize/specialties/primary-taxonomy.ts";
import type { SearchService, ServiceInfo } from "../../service/search-service.ts";
import type { ProfileValue } from "../write/writable-field.ts";
import type { CatalogueField, FieldLookups } from "./catalogue-field.ts";
import { type CellOrigin, correctionOrigin, recordOrigin } from "./cell-origin.ts";
import { type PhoneFormat, phoneText } from "./phone-text.ts";
import { type FieldColumn, fieldColumn, provenanceCell } from "./provenance-columns.ts";

/** Turns profiles into the cells of the wanted columns. */
export interface ProfileCells {
  /**
   * Fetches what these profiles' cells will need; each specialty is asked for once a run. Says why
   * when the service will answer nothing more.
   */
  prepare(profiles: readonly (Profile | undefined)[]): Promise<StopError | undefined>;
  /**
   * Undefined when something that they need did not come.
   *
   * @param matched confidence of the match, 0..1
   */
  of(profile: Profile, matched: number): string[] | undefined;
  /** Where the cells that hold values are from, in their order. */
  origins(profile: Profile): (CellOrigin | undefined)[];
}

/** How values are to be told. */
export interface CellOptions {
  phoneFormat?: PhoneFormat | undefined;
  /** ISO day: contacts that were last known to be so before it are left out. */
  freshSince?: string | undefined;
  /** Values that come behind those of the columns. */
  further?: readonly ProfileValue[] | undefined;
}

/** @param columns catalogue names, as `resolveFields` gives them, and those of their origin */
export function createProfileCells(
  columns: readonly string[],
  info: ServiceInfo,
  service: Pick<SearchService, "specialtyNames" | "traits">,
  { phoneFormat = "digits", freshSince = "", further = [] }: CellOptions = {},
): ProfileCells {
  const wanted = columns.map(required);
  const valued = [...wanted, ...further.map(asColumn)];
  const namesWanted = [...columns, ...further.map(({ name }) => name)];
  const names = new Map<string, string>();
  const sources = new Map(info.registry.sources.map((source) => [source.id, source]));
  let timeZone: FieldLookups["timeZone"] = () => "";
  let jobTitle: FieldLookups["jobTitle"] = () => "";
  const lookups: FieldLookups = {
    specialtyName: (code) => names.get(code) ?? code,
    source: (id) => sources.get(id),
    phoneText: (digits, extension) => phoneText(digits, extension, phoneFormat),
    isFresh: (day) => day >= freshSince,
    jobTitle: (profile) => jobTitle(profile),
    timeZone: (zip, state) => timeZone(zip, state),
  };
  const needsNames = namesWanted.includes("hb_specialty");
  const needsZones = namesWanted.includes("hb_time_zone");
  const needsTitles = namesWanted.includes("hb_title");
  return {
    async prepare(profiles) {
      // Tables of all ZIPs and all specialties are for those alone who ask for them.
      if (needsZones) timeZone = (await import("../../normalize/places/time-zone.ts")).timeZone;
      if (needsTitles) {
        const titles = await import("../../normalize/names/job-title.ts");
        jobTitle = ({ taxonomies, name }) => titles.jobTitle(taxonomies, name.credential);
      }
      if (!needsNames) return undefined;
      const unknown = unknownCodes(profiles, names);
      if (unknown.length === 0) return undefined;
      try {
        const found = await service.specialtyNames(unknown);
        unknown.forEach((code, i) => {
          names.set(code, found[i] ?? code);
        });
        return undefined;
      } catch (error) {
        if (error instanceof StopError) return error;
        // Elsewhere a word may be late where answers are not; a registry here that fails is damaged.
        if (error instanceof ServiceError && !service.traits.local) return undefined;
        throw error;
      }
    },
    of(profile, matched) {
      if (needsNames && unknownCodes([profile], names).length > 0) return undefined;
      return [
        ...wanted.map((column) => cellOf(column, profile, matched, lookups)),
        ...further.map((one) => one.value(profile, lookups)),
      ];
    },
    origins: (profile) =>
      valued.map(({ field, about }) =>
        about !== undefined || field.hasOrigin === false || field.value(profile, lookups) === ""
          ? undefined
          : originOf(field, profile, lookups),
      ),
  };
}

function required(name: string): FieldColumn {
  const column = fieldColumn(name);
  if (column === undefined) throw new Error(`no such field in the catalogue: ${name}`);
  return column;
}

function asColumn(value: ProfileValue): Pick<FieldColumn, "about"> & { field: Valued } {
  return { field: value, about: undefined };
}

/** What says where a value is from is empty where there is no value. */
function cellOf(
  { field, about }: FieldColumn,
  profile: Profile,
  matched: number,
  lookups: FieldLookups,
): string {
  const value = field.value(profile, lookups);
  if (about === undefined || value === "") return value;
  const origin = originOf(field, profile, lookups);
  return origin === undefined ? "" : provenanceCell(origin, about, matched);
}

/** What a cell is made of, whether it has a column of its own or goes into one of the list's. */
type Valued = ProfileValue & Partial<Pick<CatalogueField, "origin" | "hasOrigin">>;

function originOf(
  { origin, corrects }: Valued,
  profile: Profile,
  lookups: FieldLookups,
): CellOrigin | undefined {
  const put = corrects && correctionOrigin(profile, corrects);
  if (put !== undefined) return put;
  return origin === undefined
    ? recordOrigin(profile, "main", lookups.source)
    : origin(profile, lookups);
}

function unknownCodes(
  profiles: readonly (Profile | undefined)[],
  known: ReadonlyMap<string, string>,
): string[] {
  const unknown = new Set<string>();
  for (const profile of profiles) {
    const code = profile === undefined ? undefined : primaryTaxonomy(profile.taxonomies)?.code;
    if (code !== undefined && !known.has(code)) unknown.add(code);
  }
  return [...unknown];
}
