import type { Config, Flags } from "../../config.ts";
import { checkRequests, type RightsFinding, rightsRules } from "../../dsar/audit/check-requests.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { App } from "../app.ts";
import { auditOf, isOfDamage } from "../ledger/audit-of-ledger.ts";
import { findingLines } from "../ledger/ledger-findings.ts";
import { createOutput } from "../screen/output.ts";
import { count, counted } from "../screen/progress.ts";
import { recordedRequests } from "./recorded-requests.ts";

export interface DsarAuditArguments {
  flags: Flags;
}

/** Of more than that the first are shown. */
const mostShown = 20;

/** Exit 7 where the ledger is not as it was written, or a request breaks a rule. */
export async function runDsarAudit({ flags }: DsarAuditArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const ledger = await auditOf(config, app);
  const requests = await readable(config, app);
  const findings = checkRequests(requests, californiaDay(app.io.date()));
  const isWhole = ledger.findings.length + findings.length === 0;
  if (config.settings.json) {
    const chain = { events: ledger.events, findings: ledger.findings };
    const counts = { requests: requests.size, ledger: chain };
    await out.json({ schema_version: 1, ok: isWhole, ...counts, findings });
    return isWhole ? 0 : 7;
  }
  const head = `${counted(requests.size, "request")} in ${counted(ledger.events, "event")}`;
  if (isWhole) await out.data(`${head}: the ledger is whole, and every rule is kept.\n`);
  else {
    const said = [...findingLines(ledger.findings), ...rightsLines(findings)];
    await out.data(`${[`${head}:`, ...said].join("\n")}\n`);
  }
  return isWhole ? 0 : 7;
}

/** Nothing where the file does not let itself be read: the ledger's own audit has said so. */
async function readable(
  config: Config,
  app: App,
): Promise<ReadonlyMap<string, readonly ChainEvent[]>> {
  try {
    return await recordedRequests(config, app);
  } catch (error) {
    if (!isOfDamage(error)) throw error;
    return new Map();
  }
}

function rightsLines(findings: readonly RightsFinding[]): string[] {
  const shown = findings
    .slice(0, mostShown)
    .map(
      ({ request, event, rule }) =>
        `  ${request}, event ${event}: ${rightsRules[rule].says} [${rule}]`,
    );
  const left = findings.length - shown.length;
  return left === 0 ? shown : [...shown, `  and ${count(left)} more; --json names them all`];
}
