import type { Command } from "commander";
import type { App } from "../app.ts";
import { dsarDeleteCommand } from "./dsar/delete.ts";
import { dsarOpenCommand } from "./dsar/open.ts";
import { dsarPlanCommand } from "./dsar/plan.ts";

const commands = [dsarOpenCommand, dsarPlanCommand, dsarDeleteCommand] as const;

export function dsarCommand(program: Command, app: App): void {
  const group = program
    .command("dsar")
    .summary("rights requests: receive, verify, fulfil, prove")
    .description(
      "Handle a request of somebody about their own data from the day on which it came to the day on which it is closed: to know, to delete, to correct, to opt out. Every step is kept in the ledger; a step that may not be taken is refused with exit 6.",
    )
    .addHelpText("after", examples);
  for (const command of commands) command(group, app);
}

const examples = `
Examples:
  heartbeat dsar open --type delete --subject contact --person person.txt \\
    --received 2026-01-15 --channel email`;
