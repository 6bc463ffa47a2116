/**
 * A value of a profile that its person has had put right. It is shown in the place of what sources
 * say, with source `correction`, until they say the same or a newer correction comes.
 */
export interface Correction {
  npi: string;
  /** Path in the profile: `name.last`, `practice.phone`, `email` … (normalize/corrections/correctable-fields.ts). */
  field: string;
  /** "" where there is none. */
  value: string;
  /** ISO day on which it was accepted. */
  date: string;
}

/** Corrections, which outlive every release. A batch in, one entry per NPI out, same order. */
export interface Corrections {
  correctionsOf(npis: readonly string[]): Promise<(readonly Correction[])[]>;
}

/** The port's answer where nobody has had anything put right. */
export const noCorrections: Corrections = {
  correctionsOf: async (npis) => npis.map(() => []),
};
