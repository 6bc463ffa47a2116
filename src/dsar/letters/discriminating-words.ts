/** R27: words of N1 to N4, for which no letter has a use. */
const always =
  /\b(?:pric(?:e[sd]?|ing)|rates?|discounts?|surcharges?|fees?|fined?|benefits?|penalt(?:y|ies)|rewards?|coupons?|incentives?|loyalty|premium|tiers?|quality|upgrad\w+|downgrad\w+|slower|subscriptions?|service levels?|levels? of service|(?:loss|denial) of service|good standing)\b/iu;

/** In what compliance staff write themselves a purchase may be spoken of, and no threat. */
const written =
  /\b(?:(?:different|higher|lower|reduced|increased|additional|extra|better|worse|poorer)\s+(?:pric\w+|rates?|fees?|charges?|cost|quality|levels?|tiers?|services?|plans?)|los(?:e|ing|s of)\s+(?:access|your (?:account|plan|discount|subscription))|(?:close|suspend|cancel|terminate|restrict|limit|downgrade)\w*\s+your\s+(?:account|access|plan|subscription|service)|deny\w*\s+(?:you\s+)?(?:any\s+)?(?:goods|services?)|surcharges?|penalt(?:y|ies))\b/iu;

/** The oath of a declaration threatens nobody with anything of ours. */
const oath = /under penalty of perjury/giu;

/** The first such word, or undefined where there is none. */
export function discriminatingWord(text: string, from: "template" | "written"): string | undefined {
  const words = from === "template" ? always : written;
  return words.exec(text.replace(oath, ""))?.[0];
}
