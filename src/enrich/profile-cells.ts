import { ServiceError, StopError } from "../model/errors.ts";
import type { Profile } from "../model/profile.ts";
import type { SearchService, ServiceInfo } from "../service/search-service.ts";
import { type CatalogueField, type FieldLookups, fieldCatalogue } from "./field-catalogue.ts";
import { primaryTaxonomy } from "./profile-text.ts";

/** Turns profiles into the cells of the wanted fields. */
export interface ProfileCells {
  /**
   * Fetches what these profiles' cells will need; each specialty is asked for once a run. Says why
   * when the service will answer nothing more.
   */
  prepare(profiles: readonly (Profile | undefined)[]): Promise<StopError | undefined>;
  /** Undefined when something that they need did not come. */
  of(profile: Profile): string[] | undefined;
}

/**
 * @param fields catalogue names, as `resolveFields` gives them
 * @param further values that come behind them
 */
export function createProfileCells(
  fields: readonly string[],
  info: ServiceInfo,
  service: Pick<SearchService, "specialtyNames" | "traits">,
  further: readonly Pick<CatalogueField, "name" | "value">[] = [],
): ProfileCells {
  const wanted = fields.map((name) => {
    const field = fieldCatalogue.find((known) => known.name === name);
    if (field === undefined) throw new Error(`no such field in the catalogue: ${name}`);
    return field;
  });
  const values = [...wanted, ...further];
  const names = new Map<string, string>();
  const sources = new Map(info.registry.sources.map((source) => [source.id, source]));
  const lookups: FieldLookups = {
    specialtyName: (code) => names.get(code) ?? code,
    source: (id) => sources.get(id),
  };
  const needsNames = values.some(({ name }) => name === "hb_specialty");
  return {
    async prepare(profiles) {
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
    of(profile) {
      if (needsNames && unknownCodes([profile], names).length > 0) return undefined;
      return values.map((field) => field.value(profile, lookups));
    },
  };
}

function unknownCodes(
  profiles: readonly (Profile | undefined)[],
  known: ReadonlyMap<string, string>,
): string[] {
  const unknown = new Set<string>();
  for (const profile of profiles) {
    const code = profile === undefined ? undefined : primaryTaxonomy(profile)?.code;
    if (code !== undefined && !known.has(code)) unknown.add(code);
  }
  return [...unknown];
}
