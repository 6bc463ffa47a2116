import { describe, expect, it } from "vitest";
import { readChannels, readOutcome } from "../../../src/normalize/contacts/outcome-words.ts";

/** `hard_bounce/disconnected`: of an e-mail address, of a number; or a flag with its channels. */
function said(text: string): string {
  const meaning = readOutcome(text);
  if (meaning === undefined) return "unknown";
  if (meaning.kind === "mark") return `${meaning.email ?? "-"}/${meaning.number ?? "-"}`;
  if (meaning.kind === "no_news") return "no news";
  return `${meaning.reason} ${meaning.channels?.join(" ") ?? "?"}`;
}

describe("an outcome as tools write it", () => {
  const cases: [written: string, meaning: string, why: string][] = [
    ["Bounced", "hard_bounce/-", "what most tools call a permanent one"],
    ["HARD_BOUNCE", "hard_bounce/-", "signs and case do not count"],
    ["Soft Bounce", "soft_bounce/-", "it did not work this time"],
    ["Bounced: mailbox full", "soft_bounce/-", "the second part says more"],
    ["Hard bounce (550 5.1.1)", "hard_bounce/-", "the second part is no words"],
    ["Bounced - user unknown", "hard_bounce/-", "both parts say the same"],
    ["invalid", "hard_bounce/disconnected", "what it means hangs on the channel"],
    ["Wrong Number", "-/wrong_person", "of telephones alone"],
    ["no longer at this practice", "wrong_person/wrong_person", "of both"],
    ["Not in service", "-/disconnected", "of telephones alone"],
    ["Replied", "reached/reached", "of both"],
    ["Delivered", "reached/-", "the mailbox takes mail"],
    ["Connected - Do Not Call", "opted_out call", "the wish counts, not the call"],
    ["Opted out", "opted_out ?", "of whichever channel was used"],
    ["Do not contact", "opted_out email sms call", "of all of them"],
    ["Unsubscribed", "opted_out email", "of mail"],
    ["STOP", "opted_out sms", "of texts"],
    ["DNC", "opted_out call", "of calls"],
    ["Don't call", "opted_out call", "an apostrophe is none"],
    ["Marked as spam", "complaint email", "a complaint closes mail"],
    ["Re-subscribed", "opted_in email", "mail again"],
    ["opted in to calls", "opted_in call", "calls again"],
    ["Left voicemail", "no news", "nobody was there"],
    ["N/A", "no news", "nothing is said"],
    ["Not interested", "reached/reached", "it is theirs, and no opt-out"],
    ["Abducted", "unknown", "nobody knows"],
    ["not bounced", "unknown", "no word is taken out of its sentence"],
    ["", "unknown", "nothing"],
  ];
  it.each(cases)("%j is %j: %s", (written, meaning) => {
    expect(said(written)).toBe(meaning);
  });
});

describe("a channel as tools write it", () => {
  it.each([
    ["E-Mail", ["email"]],
    ["Text Message", ["sms"]],
    ["Phone", ["call"]],
    ["All", ["email", "sms", "call"]],
    ["Direct mail", undefined],
    ["constructor", undefined],
  ])("%j is %j", (written, channels) => {
    expect(readChannels(written)).toEqual(channels);
  });
});
