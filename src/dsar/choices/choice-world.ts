import type { DisclosureStore } from "../../ledger/disclosure-store.ts";
import type { SuppressionStore } from "../../ledger/suppression-store.ts";
import type { MatchContext } from "../../model/contract.ts";
import type { Corrections } from "../../model/corrections.ts";
import type { SubjectText } from "../../normalize/keys/subject-keys.ts";
import type { PeopleOnFile } from "../find-profiles.ts";
import type { RightsWorld } from "../take-step.ts";

/** What choices about somebody's data need beside the request itself. */
export interface ChoiceWorld extends RightsWorld {
  suppressions: Pick<SuppressionStore, "add" | "named" | "remove">;
  corrections: Corrections;
  disclosures: Pick<DisclosureStore, "disclosuresOf">;
  /** undefined on a machine that has no registry. */
  people: PeopleOnFile | undefined;
  /** How names are read. */
  context: MatchContext;
  /**
   * The registry knows of all suppressions then, as soon as it can be used.
   *
   * @param known all values by which somebody has just been suppressed; spares a look at everybody
   */
  bringUpToDate: (known?: readonly SubjectText[]) => Promise<void>;
}
