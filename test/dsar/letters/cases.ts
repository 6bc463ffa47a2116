import { readFile } from "node:fs/promises";
import { foldRequest } from "../../../src/dsar/fold-request.ts";
import type { LetterCase } from "../../../src/dsar/letters/letter-case.ts";
import type { ChainEvent } from "../../../src/ledger/chain-event.ts";

type Body = ChainEvent["body"];
export type Told = [kind: string, body?: Body];

/** What was written by compliance staff, and the name that came with the request. */
export type Written = Partial<Omit<LetterCase, "request" | "events">>;

/** A request that came on 5 January 2026, and what was done about it since. */
export function caseOf(opened: Body, steps: readonly Told[], written: Written = {}): LetterCase {
  const body = {
    ...{ type: "delete", subject: "contact", agent: "none", channel: "email" },
    ...{ received: "2026-01-05", calendar: "california", minor: false, found: "one" },
    ...opened,
  };
  const all: Told[] = [["request_opened", body], ...steps];
  const events = all.map(([kind, body = {}], i) => ({
    ...{ seq: i + 1, at: "2026-01-05T18:00:00.000Z", actor: "clerk", kind, body },
    ...{ request: "R-7K3M9QXD", previous: "", hash: "" },
  }));
  const request = foldRequest(events);
  if (request === undefined) throw new Error("no request was opened");
  const nothing = { name: undefined, grounds: [], reason: [], unnotified: [] };
  return { request, events, ...nothing, ...written };
}

/** Ours, as they are shipped. */
export const shipped = (file: string): Promise<string> =>
  readFile(new URL(`../../../letters/${file}`, import.meta.url), "utf8");
