import type { ChannelNotice } from "../../ledger/channel-store.ts";
import type { Channel } from "../../model/channel-rules.ts";
import type { OutcomeMark } from "../../model/contact.ts";
import {
  type OutcomeMeaning,
  readChannels,
  readOutcome,
} from "../../normalize/contacts/outcome-words.ts";

/** Whom and what a row is about. */
export interface OutcomeTarget {
  /** Undefined where the row gives none, or none that is one. */
  npi: string | undefined;
  isNpiMistaken: boolean;
  emails: readonly string[];
  /** Ten digits each. */
  numbers: readonly string[];
}

/** What is to be kept of a row. */
export interface OutcomeFacts {
  marks: readonly OutcomeMark[];
  notices: readonly ChannelNotice[];
}

/** Why nothing can be made of a row. */
export const outcomeProblems = {
  outcome_unknown: "this outcome is not known",
  outcome_misplaced: "no such outcome comes of this channel",
  channel_unknown: "this channel is not known",
  channel_unclear: "it is not said whether this is about e-mail, texts or calls",
  value_missing: "the row has no e-mail address or number that this is about",
  value_unclear: "the row has several, and it is not said which one this is about",
  npi_invalid: "the NPI is none",
  date_missing: "the row has no date, and --as-of gives none",
  date_unreadable: "the date is none",
  date_future: "the date is in the future",
  malformed_record: "the line is no CSV record",
} as const;

export type OutcomeProblem = keyof typeof outcomeProblems;

const noFacts: OutcomeFacts = { marks: [], notices: [] };

const allChannels: readonly Channel[] = ["email", "sms", "call"];

/**
 * What an outcome in words comes to.
 *
 * @param channel as the row names it, "" where it does not
 */
export function outcomeFacts(
  words: string,
  channel: string,
  date: string,
  source: string,
  target: OutcomeTarget,
): OutcomeFacts | OutcomeProblem {
  const meaning = readOutcome(words);
  if (meaning === undefined) return "outcome_unknown";
  if (meaning.kind === "no_news") return noFacts;
  const named = channel === "" ? undefined : readChannels(channel);
  if (channel !== "" && named === undefined) return "channel_unknown";
  if (meaning.kind === "mark") return marksOf(meaning, named, date, target);
  const isOptOut = meaning.kind === "opted_out";
  const concerned = meaning.channels ?? named ?? channelsOf(target, isOptOut);
  if (concerned === undefined) return "channel_unclear";
  return noticesOf(concerned, { reason: meaning.reason, source, date }, target);
}

/** An opt-out from who knows what closes all that the row may mean; an opt-in opens nothing then. */
function channelsOf(
  { emails, numbers }: OutcomeTarget,
  isOptOut: boolean,
): readonly Channel[] | undefined {
  if (emails.length > 0 && numbers.length === 0) return ["email"];
  if (!isOptOut) return undefined;
  return numbers.length > 0 && emails.length === 0 ? ["sms", "call"] : allChannels;
}

/**
 * With an NPI a flag is the person's. An address or number that asked for no more mail or texts gets
 * none for anybody else either; one that was called may be a whole practice's, and stays open.
 */
export function noticesOf(
  concerned: readonly Channel[],
  flag: { reason: string; source: string; date: string },
  { npi, isNpiMistaken, emails, numbers }: OutcomeTarget,
): OutcomeFacts | OutcomeProblem {
  const notices = concerned.flatMap((channel): ChannelNotice[] => {
    const values = channel === "email" ? emails : numbers;
    const ofValues = values.map((value) => ({ value, channel, ...flag }));
    if (npi === undefined) return ofValues;
    const isOnlyTheirs = channel === "call" && flag.reason !== "opted_in";
    return [{ npi, channel, ...flag }, ...(isOnlyTheirs ? [] : ofValues)];
  });
  if (notices.length > 0) return { marks: [], notices };
  return isNpiMistaken ? "npi_invalid" : "value_missing";
}

type Side = "email" | "number";

function marksOf(
  meaning: Extract<OutcomeMeaning, { kind: "mark" }>,
  named: readonly Channel[] | undefined,
  date: string,
  target: OutcomeTarget,
): OutcomeFacts | OutcomeProblem {
  const side = sideOf(meaning, named, target);
  if (side === undefined) return "channel_unclear";
  const outcome = meaning[side];
  if (outcome === undefined) return "outcome_misplaced";
  // Without it the outcome would hold for everybody.
  if (target.isNpiMistaken) return "npi_invalid";
  const values = side === "email" ? target.emails : target.numbers;
  if (values.length === 0) return "value_missing";
  // Who is not there is not there at any of them.
  if (values.length > 1 && outcome !== "wrong_person") return "value_unclear";
  const { npi } = target;
  const marks = values.map((value) => ({
    ...{ value, outcome, date },
    ...(npi === undefined ? {} : { npi }),
  }));
  return { marks, notices: [] };
}

/** Whether it is about e-mail or telephone: as the row says, as the word means, or as there is. */
function sideOf(
  meaning: Extract<OutcomeMeaning, { kind: "mark" }>,
  named: readonly Channel[] | undefined,
  { emails, numbers }: OutcomeTarget,
): Side | undefined {
  const [first, ...others] = named ?? [];
  if (first !== undefined && others.length === 0) return first === "email" ? "email" : "number";
  if (meaning.email === undefined) return "number";
  if (meaning.number === undefined) return "email";
  if (emails.length > 0 && numbers.length > 0) return undefined;
  return emails.length > 0 ? "email" : "number";
}
