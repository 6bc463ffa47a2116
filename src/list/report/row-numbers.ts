import { count } from "./figure-words.ts";
import type { ShownRows } from "./shown-rows.ts";

/** `1-5, 9 and 12 more` */
export function rowNumbers({ ranges, more }: ShownRows): string {
  const shown = ranges.replaceAll(",", ", ");
  return more === 0 ? shown : `${shown} and ${count(more)} more`;
}
