import type { OthersOfPerson } from "../../dsar/others-of-person.ts";

/** As `--json` has them. */
export function othersData({ alsoOpen, isCut, knowAnswered }: OthersOfPerson) {
  return { also_open: alsoOpen, also_open_cut: isCut, know_answered: knowAnswered };
}

/** Ids, as a person reads them. */
export function alsoOpenWords({ alsoOpen, isCut }: OthersOfPerson): string {
  return `${alsoOpen.join(", ")}${isCut ? " and more" : ""}`;
}

/** From so many answers on nobody has to be told again (§1798.130(b)). */
const mostToldInAYear = 2;

export function knowAnsweredWords({ knowAnswered }: OthersOfPerson): string | undefined {
  if (knowAnswered.length < mostToldInAYear) return undefined;
  return `${knowAnswered.join(", ")}: no duty to tell them again within 12 months`;
}

/** What compliance staff are told of them when a request is entered; never whoever asks. */
export function othersLines(others: OthersOfPerson): string[] {
  const told = knowAnsweredWords(others);
  return [
    ...(others.alsoOpen.length === 0
      ? []
      : [
          `Also open, of the same type and by what was said of the same person: ${alsoOpenWords(others)}`,
          "Each keeps its day of receipt and has its own answer; its work is done once.",
        ]),
    ...(told === undefined ? [] : [`Requests to know of theirs that were answered: ${told}`]),
  ];
}
