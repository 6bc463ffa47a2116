import type { Flags } from "../config.ts";
import { keyOf } from "../enrich/decisions/decision.ts";
import type { App } from "./app.ts";
import { decisionOfRow, decisionsAbout, requireOneWay, rowsOfDecisions } from "./find-decisions.ts";
import { requireDecisions } from "./load-decisions.ts";
import { createOutput } from "./output.ts";
import { counted } from "./progress.ts";
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
  await saveDecisions(path, { remove, add: [] }, app.io);
  const revoked = remove.map(({ lead }) => lead);
  if (config.settings.json) {
    await out.json({ schema_version: 1, revoked, left: decisions.length - remove.length });
  } else {
    out.note(
      `${counted(remove.length, "decision")} revoked, ${decisions.length - remove.length} left`,
    );
  }
  return 0;
}
