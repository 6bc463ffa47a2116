import type { Channel } from "../../model/channel-rules.ts";
import type { Outcome } from "../../model/contact.ts";

/** What a word for an outcome says. */
export type OutcomeMeaning =
  /** Of an e-mail address or a number; of one of them only where a word is used of one only. */
  | { kind: "mark"; email?: Outcome; number?: Outcome }
  /** Of channels; of whichever was used where none is named. */
  | { kind: "opted_out" | "opted_in"; reason: string; channels?: readonly Channel[] }
  /** Nothing that is worth keeping: nobody was there, or it is not known yet. */
  | { kind: "no_news" };

/** As CRMs, dialers and mail tools write them, in lower case and without punctuation. */
const table: readonly (readonly [OutcomeMeaning, string])[] = [
  [
    { kind: "mark", email: "reached", number: "reached" },
    `reached, replied, reply, responded, response received, answered, contacted, interested,
    not interested, meeting booked, meeting scheduled, meeting set, appointment set, right person,
    confirmed, correct, conversation, had conversation`,
  ],
  [
    { kind: "mark", email: "reached" },
    "delivered, delivery, opened, open, clicked, click, deliverable, valid, verified",
  ],
  [
    { kind: "mark", number: "reached" },
    `connected, connect, spoke, spoke with, spoke to, spoken, talked, talked to, live answer,
    picked up, live conversation`,
  ],
  [
    { kind: "mark", email: "hard_bounce" },
    `bounced, bounce, hard bounce, hard bounced, hardbounce, bounced hard, permanent bounce, permanent,
    permanent failure, permanent fail, undeliverable, returned, rejected, bad email, invalid email,
    invalid email address, invalid recipient, invalid mailbox, unknown user, user unknown, no such user,
    unknown recipient, recipient not found, recipient rejected, mailbox not found, mailbox unavailable,
    no such mailbox, mailbox does not exist, address not found, address does not exist,
    domain not found, no such domain, unknown domain, wrong email address`,
  ],
  [
    { kind: "mark", email: "soft_bounce" },
    `soft bounce, soft bounced, softbounce, bounced soft, temporary bounce, temporary failure,
    temporary fail, transient, transient bounce, mailbox full, inbox full, full mailbox, over quota,
    quota exceeded, deferred, delayed, blocked, block, greylisted, message too large, undetermined`,
  ],
  [{ kind: "mark", email: "hard_bounce", number: "soft_bounce" }, "undelivered, not delivered"],
  [
    { kind: "mark", email: "hard_bounce", number: "disconnected" },
    "invalid, not valid, bad, dead, does not exist, nonexistent, non existent",
  ],
  [
    { kind: "mark", number: "disconnected" },
    `disconnected, disconnect, disconnected number, number disconnected, not in service,
    number not in service, no longer in service, out of service, not a working number,
    non working number, bad number, bad phone, bad phone number, invalid number, invalid phone,
    invalid phone number, dead number, dead line, unallocated, line disconnected, phone disconnected`,
  ],
  [
    { kind: "mark", email: "wrong_person", number: "wrong_person" },
    `wrong person, wrong contact, wrong party, not the right person, incorrect person, somebody else,
    someone else, not at practice, not at this practice, not at the practice, not at this office,
    no longer at practice, no longer at this practice, no longer at the practice, no longer there,
    no longer with practice, no longer with the practice, no longer with company,
    no longer with the company, no longer works here, no longer works there, no longer employed,
    left practice, left the practice, left company, left the company, left organization, moved,
    moved on, relocated, changed jobs, job change, changed job, retired, deceased, wrong`,
  ],
  [{ kind: "mark", email: "wrong_person" }, "wrong email, not their email"],
  [
    { kind: "mark", number: "wrong_person" },
    "wrong number, wrong phone, wrong phone number, not their number, incorrect number",
  ],
  [
    { kind: "opted_out", reason: "opted_out" },
    "opted out, opt out, optout, opting out, remove, remove me, removed, take me off",
  ],
  [
    { kind: "opted_out", reason: "opted_out", channels: ["email", "sms", "call"] },
    "do not contact, dont contact, never contact, no contact",
  ],
  [
    { kind: "opted_out", reason: "opted_out", channels: ["email"] },
    `unsubscribed, unsubscribe, unsub, unsubscribed all, group unsubscribe, list unsubscribe,
    do not email, dont email, no email, no emails, email opt out, opted out of email, opted out of emails`,
  ],
  [
    { kind: "opted_out", reason: "opted_out", channels: ["sms"] },
    `stop, stopped, texted stop, replied stop, stop all, stopall, do not text, dont text, no texts,
    no text, sms opt out, text opt out, opted out of sms, opted out of texts`,
  ],
  [
    { kind: "opted_out", reason: "opted_out", channels: ["call"] },
    `do not call, dont call, dnc, do not phone, no calls, no call, call opt out, opted out of calls,
    do not call list, on do not call list, add to dnc`,
  ],
  [
    { kind: "opted_out", reason: "complaint", channels: ["email"] },
    `complaint, complained, spam, spam complaint, spam report, spamreport, spam reported,
    reported spam, reported as spam, marked as spam, marked spam, abuse, abuse report, feedback loop`,
  ],
  [
    { kind: "opted_in", reason: "opted_in" },
    `opted in, opt in, optin, opted back in, opt back in, consented, consent, consent given,
    gave consent`,
  ],
  [
    { kind: "opted_in", reason: "opted_in", channels: ["email"] },
    `resubscribed, re subscribed, resubscribe, subscribed, subscribe, group resubscribe,
    email opt in, opted in to email, opted in to emails`,
  ],
  [
    { kind: "opted_in", reason: "opted_in", channels: ["sms"] },
    `start, unstop, texted start, replied start, sms opt in, text opt in, opted in to sms,
    opted in to texts`,
  ],
  [
    { kind: "opted_in", reason: "opted_in", channels: ["call"] },
    "call opt in, opted in to calls, may call, may be called",
  ],
  [
    { kind: "no_news" },
    `no answer, did not answer, not answered, not available, unavailable, no response, no reply, busy,
    voicemail, left voicemail, left a voicemail, left vm, left message, left a message, machine,
    answering machine, gatekeeper, callback, call back, call later, follow up, sent, queued, processed,
    scheduled, pending, in progress, ringing, out of office, auto reply, autoreply, none, n a, unknown,
    not called, not attempted, attempted`,
  ],
];

const meanings: ReadonlyMap<string, OutcomeMeaning> = new Map(
  table.flatMap(([meaning, words]) =>
    words.split(",").map((word): [string, OutcomeMeaning] => [plainWords(word), meaning]),
  ),
);

/**
 * What an outcome means as a list writes it; undefined for a word that is not known. Of `Bounced:
 * mailbox full` and `Connected - do not call` the second part says more; of `Hard bounce (550)` the
 * first is all that is known.
 */
export function readOutcome(text: string): OutcomeMeaning | undefined {
  const whole = meanings.get(plainWords(text));
  if (whole !== undefined) return whole;
  const [first = "", second = ""] = text.split(/\s*[:;(–—|>]\s*|\s+[-/]\s+/, 2);
  return meanings.get(plainWords(second)) ?? meanings.get(plainWords(first));
}

const channelWords: Readonly<Record<string, readonly Channel[]>> = {
  email: ["email"],
  "e mail": ["email"],
  emails: ["email"],
  "e mails": ["email"],
  sms: ["sms"],
  text: ["sms"],
  texts: ["sms"],
  "text message": ["sms"],
  mms: ["sms"],
  call: ["call"],
  calls: ["call"],
  phone: ["call"],
  "phone call": ["call"],
  telephone: ["call"],
  voice: ["call"],
  dialer: ["call"],
  mobile: ["call"],
  cell: ["call"],
  landline: ["call"],
  all: ["email", "sms", "call"],
  any: ["email", "sms", "call"],
  "all channels": ["email", "sms", "call"],
};

/** Undefined for what is none of ours: letters, faxes, events. */
export function readChannels(text: string): readonly Channel[] | undefined {
  const words = plainWords(text);
  return Object.hasOwn(channelWords, words) ? channelWords[words] : undefined;
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
