/**
 * How often a true pair shows a comparison level (m) and what is added to the registry's own
 * frequency for a random pair (u). Starting values of matching.md section 6.
 */
export const weights = {
  /** A slip in an NPI fails the check digit nine times in ten, and hardly any number is given out. */
  npi: { same: { m: 0.99, perHolder: 0.001 } },
  last: {
    exact: 0.94,
    /** A former, professional or other name: rarer in lists, and rarer to agree by accident. */
    alias: { m: 0.02, share: 0.1 },
    part: { m: 0.025, share: 0.15 },
    /** u: about half of what was counted among 20,300 real people, without the commonest names. */
    slip: { m: 0.03, u: [1, 1, 1, 1, 4e-4, 1.2e-4, 7e-5, 5e-5, 4e-5, 2.5e-5, 5e-6] },
    near: { similarity: 0.92, m: 0.006, u: 3e-4 },
    far: { similarity: 0.85, m: 0.004, u: 9e-4 },
    /** A surname that the other side has as the middle name: before and after a marriage. */
    middle: { m: 0.002, womanM: 0.012 },
    differs: { m: 0.003, u: 0.98 },
    /** Women whose former surname is not on file. */
    differsChanged: { m: 0.02, u: 0.98 },
  },
  first: {
    exact: 0.86,
    nickname: { m: 0.058, leastU: 2e-5 },
    /** The lead gives an initial only, so an agreeing initial is all that one can see. */
    initialOnly: 0.99,
    /** The registry has an initial only. */
    initialOnFile: 0.05,
    slip: { m: 0.025, u: [1, 1, 1, 1, 1e-3, 5e-4, 3.5e-4, 2.5e-4, 2e-4, 1.5e-4, 5e-5] },
    near: { similarity: 0.92, m: 0.006, u: 1.2e-3 },
    far: { similarity: 0.85, m: 0.004, u: 2.5e-3 },
    middle: { m: 0.005, share: 0.4 },
    differs: { m: 0.001, u: 0.97 },
  },
  /** Share of the commoner of the two names that sounds or looks alike by accident. */
  nearShare: 0.3,
  middle: {
    /** Of full middle names on both sides; with a first name goes a middle name (Mary Ann). */
    same: { m: 0.4, share: 2 },
    initial: 0.82,
    differs: { m: 0.04, u: 0.93 },
  },
  suffix: { same: { m: 0.99, u: 0.25 }, differs: { m: 0.01, u: 0.75 } },
  place: {
    zip: 0.45,
    city: 0.28,
    mailing: { m: 0.03, share: 0.5 },
    zipTypo: { m: 0.01, u: 2e-4, share: 40 },
    cityTypo: { similarity: 0.92, m: 0.012, u: 5e-5, share: 0.05 },
    /** Another ZIP or city of the same town: half of all who move stay within reach. */
    near: 0.05,
    around: 0.04,
    state: 0.09,
    /** A tenth to a sixth of real leads have moved to another state since they were recorded. */
    differs: { m: 0.1, u: 0.96 },
    /** The same state, where the lead says no more than that. */
    stateOnly: 0.9,
  },
  credential: { same: 0.96, differs: { m: 0.04, u: 0.9 } },
  /**
   * Among 175 real pairs .91, .04 and .006 and none; other lists copy less faithfully, and people
   * change profession: a nurse becomes a nurse practitioner.
   */
  specialty: { same: 0.82, related: 0.09, profession: 0.05, differs: 0.03 },
  /** Credential and specialty are correlated: together at most the specialty's bits plus this. */
  practiceSlack: 1,
  phone: { same: 0.65, differs: 0.35 },
  license: { same: 0.95, differs: 0.05 },
  sex: { same: { m: 0.99, u: 0.55 }, differs: { m: 0.01, u: 0.45 } },
  /** How often a name that only an e-mail address gives is the person's own; an estimate. */
  emailName: 0.3,
  /**
   * The organization that a lead names stands at the candidate's telephone: a quarter of true pairs
   * show it. `word`: chance that a word which tells organizations apart is shared by accident, if it
   * is no common surname; `commonWords`: the same for two words or more that tell little.
   */
  organization: { m: 0.25, word: 0.004, commonWords: 0.05, most: 8 },
  /**
   * Graduation year against the year of the NPI; all figures are estimates. NPIs were first given
   * out in 2005, and until 2008 everybody at work asked for one, whenever they had finished school.
   * Since then students and residents get theirs within some years around graduation (`around`);
   * nurses often only when they take another degree, up to a working life later (`tail`). A
   * graduation long after the NPI is a second degree or another person.
   */
  graduation: {
    fits: 0.86,
    late: 0.09,
    contradicts: 0.05,
    around: 8,
    tail: 25,
    lastOfWave: 2008,
    first: 2005,
    last: 2035,
    most: 3,
    least: -4,
  },
  /** A first name implies a sex only when nearly everybody with it has that sex. */
  impliedSex: { share: 0.98, people: 20 },
} as const;

export function bitsOf(m: number, u: number): number {
  return Math.log2(m / u);
}
