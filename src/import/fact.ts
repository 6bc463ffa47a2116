import type { Address, OtherName, Profile } from "../model/profile.ts";

/** One statement of one source about one NPI; the second pass merges them into profiles. */
export type Fact = { npi: string /** Source id. */; source: number } & FactContent;

export type FactContent =
  /** A whole row of the main file: the provider's complete state. */
  | { kind: "profile"; content: Profile }
  /** Switched off on this ISO date; "" when the source gives none. */
  | { kind: "deactivated"; content: string }
  /** One more name of an organisation. */
  | { kind: "other_name"; content: OtherName }
  /** One more practice location. */
  | { kind: "location"; content: Address };
