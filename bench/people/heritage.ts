/** Which lists a person's names come from; surname and first name mostly share it. */
export const heritages = [
  "english",
  "irish",
  "german",
  "italian",
  "polish",
  "french",
  "jewish",
  "hispanic",
  "indian",
  "chinese",
  "korean",
  "vietnamese",
  "filipino",
  "arabic",
  "african",
] as const;

export type Heritage = (typeof heritages)[number];

/** Rough shares among US clinicians: a guess, only to make lists look like lists. */
export const heritageShare: Readonly<Record<Heritage, number>> = {
  english: 50,
  irish: 6,
  german: 8,
  italian: 4,
  polish: 3,
  french: 2.5,
  jewish: 2,
  hispanic: 9,
  indian: 5.5,
  chinese: 2.5,
  korean: 1.5,
  vietnamese: 1.8,
  filipino: 1.7,
  arabic: 1.5,
  african: 1,
};
