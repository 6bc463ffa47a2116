import type { Flags } from "../../config.ts";
import { keyOf } from "../../enrich/decisions/decision.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { decisionOfRow, decisionsAbout, requireOneWay, rowsOfDecisions } from "./find-decisions.ts";
import { requireDecisions } from "./load-decisions.ts";
import { saveDecisions } from "./save-decisions.ts";

export interface DecisionsRevokeArguments {
  file: string;
  /** Beginnings of leads' hashes. */
  leads: readonly string[];
  list: string | undefined;
  row: number | undefined;
  flags: Flags;
}

/** All that were named, or none where one of them is not there. */
export async function runDecisionsRevoke(
  given: DecisionsRevokeArguments,
  app: App,
): Promise<number> {
  const { file, leads, list, row, flags } = given;
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  requireOneWay(leads, { list, row });
  const { path, decisions } = await requireDecisions(file, app.io.cwd);
  const found =
    row !== undefined && list !== undefined
      ? [decisionOfRow(await rowsOfDecisions(app, config, { path: list, flags }, decisions), row)]
      : leads.flatMap((lead) => decisionsAbout(lead, decisions));
  const remove = [...new Map(found.map((decision) => [keyOf(decision), decision])).values()];
  const change = { remove, add: [] };
  const { count, isSaved } = await saveDecisions(path, change, { ...app.io, others: "keep" });
  if (!isSaved) throw decidedAnew(path);
  const revoked = remove.map(({ lead }) => lead);
  if (config.settings.json) {
    await out.json({ schema_version: 1, revoked, left: count });
  } else {
    out.note(`${counted(remove.length, "decision")} revoked, ${count} left`);
  }
  return 0;
}

function decidedAnew(path: string): UsageError {
  return new UsageError(
    "decided_meanwhile",
    `Somebody else has decided about one of these leads meanwhile: nothing was taken out of ${path}.`,
    "Look at it again: heartbeat decisions list",
  );
}
