import type { Flags } from "../config.ts";
import { californiaDay } from "../dsar/california-day.ts";
import { openDuties } from "../dsar/clock/open-duties.ts";
import { foldRequest } from "../dsar/fold-request.ts";
import { type RightsRequest, requestTypes, states } from "../dsar/request.ts";
import type { App } from "./app.ts";
import { columnLines } from "./column-lines.ts";
import { oneOf } from "./one-of.ts";
import { createOutput } from "./output.ts";
import { recordedRequests } from "./recorded-requests.ts";
import { requestData } from "./request-data.ts";

export interface DsarListArguments {
  state?: string;
  type?: string;
  open?: true;
  flags: Flags;
}

/** One line a request, what is due first on top. */
export async function runDsarList(given: DsarListArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const state = given.state === undefined ? undefined : oneOf(states, given.state, "--state");
  const type = given.type === undefined ? undefined : oneOf(requestTypes, given.type, "--type");
  const today = californiaDay(app.io.date());
  const requests = [...(await recordedRequests(config, app)).values()]
    .flatMap((events) => foldRequest(events) ?? [])
    .filter((request) => state === undefined || request.state === state)
    .filter((request) => type === undefined || request.type === type)
    .filter((request) => given.open !== true || request.answered === undefined)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  if (config.settings.json) {
    const data = requests.map((request) => requestData(request, today));
    await out.json({ schema_version: 1, today, requests: data });
  } else if (requests.length === 0) out.note("There are no such requests.");
  else await out.data(`${lines(requests, today).join("\n")}\n`);
  return 0;
}

/** Those that are answered come last. */
function orderOf({ answered, due, id }: RightsRequest): string {
  return `${answered === undefined ? 0 : 1} ${due.answer} ${id}`;
}

function lines(requests: readonly RightsRequest[], today: string): string[] {
  return columnLines([
    ["ID", "TYPE", "STATE", "RECEIVED", "DUE", ""],
    ...requests.map((request) => [
      ...[request.id, request.type, request.state, request.received, request.due.answer],
      standingWord(request, today),
    ]),
  ]);
}

function standingWord(request: RightsRequest, today: string): string {
  const standings = openDuties(request, today).map(({ standing }) => standing);
  return ["overdue", "urgent"].find((word) => standings.some((one) => one === word)) ?? "";
}
