import type { LedgerFacts } from "../../ledger/ledger-facts.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { count } from "../screen/progress.ts";
import type { LedgerArguments } from "./run-init.ts";

/** What is in the ledger, in numbers; data, so it goes to stdout. */
export async function runLedgerStatus({ flags }: LedgerArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const facts = await app.ledgerFacts(config);
  const { ledger, ledger_key_file: key_file } = config.settings;
  if (config.settings.json) await out.json({ schema_version: 1, ledger, key_file, ...facts });
  else await out.data(`${statusLines(ledger, key_file, facts).join("\n")}\n`);
  return 0;
}

function statusLines(ledger: string, keyFile: string, facts: LedgerFacts): string[] {
  const suppressed = facts.suppressions.map(({ reason, in_force, lifted }): [string, string] => [
    `  ${reason}`,
    `${count(in_force)} in force, ${count(lifted)} lifted`,
  ]);
  const rows: [string, string][] = [
    ["Ledger", ledger],
    ["Secret", keyFile],
    ["Id", facts.id.slice(0, 8)],
    ["Suppression number", count(facts.number)],
    ["Events", `${count(facts.events)}, the last at ${facts.last_event_at}`],
    ["Suppressions", suppressed.length === 0 ? "none" : ""],
    ...suppressed,
    ["Corrections", count(facts.corrections)],
    ["Sealed parts", count(facts.sealed_parts)],
    ["Rows of disclosures", count(facts.disclosures)],
    ["Notices of channels", count(facts.notices)],
    ["API keys", count(facts.keys)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`.trimEnd());
}
