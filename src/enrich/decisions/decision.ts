/**
 * What a person decided about a lead. Hashes, NPIs and a day: no cell of a list, so that the file
 * can be kept in version control.
 */
export interface Decision {
  /** SHA-256 (hex) of the lead's identity. */
  readonly lead: string;
  /** SHA-256 (hex) of all that the lead said. */
  readonly detail: string;
  /**
   * Several different leads of the list had that identity: it is only about one with the same
   * detail.
   */
  readonly shared?: true | undefined;
  /** An NPI, or nobody of those in `records`. */
  readonly choice: string;
  /** NPI → SHA-256 (hex) of what its record said: of the one chosen, or of all that were rejected. */
  readonly records: Readonly<Record<string, string>>;
  /** ISO day. */
  readonly decided_on: string;
  /** Free words: who decided, and why. */
  readonly by?: string | undefined;
  readonly note?: string | undefined;
}

/** The choice of nobody. */
export const nobody = "none";

/** Sorts a file and finds a decision in it. */
export function keyOf({ lead, detail }: Pick<Decision, "lead" | "detail">): string {
  return `${lead} ${detail}`;
}

/** Whether two decisions contradict each other, or say the same twice. */
export function isSameLead(one: Decision, other: Decision): boolean {
  if (one.lead !== other.lead) return false;
  return one.detail === other.detail || !(one.shared || other.shared);
}
