import { reasonCodes } from "../../model/reason.ts";
import { keyProblems, type ToldPerson } from "../../suppress/person-keys.ts";
import type { PersonRow } from "../../suppress/read-rows.ts";
import type { TableRow } from "../../table/table.ts";
import type { Intake } from "../open-request.ts";
import { agents, channels, requestTypes, subjects } from "../request.ts";
import type { intakeColumns } from "./intake-columns.ts";

/** Why a row is no request; said with the row's number, never with its cells. */
export const intakeProblems = {
  malformed_record: reasonCodes.malformed_record,
  request_type_unknown: "the type of the request is none there is",
  request_received_invalid: "the day on which it came is no day, as 2026-01-15",
  request_received_future: "the day on which it came has not come yet",
  request_channel_unknown: "how it came is none of the ways there are",
  request_subject_unknown: "the subject is neither contact nor user",
  request_agent_unknown: "the agent's right is none there is",
  request_minor_unclear: "whether they are under 16 is neither yes nor no",
  request_person_missing: "nothing says whom it is about",
  ...keyProblems,
} as const;

export type IntakeProblem = keyof typeof intakeProblems;

interface ReadingRules {
  columns: ReturnType<typeof intakeColumns>;
  /** Whom a row is about. */
  read: (row: TableRow) => PersonRow;
  calendar: Pick<Intake, "calendar" | "daysOff">;
  today: string;
}

/** A row as a request, or why it is none. */
export function readIntake(
  row: TableRow,
  { columns, read, calendar, today }: ReadingRules,
): Intake | IntakeProblem {
  if (row.kind !== "record") return "malformed_record";
  const said = (field: Parameters<typeof columns.get>[0]) =>
    (row.cells[columns.get(field) ?? -1] ?? "").trim().toLowerCase();
  const among = <T extends string>(known: readonly T[], text: string) =>
    known.find((one) => one === text.replace(/[\s_]+/g, "-"));
  const type = among(requestTypes, said("type"));
  if (type === undefined) return "request_type_unknown";
  const received = said("received");
  if (!isDay(received)) return "request_received_invalid";
  if (received > today) return "request_received_future";
  const channel = among(channels, said("channel"));
  if (channel === undefined) return "request_channel_unknown";
  const subject = among(subjects, said("subject") || "contact");
  if (subject === undefined) return "request_subject_unknown";
  const agent = among(agents, said("agent") || "none");
  if (agent === undefined) return "request_agent_unknown";
  const minor = yesOrNo(said("minor"));
  if (minor === undefined) return "request_minor_unclear";
  const { person, problems } = read(row);
  const [problem] = problems;
  if (problem !== undefined) return problem;
  if (!isSomebody(person)) return "request_person_missing";
  // The number of the row is no part of whom it is about.
  const told = { ...person, request: { ...person.request, id: 1 } };
  return { type, subject, agent, channel, received, ...calendar, minor, person: told };
}

/** What tells a request from all others, in one text: the same row again gives the same. */
export function entryText({ type, subject, agent, channel, received, minor, person }: Intake) {
  return JSON.stringify([type, subject, agent, channel, received, minor, person]);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) return false;
  return new Date(text).toISOString().startsWith(text);
}

function yesOrNo(text: string): boolean | undefined {
  if (["", "no", "n", "false", "0"].includes(text)) return false;
  return ["yes", "y", "true", "1"].includes(text) ? true : undefined;
}

function isSomebody({ request, emails, phones }: ToldPerson): boolean {
  const { npi, name, license } = request;
  return [npi, name, license, ...emails, ...phones].some((one) => one !== undefined && one !== "");
}
