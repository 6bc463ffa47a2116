/** The port that says which NPIs are on file and in use, where nothing else is wanted of them. */
export interface NpiStanding {
  /** Same order as asked; false for one that is deactivated, or was replaced by another. */
  areInUse(npis: readonly string[]): Promise<boolean[]>;
  close(): Promise<void>;
}
