import type { Receipt } from "../../enrich/receipt/receipt.ts";
import { count } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";

/** `decisions: 12 applied, 1 expired, 2 not in this list`. */
export function decisionLines({ decisions }: Pick<Receipt, "decisions">): string[] {
  if (decisions === undefined) return [];
  const { applied, expired, withheld, unclear, unused } = decisions;
  const others: [number: number, words: string][] = [
    [expired, "expired: what is on file has changed"],
    [withheld, "about nobody who may be told"],
    [unclear, "unclear: another lead shares name and place"],
    [unused, "not in this list"],
  ];
  const said = others.flatMap(([some, words]) => (some === 0 ? [] : [`${count(some)} ${words}`]));
  const line = [`decisions: ${count(applied)} applied`, ...said].join("; ");
  return [wrapText(line, { taken: 0, indent: "  " })];
}
