import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { openDuties } from "../../dsar/clock/open-duties.ts";
import { foldRequest } from "../../dsar/fold-request.ts";
import { type RightsRequest, requestTypes, states } from "../../dsar/request.ts";
import type { App } from "../app.ts";
import { columnLines } from "../screen/column-lines.ts";
import { createOutput } from "../screen/output.ts";
import { oneOf } from "../typed/one-of.ts";
import { requestsWithOthers } from "./recorded-requests.ts";
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
  const { all, othersOf } = await requestsWithOthers(config, app, today);
  const requests = [...all.values()]
    .flatMap((events) => foldRequest(events) ?? [])
    .filter((request) => state === undefined || request.state === state)
    .filter((request) => type === undefined || request.type === type)
    .filter((request) => given.open !== true || request.answered === undefined)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  if (config.settings.json) {
    const data = requests.map((request) => requestData(request, today, othersOf(request.id)));
    await out.json({ schema_version: 1, today, requests: data });
  } else if (requests.length === 0) out.note("There are no such requests.");
  else {
    const twice = new Set(requests.filter(({ id }) => othersOf(id).alsoOpen.length > 0));
    await out.data(`${lines(requests, today, twice).join("\n")}\n`);
    if (twice.size > 0) {
      out.note(
        "twice: by what was said, the same person has another open request of that type; `heartbeat dsar show --id ID` names it.",
      );
    }
  }
  return 0;
}

/** Those that are answered come last. */
function orderOf({ answered, due, id }: RightsRequest): string {
  return `${answered === undefined ? 0 : 1} ${due.answer} ${id}`;
}

function lines(
  requests: readonly RightsRequest[],
  today: string,
  twice: ReadonlySet<RightsRequest>,
): string[] {
  return columnLines([
    ["ID", "TYPE", "STATE", "RECEIVED", "DUE", ""],
    ...requests.map((request) => [
      ...[request.id, request.type, request.state, request.received, request.due.answer],
      [...standingWords(request, today), ...(twice.has(request) ? ["twice"] : [])].join(", "),
    ]),
  ]);
}

function standingWords(request: RightsRequest, today: string): string[] {
  const standings = openDuties(request, today).map(({ standing }) => standing);
  const worst = ["overdue", "urgent"].find((word) => standings.some((one) => one === word));
  return worst === undefined ? [] : [worst];
}
