import { hash } from "node:crypto";
import type { RequestStep } from "../../ledger/request-store.ts";
import { RefusedError } from "../../model/errors.ts";
import type { RightsRequest } from "../request.ts";

const oath = "under penalty of perjury under the laws of the state of california";
const months =
  "january february march april may june july august september october november december";

/** What a declaration has to have (Code Civ. Proc. §2015.5). */
const elements = {
  oath: "the words “under penalty of perjury under the laws of the State of California”",
  date: "the day on which it was signed, within a year before the request and not to come",
  signature: "a line `Signature: …` or `/s/ …` with a name",
} as const;

/**
 * Refuses a declaration that lacks an element; it is looked at before any claim is.
 *
 * @param today California's
 */
export function requireDeclaration(bytes: Uint8Array, request: RightsRequest, today: string): void {
  const text = Buffer.from(bytes).toString();
  const found = {
    oath: text.replace(/\s+/g, " ").toLowerCase().includes(oath),
    date: datesIn(text).some((day) => day <= today && day >= yearBefore(request.received)),
    signature:
      /^[\s_]*(?:signature|signed(?: by)?|\/?s\/)[\s:_]*(?:\p{L}\.?[ ]?)*\p{L}{2,}/imu.test(text),
  };
  const missing = (["oath", "date", "signature"] as const).filter((element) => !found[element]);
  if (missing.length === 0) return;
  throw new RefusedError(
    "declaration_incomplete",
    `The declaration lacks ${missing.map((element) => elements[element]).join("; ")}.`,
    "Ask for one that has it, as text. Nothing was compared.",
  );
}

/** Kept for its 24 months (X4), once: the same again is no news. */
export function keepDeclaration(bytes: Uint8Array, request: RightsRequest): RequestStep[] {
  const sha256 = hash("sha256", bytes, "hex");
  if (request.declaration === sha256) return [];
  const part = { class: "record", purpose: "declaration", bytes } as const;
  return [{ kind: "declaration_kept", body: { sha256 }, parts: [part] }];
}

function datesIn(text: string): string[] {
  const month = `(${months.split(" ").join("|")})`;
  const found = [
    ...[...text.matchAll(/\b(\d{4})-(\d\d)-(\d\d)\b/g)].map(([, y, m, d]) => [y, m, d]),
    ...[...text.matchAll(/\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g)].map(([, m, d, y]) => [y, m, d]),
    ...[
      ...text.matchAll(
        new RegExp(`\\b${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, "gi"),
      ),
    ].map(([, name, d, y]) => [y, monthOf(name), d]),
    ...[
      ...text.matchAll(
        new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+${month},?\\s+(\\d{4})\\b`, "gi"),
      ),
    ].map(([, d, name, y]) => [y, monthOf(name), d]),
  ];
  return found.map(([year, number, day]) => `${year}-${two(number)}-${two(day)}`).filter(isDay);
}

function monthOf(name = ""): string {
  return String(months.split(" ").indexOf(name.toLowerCase()) + 1);
}

function two(text = ""): string {
  return text.padStart(2, "0");
}

function isDay(text: string): boolean {
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
}
