import type { Profile } from "../model/profile.ts";

/** A registry on this machine, as whoever erases people sees it: everything that its folder has of them. */
export interface HeldCopy {
  /** Folder or release file. */
  readonly path: string;
  /** Of these people, those who are on file, with their contacts. Throws where it cannot be read. */
  profiles(npis: readonly string[]): Promise<Profile[]>;
  /** Their rows as they stand in the file, for a look at its bytes. */
  rows(npis: readonly string[]): Promise<string[]>;
  /** The release's file and what lies beside it. */
  files(): Promise<string[]>;
  /** How many files of former releases there still are. */
  formerReleases(): Promise<number>;
  /** Whoever has one open keeps reading it; it is gone when they end. */
  removeFormer(): Promise<void>;
  /** Writes the release's file anew, without what is left of rows that were erased. */
  compact(): Promise<void>;
}
