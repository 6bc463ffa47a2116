/** Clinicians with an NPI, in round figures (9.7 million NPIs in 2026, organizations among them). */
export const POPULATION = 7_400_000;

/**
 * What two clinicians have in common by accident, in the place of counts, which the API has none of:
 * the chance that two random ones share the value. By data.md a clinician has 5.5 namesakes, .34 of
 * them in the same state, and shares first initial, surname and state with 13.6; the rest are
 * estimates on the careful side, as for the commoner values. Keys are those of normalize/keys/terms.ts.
 */
export const typicalShares: Readonly<Record<string, number>> = {
  L: 3.8e-4,
  F: 1e-3,
  I: 0.08,
  D: 4e-3,
  M: 0.08,
  N: 3e-3,
  Z: 1e-4,
  A: 4e-3,
  C: 1.5e-3,
  S: 0.06,
  G: 0.1,
  T: 0.02,
  R: 0.04,
  P: 0.15,
  Y: 0.05,
};

/** First names that begin with the same two letters. */
export const SAME_START = 0.03;

/** How much oftener the two parts of a full name meet than their shares promise (match/frequencies.ts). */
export const TOGETHER = 2;
