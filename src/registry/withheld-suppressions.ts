import type { SuppressionKeys, Suppressions } from "../model/suppressions.ts";
import { holdsNpi } from "./holds-npi.ts";
import type { WithheldNpis } from "./withheld-store.ts";

/**
 * Suppressions for whoever answers from a release: the NPIs of people on file who are suppressed by
 * any key of theirs count as suppressed, also where only the NPI is asked about. As long as the release
 * knows the last suppression, nothing else needs to be asked about people on file. Somebody
 * withheld stands in the arithmetic as they are on file, not as a ghost.
 */
export function knowingWithheld(
  suppressions: Suppressions,
  withheld: () => Promise<WithheldNpis>,
): Suppressions {
  return {
    number: () => suppressions.number(),
    async ghostsAt(batch) {
      const known = await withheld();
      return suppressions.ghostsAt(batch, (id) => known.suppressions.has(id));
    },
    async areSuppressed(batch) {
      const { npis, mark } = await withheld();
      const hits = batch.map(({ npi }) => npi !== undefined && holdsNpi(npis, Number(npi)));
      // The ledger is asked for its number only where the answer hangs on it.
      const isSettled =
        batch.some(({ onFile }, i) => onFile === true && hits[i] !== true) &&
        mark?.number === (await suppressions.number());
      const open = batch.flatMap((keys, i) =>
        hits[i] === true || (isSettled && keys.onFile === true) ? [] : i,
      );
      const asked = open.map((i) => batch[i] as SuppressionKeys);
      const answers = asked.length === 0 ? [] : await suppressions.areSuppressed(asked);
      if (answers.length !== asked.length)
        throw new Error(`asked about ${asked.length} suppressions, got ${answers.length} answers`);
      open.forEach((place, i) => {
        hits[place] = answers[i] === true;
      });
      return hits;
    },
  };
}
