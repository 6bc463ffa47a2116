import type { SubjectText } from "../../normalize/keys/subject-keys.ts";

/** Something that is held of a person at a place, as a plan names it: the kind of field, never its value. */
export interface HeldField {
  field: string;
  count: number;
  /** From government records, outside the statute's personal information (X8). */
  public_record: boolean;
}

/** `registry` is the one that is configured, `cache` one that was built from a source file. */
type PlaceKind = "registry" | "cache" | "journal" | "corrections";

/** Where on this machine somebody is held. */
export interface Place {
  kind: PlaceKind;
  /** Path. */
  where: string;
  /** Empty where nothing is held of these NPIs. */
  look(npis: readonly string[]): Promise<HeldField[]>;
  /**
   * Again and again is once. Whoever is erased is suppressed before.
   *
   * @param known values by which they have just been suppressed; spares a look at everybody
   */
  erase(npis: readonly string[], known: readonly SubjectText[]): Promise<void>;
  /** Where a file may still have bytes of rows that are gone. */
  bytes?: PlaceBytes;
}

export interface PlaceBytes {
  /** What the file has of these NPIs, as it stands there. */
  rows(npis: readonly string[]): Promise<string[]>;
  files(): Promise<string[]>;
  /** Writes the files anew, without what is left of rows that are gone. */
  compact(): Promise<void>;
}
