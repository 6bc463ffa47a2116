/** What is compared with what: `match_rate < 90%`. */
export interface Comparison {
  kind: "comparison";
  metric: string;
  sign: Sign;
  limit: Limit;
}

export const signs = ["<", "<=", ">", ">=", "==", "!="] as const;
export type Sign = (typeof signs)[number];

/** As it was written: `0.9`, `90%`. */
export interface Limit {
  /** Digits, with at most one point among them. */
  digits: string;
  percent: boolean;
}

/** All of them, or any. */
export interface Joined {
  kind: "and" | "or";
  /** Two or more. */
  of: readonly Condition[];
}

export type Condition = Comparison | Joined;

/** What may not hold of a run. */
export interface Gate {
  /** In its plainest spelling, without a character that could steer a terminal or a page. */
  text: string;
  condition: Condition;
}

/** The comparisons of a condition, from left to right. */
export function comparisonsOf(condition: Condition): Comparison[] {
  return condition.kind === "comparison" ? [condition] : condition.of.flatMap(comparisonsOf);
}

/** Read as a decimal, so that 99.9% is the very number that 0.999 is. */
export function limitValue({ digits, percent }: Limit): number {
  return Number(percent ? `${digits}e-2` : digits);
}
