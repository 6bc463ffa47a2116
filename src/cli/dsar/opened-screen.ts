import type { Settings } from "../../config/settings.ts";
import type { DueDays, ProfileFound, RequestType } from "../../dsar/request.ts";
import type { Io } from "../io.ts";
import { columnLines } from "../screen/column-lines.ts";

interface Opened {
  id: string;
  type: RequestType;
  calendar: string;
  due: DueDays;
  found: ProfileFound;
}

const found: Readonly<Record<ProfileFound, string>> = {
  none: "nobody",
  one: "one person",
  several: "several people",
  unknown: "not known: there is no registry here",
};

/** Whether somebody reads what is printed, and not a program. */
export function isRead({ stdout }: Io, { json }: Pick<Settings, "json">): boolean {
  return stdout.isTTY === true && !json;
}

/** What a request that was entered comes to, for whoever sits before a terminal. */
export function openedLines({ id, calendar, due, found: whom }: Opened): string[] {
  const by = due.acknowledge;
  return columnLines([
    ["request", id],
    ...(by === undefined ? [] : [["acknowledge by", `${by}, calendar ${calendar}`]]),
    ["answer by", due.answer],
    ["on file", onFileWords(whom)],
  ]);
}

/** For compliance staff alone: whoever asks is not told. */
export function onFileWords(whom: ProfileFound): string {
  return found[whom];
}

/** Opt-outs and their like may be carried out at once; of all others it is confirmed that they came. */
export function nextAfterOpen({ id, type, due }: Opened): string {
  return `Next: heartbeat dsar ${due.acknowledge === undefined ? type : "ack"} --id ${id}`;
}
