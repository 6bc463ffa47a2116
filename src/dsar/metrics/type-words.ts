import type { CountedType } from "./count-metrics.ts";

/** What the reports call a type of request. */
export const typeWords: Readonly<Record<CountedType, string>> = {
  drop: "DROP",
  delete: "Delete",
  correct: "Correct",
  know: "Know",
  "opt-out": "Opt out",
  limit: "Limit",
};

/** The law that gives the right, as the Delete Act's report names it. */
export const typeLaw: Readonly<Record<CountedType, string>> = {
  drop: "§1798.99.86(c)",
  delete: "§1798.105",
  correct: "§1798.106",
  know: "§§1798.110, 1798.115",
  "opt-out": "§1798.120",
  limit: "§1798.121",
};
