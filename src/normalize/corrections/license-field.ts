import type { Taxonomy } from "../../model/profile.ts";
import { licenseKeys } from "../license.ts";
import { primaryTaxonomy } from "../specialties/primary-taxonomy.ts";
import type { CorrectableField } from "./correctable-field.ts";
import { present } from "./parts.ts";

/** The number that is held in a state, in the place of all of that state. */
export function licenseField(state: string): CorrectableField {
  const isTheirs = (one: Taxonomy) => one.license_state === state;
  return {
    values: ({ taxonomies }) =>
      taxonomies.filter(isTheirs).flatMap(({ license }) => present(license)),
    isSame(source, corrected) {
      const keys = licenseKeys(corrected, state);
      return licenseKeys(source, state).some((key) => keys.includes(key));
    },
    put(profile, number) {
      const cleared = profile.taxonomies.map((one) => (isTheirs(one) ? withoutLicense(one) : one));
      if (number === "") return { ...profile, taxonomies: cleared };
      const held = { license: number, license_state: state };
      const first = profile.taxonomies.findIndex(isTheirs);
      if (first >= 0) {
        const taxonomies = cleared.map((one, i) => (i === first ? { ...one, ...held } : one));
        return { ...profile, taxonomies };
      }
      const code = primaryTaxonomy(cleared)?.code ?? "";
      return { ...profile, taxonomies: [...cleared, { code, ...held, primary: false }] };
    },
  };
}

function withoutLicense({ code, primary }: Taxonomy): Taxonomy {
  return { code, primary };
}
