import { readDay, readFlag } from "../../normalize/contacts/read-cells.ts";
import { emailsIn, numberIn } from "../../normalize/contacts/read-targets.ts";
import { readNpi } from "../../normalize/npi.ts";
import { closedChannelFields } from "../../table/columns/contact-field.ts";
import type { OutcomeColumn, OutcomeListField } from "../../table/columns/outcome-columns.ts";
import {
  noticesOf,
  type OutcomeFacts,
  type OutcomeProblem,
  type OutcomeTarget,
  outcomeFacts,
} from "./outcome-facts.ts";

/** What is said of a list of outcomes as a whole. */
export interface OutcomeTerms {
  /** Name of the source. */
  source: string;
  /** ISO day of rows that name none of their own. */
  asOf: string | undefined;
  /** The last ISO day that is not in the future. */
  latest: string;
  /** The outcome of rows that name none. */
  outcome: string | undefined;
}

/** What a row comes to; neither marks nor notices where it says nothing. */
export interface OutcomeRow {
  target: OutcomeTarget;
  facts: OutcomeFacts;
  /** The first thing that is wrong with it; an opt-out beside it is kept all the same. */
  problem?: OutcomeProblem;
}

export function createOutcomeReader(
  columns: readonly OutcomeColumn[],
  terms: OutcomeTerms,
): (cells: readonly string[]) => OutcomeRow {
  const places = (...fields: OutcomeListField[]) =>
    columns.filter(({ field }) => fields.includes(field)).map(({ index }) => index);
  const [npiPlace = -1] = places("npi");
  const [outcomePlace = -1] = places("outcome");
  const [channelPlace = -1] = places("channel");
  const [dayPlace = -1] = places("as_of");
  const emailPlaces = places("email");
  const numberPlaces = places("phone", "mobile", "fax");
  const flagColumns = columns.flatMap(({ field, index }) =>
    field in closedChannelFields
      ? [{ index, channel: closedChannelFields[field as keyof typeof closedChannelFields] }]
      : [],
  );

  function targetOf(cells: readonly string[]): OutcomeTarget {
    const npi = readNpi(cells[npiPlace] ?? "");
    const emails = emailPlaces.flatMap((index) => emailsIn(cells[index] ?? ""));
    const numbers = numberPlaces.map((index) => numberIn(cells[index] ?? ""));
    return {
      npi: npi.kind === "valid" ? npi.npi : undefined,
      isNpiMistaken: npi.kind !== "valid" && npi.kind !== "empty",
      emails: [...new Set(emails)],
      numbers: [...new Set(numbers.filter((number) => number !== ""))],
    };
  }

  function dayOf(cells: readonly string[]): { day: string } | OutcomeProblem {
    const own = (cells[dayPlace] ?? "").trim();
    if (own === "") return terms.asOf === undefined ? "date_missing" : { day: terms.asOf };
    const day = readDay(own);
    if (day === "") return "date_unreadable";
    return day > terms.latest ? "date_future" : { day };
  }

  function toldBy(
    cells: readonly string[],
    target: OutcomeTarget,
  ): (OutcomeFacts | OutcomeProblem)[] {
    const words = (cells[outcomePlace] ?? "").trim() || (terms.outcome ?? "");
    const closed = flagColumns
      .map(({ index, channel }) => ({ channel, ...readFlag(cells[index] ?? "") }))
      .filter(({ isSet }) => isSet);
    if (words === "" && closed.length === 0) return [];
    const dated = dayOf(cells);
    const told: (OutcomeFacts | OutcomeProblem)[] = closed.map(({ channel, since }) => {
      if (since === undefined && typeof dated === "string") return dated;
      const date = since ?? (dated as { day: string }).day;
      if (date > terms.latest) return "date_future";
      return noticesOf([channel], { reason: "opted_out", source: terms.source, date }, target);
    });
    if (words !== "") {
      const channel = (cells[channelPlace] ?? "").trim();
      const day = typeof dated === "string" ? "" : dated.day;
      const facts = outcomeFacts(words, channel, day, terms.source, target);
      told.push(typeof dated === "string" && saysSomething(facts) ? dated : facts);
    }
    return told;
  }

  return (cells) => {
    const target = targetOf(cells);
    return { target, ...united(toldBy(cells, target)) };
  };
}

/** What says nothing needs no day. */
function saysSomething(facts: OutcomeFacts | OutcomeProblem): boolean {
  return typeof facts !== "string" && facts.marks.length + facts.notices.length > 0;
}

function united(told: readonly (OutcomeFacts | OutcomeProblem)[]): Omit<OutcomeRow, "target"> {
  const facts = told.filter((one) => typeof one !== "string");
  const problem = told.find((one) => typeof one === "string");
  return {
    facts: {
      marks: facts.flatMap(({ marks }) => marks),
      notices: facts.flatMap(({ notices }) => notices),
    },
    ...(problem === undefined ? {} : { problem }),
  };
}
