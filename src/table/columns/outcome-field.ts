/** What a column can say about an outcome, beside the ways to reach somebody that it is about. */
export const outcomeFields = ["outcome", "channel"] as const;

export type OutcomeField = (typeof outcomeFields)[number];
