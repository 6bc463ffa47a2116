import type { WeighedLead } from "../../service/lead-weigher.ts";

/** One answer whose truth is known. */
export interface Observation
  extends Pick<WeighedLead, "p" | "nobody" | "evidenceClass" | "canMatch"> {
  /** The answer names the person that the lead was made of. */
  right: boolean;
  /** How many leads of a list it stands for. */
  weight: number;
  /** Number of the sampled profile: what is fitted on some is tested on others. */
  person: number;
}
