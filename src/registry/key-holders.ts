import type { SubjectKey } from "../normalize/subject-keys.ts";

/** Who on file would be withheld if a key were suppressed; for rights requests alone. */
export interface KeyHolders {
  /** NPIs in ascending order, one list a key: people and organizations. Goes through everybody on file. */
  holdersOf(keys: readonly SubjectKey[]): Promise<string[][]>;
}
