import type { SubjectText } from "../normalize/keys/subject-keys.ts";

/** Who on file would be withheld if the key of a value were suppressed; for rights requests alone. */
export interface KeyHolders {
  /** NPIs in ascending order, one list a value: people and organizations. Reads all that is on file. */
  holdersOf(values: readonly SubjectText[]): Promise<string[][]>;
}
