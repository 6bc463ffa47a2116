import { daysAfter } from "../clock/calendar-days.ts";
import { greetingOf } from "./greeting.ts";
import { type LetterCase, lastOf } from "./letter-case.ts";
import { letterDay } from "./letter-day.ts";
import type { LetterKind } from "./letter-kinds.ts";
import { type LetterWords, wordsFor } from "./letter-words.ts";

/** What a placeholder may name, and what it is in words where it is missing. */
export const factNames = {
  business: "the name of the business",
  contact: "the address for privacy requests",
  opt_out_form: "the address of the opt-out form",
  privacy_policy: "the privacy policy",
  reference: "the id of the request",
  request: "what was asked for",
  received: "the day on which the request came",
  dated: "the day of what it is about",
  greeting: "the greeting",
  acknowledged: "the day of the acknowledgement (heartbeat dsar ack)",
  due: "the day on which an answer is due",
  due_first: "the day on which an answer was due at first",
  until: "the new day on which an answer is due (heartbeat dsar extend)",
  reason: "why more time is taken (heartbeat dsar extend)",
  needed: "how many pieces of information are needed (heartbeat dsar verify)",
  exported: "the day of the report (heartbeat dsar export)",
  categories: "the categories of the report (heartbeat dsar export)",
  zip: "the SHA-256 of the report (heartbeat dsar export)",
  forbidden: "the types of information that are held and never sent (heartbeat dsar export)",
  read_back: "the day on which the deletion was read back (heartbeat dsar delete)",
  erased: "how much was erased (heartbeat dsar plan)",
  kept: "how much is kept (heartbeat dsar delete)",
  exceptions: "the exceptions under which something is kept (heartbeat dsar delete)",
  recipients: "the notices to recipients (heartbeat dsar delete)",
  unnotified: "why recipients were not told (heartbeat dsar delete)",
  fields: "the fields that were corrected (heartbeat dsar correct)",
  answered: "the day of the answer",
  grounds: "the grounds of the answer (heartbeat dsar deny --grounds-file)",
} as const;

export type FactName = keyof typeof factNames;

/** A list has an item or a paragraph of its own for each. */
export type Fact = string | readonly string[];

export type LetterFacts = Readonly<Partial<Record<FactName, Fact>>>;

/** Everything that a letter may say of the case; what is not recorded is not there. */
export function letterFacts(kind: LetterKind, given: LetterCase, words: LetterWords): LetterFacts {
  const { request } = given;
  const body = (kind: string, field: string) => lastOf(given, kind)?.body[field];
  const day = (value: unknown) => (value === undefined ? undefined : letterDay(String(value)));
  const codes = (kind: string, field: string, prefix: string) =>
    listOf(body(kind, field)).map((code) => wordsFor(words, `${prefix} ${code}`));
  const facts: Record<FactName, Fact | undefined> = {
    business: words.get("business"),
    contact: words.get("contact"),
    opt_out_form: words.get("opt_out_form"),
    privacy_policy: words.get("privacy_policy"),
    reference: request.id,
    request: wordsFor(words, `request ${request.asked}`),
    received: day(request.received),
    dated: day(datedOn(kind, given)),
    greeting: greetingOf(given, words),
    acknowledged: day(request.acknowledged),
    due: day(request.due.answer),
    due_first: day(daysAfter(request.received, 45)),
    until: day(request.extended?.until),
    reason: given.reason,
    needed: neededPieces(given),
    exported: day(body("exported", "day")),
    categories: codes("exported", "categories", "category"),
    zip: textOf(body("exported", "zip")),
    forbidden: codes("exported", "forbidden", "type"),
    read_back: day(body("erasure_read_back", "day")),
    erased: textOf(body("plan_made", "erased")),
    kept: textOf(body("records_kept", "records")),
    exceptions: codes("records_kept", "exceptions", "exception"),
    recipients: textOf(body("notices_made", "recipients")),
    unnotified: given.unnotified,
    fields: listOf(body("corrections_made", "fields")).map(
      (field) => words.get(`field ${field}`) ?? field.replaceAll("_", " "),
    ),
    answered: day(request.answered?.on),
    grounds: given.grounds,
  };
  const said = Object.entries(facts).filter(([, fact]) => fact !== undefined && fact.length > 0);
  return Object.fromEntries(said);
}

/** A letter made again has the same date: that of what it tells of. */
function datedOn(kind: LetterKind, given: LetterCase): unknown {
  const { answered, extended, acknowledged } = given.request;
  if (kind === "acknowledgement" || kind === "need-agent-proof") return acknowledged;
  if (kind === "extension") return extended?.on;
  if (kind === "opt-in-step") return lastOf(given, "opt_in_asked")?.body.day;
  if (kind !== "need-more") return answered?.on ?? lastOf(given, "exported")?.body.day;
  const asked = ["claims_failed", "verification_refused", "identity_asked"];
  const last = given.events.findLast((event) => asked.includes(event.kind));
  return last?.body.day ?? acknowledged;
}

const numbers = ["no", "one", "two", "three", "four", "five"];

/** By type where no claims have been judged for it: R17, R18. */
function neededPieces(given: LetterCase): string {
  const judged = lastOf(given, "claims_failed");
  const isOfType = (judged?.seq ?? 0) > (lastOf(given, "request_downgraded")?.seq ?? 0);
  const byType = given.request.type === "know-specific" ? 3 : 2;
  const needed = Number((isOfType ? judged?.body.needed : undefined) ?? byType);
  return numbers[needed] ?? String(needed);
}

function textOf(value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** `email,phone` */
function listOf(value: string | number | boolean | undefined): string[] {
  return String(value ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
