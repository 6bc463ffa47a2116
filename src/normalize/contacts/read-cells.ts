import { cleanCell } from "../cells/clean-cell.ts";
import { toIsoDate } from "../cells/source-cells.ts";

/** What a cell about a closed channel says; a date says that it is, and since when. */
export interface ReadFlag {
  isSet: boolean;
  /** ISO day. */
  since?: string;
}

const yes = /^(?:y|yes|true|t|1|x|✓|✔|on|opted[ -]?out|unsubscribed|do not .+|dnc|stop)$/i;
const no = /^(?:n|no|false|f|0|off|opted[ -]?in|subscribed|ok|okay|)$/i;

/**
 * Whether a cell of `do_not_email` and the like closes the channel. What it does not understand
 * counts as yes: a mail too few can be mended.
 */
export function readFlag(cell: string): ReadFlag {
  const text = cleanCell(cell);
  if (no.test(text)) return { isSet: false };
  if (yes.test(text)) return { isSet: true };
  const since = readDay(text);
  return since === "" ? { isSet: true } : { isSet: true, since };
}

/** An ISO day, also of `3/9/2026` (month first) and of a day with a time; "" for none. */
export function readDay(cell: string): string {
  return toIsoDate(cleanCell(cell).replace(/^(\d{1,2})-(\d{1,2})-(\d{4})$/, "$1/$2/$3"));
}

/** A share as 0..1: `0.85`, `85`, `85%`; undefined for what is none. */
export function readShare(cell: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d+)?|\.\d+)\s*(%)?$/.exec(cleanCell(cell));
  if (match === null) return undefined;
  const number = Number(match[1]);
  const share = match[2] === "%" || number > 1 ? number / 100 : number;
  return share <= 1 ? share : undefined;
}
