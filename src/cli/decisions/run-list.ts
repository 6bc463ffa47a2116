import type { Flags } from "../../config.ts";
import { type Decision, keyOf, nobody } from "../../enrich/decisions/decision.ts";
import {
  type DecisionState,
  judgeDecision,
  npisOf,
} from "../../enrich/decisions/judge-decision.ts";
import { tellableProfiles } from "../../list/review/tellable-profiles.ts";
import { localRecipient } from "../../model/disclosures.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { count, counted } from "../screen/progress.ts";
import { textTable } from "../screen/text-table.ts";
import { withDisclosures } from "../services/with-disclosures.ts";
import { requireDecisions } from "./load-decisions.ts";

export interface DecisionsListArguments {
  file: string;
  flags: Flags;
}

/** A decision against the registry of today. */
export interface JudgedDecision {
  decision: Decision;
  state: DecisionState;
  /** NPIs whose records are not as they were. */
  changed: readonly string[];
}

export async function runDecisionsList(
  { file, flags }: DecisionsListArguments,
  app: App,
): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const { decisions, path } = await requireDecisions(file, app.io.cwd);
  const sorted = [...decisions].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const judged = await judgeAll(sorted, config, app);
  if (config.settings.json) {
    await out.json({ schema_version: 1, file: path, decisions: judged.map(toldOf) });
    return 0;
  }
  if (judged.length === 0) out.note(`${printable(path)} holds no decision.`);
  else await out.data(`${listLines(judged).join("\n")}\n`);
  const some = (state: DecisionState) => judged.filter((one) => one.state === state).length;
  const [expired, withheld] = [some("expired"), some("withheld")];
  out.note(
    `${counted(judged.length, "decision")}, ${count(expired)} expired, ${count(withheld)} withheld`,
  );
  return 0;
}

/** Who is told about here is recorded, as everywhere. */
export async function judgeAll(
  decisions: readonly Decision[],
  config: Awaited<ReturnType<App["configure"]>>,
  app: App,
): Promise<JudgedDecision[]> {
  const suppressions = await app.suppressions(config);
  return closing(await app.openService(config), (service) =>
    withDisclosures(app, config, service, async (disclosures) => {
      const profiles = await tellableProfiles(decisions.flatMap(npisOf), { service, suppressions });
      const judged = decisions.map((decision): JudgedDecision => {
        const state = judgeDecision(decision, (npi) => profiles.get(npi));
        const changed = npisOf(decision).filter((npi) => {
          const own = { ...decision, choice: npi, records: { [npi]: decision.records[npi] ?? "" } };
          return judgeDecision(own, (one) => profiles.get(one)) === "expired";
        });
        return { decision, state, changed };
      });
      disclosures?.record(localRecipient, "npi", [...new Set(judged.flatMap(namedBy))]);
      await disclosures?.flush();
      return judged;
    }),
  );
}

function namedBy({ decision: { choice }, state, changed }: JudgedDecision): readonly string[] {
  return state === "withheld" || choice === nobody ? changed : [choice];
}

/** As `--json` says it; without the NPI of somebody who is not told about. */
export function toldOf({ decision, state }: JudgedDecision) {
  const { lead, detail, shared = false, choice, records, decided_on, by, note } = decision;
  const rejected = choice === nobody ? Object.keys(records).length : undefined;
  return {
    ...{ lead, detail, shared, state },
    choice: state === "withheld" ? null : choice,
    ...(rejected === undefined ? {} : { rejected }),
    decided_on,
    ...{ by: by ?? null, note: note ?? null },
  };
}

function listLines(judged: readonly JudgedDecision[]): string[] {
  const rows = judged.map(({ decision, state }) => [
    decision.lead.slice(0, 12),
    state === "withheld" ? "" : decision.choice,
    state,
    decision.decided_on,
  ]);
  return textTable([["lead", "choice", "state", "decided on"], ...rows], "");
}
