import { openDuties } from "../../dsar/clock/open-duties.ts";
import type { OthersOfPerson } from "../../dsar/others-of-person.ts";
import type { RequestPerson } from "../../dsar/person.ts";
import type { RightsRequest } from "../../dsar/request.ts";
import type { Step } from "../../dsar/steps.ts";
import type { ChainEvent } from "../../ledger/chain-event.ts";
import { columnLines } from "../screen/column-lines.ts";
import { printable, shorten } from "../screen/printable.ts";
import { wrapText } from "../screen/wrap-text.ts";
import { alsoOpenWords, knowAnsweredWords } from "./others-screen.ts";

const lineWidth = 80;

/** What a request is, when what is due, and which steps it may take now. */
export function factLines(
  request: RightsRequest,
  steps: readonly Step[],
  today: string,
  others: OthersOfPerson,
): string[] {
  const { id, type, asked, subject, agent, channel, received, calendar, due } = request;
  const { acknowledged, extended, verified, answered } = request;
  const rows: [string, string | undefined][] = [
    ["request", `${id}, ${type}${asked === type ? "" : ` (asked: ${asked})`}, of a ${subject}`],
    ["state", `${request.state}${request.held ? ", held: fraud is believed" : ""}`],
    ["received", `${received} by ${channel}`],
    ["agent", agent === "none" ? undefined : agent],
    ["under 16", request.minor ? "there is a sign of it" : undefined],
    ["on file", request.found],
    ["acknowledge", acknowledged === undefined ? due.acknowledge : `done on ${acknowledged}`],
    ["answer by", answered === undefined ? due.answer : undefined],
    ...wrapped("also open", others.alsoOpen.length === 0 ? undefined : alsoOpenWords(others)),
    ...wrapped("told before", knowAnsweredWords(others)),
    ["extended", extended && `on ${extended.on}, until ${extended.until}`],
    ["extend by", extended === undefined && answered === undefined ? due.extension?.by : undefined],
    ["verified", verified && `on ${verified.on}, degree ${verified.degree}`],
    ["answered", answered && `${answered.response} on ${answered.on}`],
    ["basis", answered?.basis],
    ["closed", request.closed],
    ["calendar", calendar],
    ["steps", steps.join(", ")],
  ];
  const facts = rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const late = openDuties(request, today)
    .filter(({ standing }) => standing !== "open")
    .map(({ what, due, standing }) => `${standing}: ${what} by ${due}`);
  return [...columnLines(facts), ...late];
}

/** A fact of many words as rows, of which the first has its name. */
function wrapped(name: string, words = ""): [string, string | undefined][] {
  if (words === "") return [];
  const taken = "acknowledge  ".length;
  const lines = wrapText(words, { taken, indent: " ".repeat(taken) }).split("\n");
  return lines.map((line, i) => [i === 0 ? name : "", line.trimStart()]);
}

/** Whom a request is about. */
export function personLines(person: RequestPerson | undefined): string[] {
  if (person === undefined) return ["", "Whom it is about was shredded after its time."];
  const { request, emails, phones } = person.told;
  const { id: _, name, license, ...plain } = request;
  const told = { ...plain, ...name, license: license?.number, license_state: license?.state };
  const rows = [
    ...Object.entries(told),
    ...emails.map((email) => ["email", email]),
    ...phones.map((phone) => ["phone", phone]),
    ...person.npis.map((npi) => ["profile", npi]),
  ].flatMap(([name, value]) => (typeof value === "string" ? [[String(name), value]] : []));
  return ["", ...columnLines(rows).map(printable)];
}

/** A line an event, with what it tells. */
export function eventLines(events: readonly ChainEvent[]): string[] {
  const lines = columnLines(
    events.map(({ seq, at, kind, body }) => {
      const told = Object.entries(body).filter(([name]) => name !== "key" && name !== "sha256");
      const words = told.map(([name, value]) => `${name} ${value}`).join(", ");
      return [String(seq), at.slice(0, 16).replace("T", " "), kind, words];
    }),
  );
  return ["", ...lines.map((line) => shorten(line, lineWidth))];
}
