import { describe, expect, it } from "vitest";
import { createOutcomeReader } from "../../src/contacts/outcomes/read-outcome-row.ts";
import { outcomeColumns } from "../../src/table/columns/outcome-columns.ts";
import { npiOf } from "../helpers/profiles.ts";

const ada = npiOf(1);
const header = [
  "NPI",
  "Email",
  "Other Email",
  "Phone",
  "Outcome",
  "Channel",
  "Date",
  "Do Not Call",
];
const columns = outcomeColumns(header, new Map());
const terms = { source: "mail", asOf: "2026-01-10", latest: "2026-01-20", outcome: undefined };
const read = createOutcomeReader(columns, terms);

type Cells = Partial<Record<(typeof header)[number], string>>;

/** `value outcome npi` of marks, `subject channel reason` of flags, and what is wrong. */
function told(cells: Cells): string[] {
  const { facts, problem } = read(header.map((name) => cells[name] ?? ""));
  return [
    ...facts.marks.map(({ value, outcome, npi }) => `${value} ${outcome} ${npi ?? "of everybody"}`),
    ...facts.notices.map(
      (one) => `${"npi" in one ? "person" : one.value} ${one.channel} ${one.reason}`,
    ),
    ...(problem === undefined ? [] : [problem]),
  ];
}

const email = { Email: "Ada <ADA@example.com>" };
const phone = { Phone: "(217) 555-0142 x7" };

describe("a row of outcomes", () => {
  const cases: [why: string, cells: Cells, expected: string[]][] = [
    [
      "an address of a person",
      { NPI: ada, ...email, Outcome: "bounced" },
      [`ada@example.com hard_bounce ${ada}`],
    ],
    [
      "an address of nobody named",
      { ...email, Outcome: "bounced" },
      ["ada@example.com hard_bounce of everybody"],
    ],
    [
      "a number, made-up ones too",
      { NPI: ada, ...phone, Outcome: "disconnected" },
      [`2175550142 disconnected ${ada}`],
    ],
    [
      "which one by the word",
      { ...email, ...phone, Outcome: "bounced" },
      ["ada@example.com hard_bounce of everybody"],
    ],
    [
      "which one by the channel",
      { ...email, ...phone, Outcome: "invalid", Channel: "Call" },
      ["2175550142 disconnected of everybody"],
    ],
    ["which one nobody knows", { ...email, ...phone, Outcome: "invalid" }, ["channel_unclear"]],
    [
      "a call cannot bounce",
      { ...email, Outcome: "bounced", Channel: "Call" },
      ["outcome_misplaced"],
    ],
    ["no letters", { ...email, Outcome: "replied", Channel: "Direct mail" }, ["channel_unknown"]],
    ["nothing to mark", { NPI: ada, ...phone, Outcome: "bounced" }, ["value_missing"]],
    [
      "one of two bounced",
      { ...email, "Other Email": "a@example.net", Outcome: "bounced" },
      ["value_unclear"],
    ],
    [
      "who left is at neither",
      { ...email, "Other Email": "a@example.net", Outcome: "wrong person", Channel: "email" },
      ["ada@example.com wrong_person of everybody", "a@example.net wrong_person of everybody"],
    ],
    [
      "a slip in the NPI must not mark it for everybody",
      { NPI: `${ada}9`, ...email, Outcome: "bounced" },
      ["npi_invalid"],
    ],
    [
      "a slip in the NPI loses no opt-out",
      { NPI: `${ada}9`, ...email, Outcome: "unsubscribed" },
      ["ada@example.com email opted_out"],
    ],
    ["a slip and nothing else", { NPI: `${ada}9`, Outcome: "unsubscribed" }, ["npi_invalid"]],
    [
      "mail is closed for person and address",
      { NPI: ada, ...email, Outcome: "unsubscribed" },
      ["person email opted_out", "ada@example.com email opted_out"],
    ],
    [
      "calls only for the person: the number may be a practice's",
      { NPI: ada, ...phone, Outcome: "DNC" },
      ["person call opted_out"],
    ],
    [
      "calls for the number where nobody is named",
      { ...phone, Outcome: "DNC" },
      ["2175550142 call opted_out"],
    ],
    [
      "out of what is not said: all",
      { NPI: ada, Outcome: "opted out" },
      ["person email opted_out", "person sms opted_out", "person call opted_out"],
    ],
    [
      "out of what was used",
      { NPI: ada, Outcome: "opted out", Channel: "SMS" },
      ["person sms opted_out"],
    ],
    [
      "out of what a number is for",
      { ...phone, Outcome: "opted out" },
      ["2175550142 sms opted_out", "2175550142 call opted_out"],
    ],
    ["in to what is not said: nothing", { NPI: ada, Outcome: "opted in" }, ["channel_unclear"]],
    [
      "in to calls opens the number too",
      { NPI: ada, ...phone, Outcome: "opted in to calls" },
      ["person call opted_in", "2175550142 call opted_in"],
    ],
    ["a complaint", { ...email, Outcome: "Marked as spam" }, ["ada@example.com email complaint"]],
    [
      "a flag beside an outcome",
      { NPI: ada, ...phone, Outcome: "connected", "Do Not Call": "yes" },
      [`2175550142 reached ${ada}`, "person call opted_out"],
    ],
    [
      "a flag beside what is not known",
      { NPI: ada, Outcome: "what?", "Do Not Call": "x" },
      ["person call opted_out", "outcome_unknown"],
    ],
    ["no news", { NPI: ada, ...phone, Outcome: "left voicemail", Date: "never" }, []],
    ["nothing said", { NPI: ada, ...phone, Date: "never" }, []],
    ["a day that is none", { ...email, Outcome: "bounced", Date: "never" }, ["date_unreadable"]],
    ["a day to come", { ...email, Outcome: "bounced", Date: "2026-02-01" }, ["date_future"]],
  ];
  it.each(cases)("%s", (_, cells, expected) => {
    expect(told(cells)).toEqual(expected);
  });

  it("has its own day, else that of its flag, else that of the list", () => {
    const dates = (cells: Cells) => {
      const { facts } = read(header.map((name) => cells[name] ?? ""));
      return [...facts.marks, ...facts.notices].map(({ date }) => date);
    };
    expect(dates({ ...email, Outcome: "bounced" })).toEqual(["2026-01-10"]);
    expect(dates({ ...email, Outcome: "bounced", Date: "1/5/2026" })).toEqual(["2026-01-05"]);
    expect(dates({ NPI: ada, "Do Not Call": "2026-01-03", Date: "1/5/2026" })).toEqual([
      "2026-01-03",
    ]);
    const undated = createOutcomeReader(columns, { ...terms, asOf: undefined });
    expect(undated([ada, "a@example.com", "", "", "bounced"]).problem).toBe("date_missing");
    expect(undated([ada, "", "", "", "", "", "", "2026-01-03"]).problem).toBeUndefined();
  });
});
