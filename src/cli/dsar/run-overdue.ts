import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { daysBetween } from "../../dsar/clock/calendar-days.ts";
import { type Duty, openDuties } from "../../dsar/clock/open-duties.ts";
import { foldRequest } from "../../dsar/fold-request.ts";
import type { RequestType } from "../../dsar/request.ts";
import type { App } from "../app.ts";
import { columnLines } from "../screen/column-lines.ts";
import { createOutput } from "../screen/output.ts";
import { count, counted } from "../screen/progress.ts";
import { recordedRequests } from "./recorded-requests.ts";

export interface DsarOverdueArguments {
  flags: Flags;
}

interface Owed extends Duty {
  id: string;
  type: RequestType;
  /** Name of the business calendar. */
  calendar: string;
}

/** Exit 7 where anything is overdue; what soon will be is said as well. */
export async function runDsarOverdue({ flags }: DsarOverdueArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const today = californiaDay(app.io.date());
  const owed = [...(await recordedRequests(config, app)).values()]
    .flatMap((events): Owed[] => {
      const request = foldRequest(events);
      if (request === undefined) return [];
      const { id, type, calendar } = request;
      return openDuties(request, today).map((duty) => ({ id, type, calendar, ...duty }));
    })
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const overdue = owed.filter(({ standing }) => standing === "overdue");
  const urgent = owed.filter(({ standing }) => standing === "urgent");
  if (config.settings.json) {
    const told = { schema_version: 1, today, ok: overdue.length === 0 };
    await out.json({ ...told, overdue: overdue.map(toData), urgent: urgent.map(toData) });
  } else {
    const rows = [...overdue, ...urgent].map((one) => rowOf(one, today));
    if (rows.length > 0) {
      const head = ["ID", "TYPE", "TO", "DUE", "", "CALENDAR"];
      await out.data(`${columnLines([head, ...rows]).join("\n")}\n`);
    }
    if (overdue.length === 0) out.note("Nothing is overdue.");
    else out.warn(`Overdue: ${count(overdue.length)}.`);
  }
  return overdue.length === 0 ? 0 : 7;
}

function orderOf({ due, id, what }: Owed): string {
  return `${due} ${id} ${what}`;
}

function toData({ standing: _, ...owed }: Owed) {
  return owed;
}

function rowOf({ id, type, what, due, standing, calendar }: Owed, today: string): string[] {
  const days = Math.abs(daysBetween(today, due));
  const ahead = days === 0 ? "today" : `in ${counted(days, "day")}`;
  return [
    id,
    type,
    what,
    due,
    standing === "overdue" ? `${counted(days, "day")} late` : ahead,
    calendar,
  ];
}
