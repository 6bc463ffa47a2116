import type { Taxonomy } from "../../model/profile.ts";
import { isUninformativeTaxonomy } from "./specialty-family.ts";

/**
 * The one of all taxonomy slots that says what somebody does: of those that say something the one
 * marked as primary, else the first; where none does (training, group practice, an organization's)
 * the same among all of them. People often leave the mark on the code of their training.
 */
export function primaryTaxonomy(taxonomies: readonly Taxonomy[]): Taxonomy | undefined {
  const telling = taxonomies.filter(({ code }) => !isUninformativeTaxonomy(code));
  const choice = telling.length > 0 ? telling : taxonomies;
  return choice.find(({ primary }) => primary) ?? choice[0];
}
