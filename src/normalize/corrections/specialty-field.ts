import { primaryTaxonomy } from "../specialties/primary-taxonomy.ts";
import type { CorrectableField } from "./correctable-field.ts";
import { present, sameWords } from "./parts.ts";

/** The taxonomy that says most, as a code. Those beside it stay, and so does its licence. */
export const specialtyField: CorrectableField = {
  values: ({ taxonomies }) => present(primaryTaxonomy(taxonomies)?.code),
  isSame: sameWords,
  put(profile, code) {
    const former = primaryTaxonomy(profile.taxonomies);
    const others = profile.taxonomies.filter((one) => one !== former);
    if (code === "") return { ...profile, taxonomies: others };
    const unmarked = others.map((one) => ({ ...one, primary: false }));
    return { ...profile, taxonomies: [{ ...former, code, primary: true }, ...unmarked] };
  },
};
