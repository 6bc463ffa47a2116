import type { JournalHeader } from "../../enrich/journal/journal-header.ts";
import { count, counted } from "../screen/progress.ts";

/** How far a run has come: of all that it asks, where that is known. */
export function answersText(
  { requests }: Pick<JournalHeader, "requests">,
  answered: number,
): string {
  if (requests === undefined) return counted(answered, "answer");
  return `${count(answered)} of ${counted(requests, "answer")}`;
}
