import type { Command } from "commander";
import type { App } from "../app.ts";
import { dsarAckCommand } from "./dsar/ack.ts";
import { dsarAmendCommand } from "./dsar/amend.ts";
import { dsarAuditCommand } from "./dsar/audit.ts";
import { dsarCloseCommand } from "./dsar/close.ts";
import { dsarCollectCommand } from "./dsar/collect.ts";
import { dsarCorrectCommand } from "./dsar/correct.ts";
import { dsarDeleteCommand } from "./dsar/delete.ts";
import { dsarDenyCommand } from "./dsar/deny.ts";
import { dsarExportCommand } from "./dsar/export.ts";
import { dsarExtendCommand } from "./dsar/extend.ts";
import { dsarHoldCommand } from "./dsar/hold.ts";
import { dsarKeyCommand } from "./dsar/key.ts";
import { dsarLetterCommand } from "./dsar/letter.ts";
import { dsarLimitCommand } from "./dsar/limit.ts";
import { dsarListCommand } from "./dsar/list.ts";
import { dsarLogCommand } from "./dsar/log.ts";
import { dsarMetricsCommand } from "./dsar/metrics.ts";
import { dsarMinorCommand } from "./dsar/minor.ts";
import { dsarNoteCommand } from "./dsar/note.ts";
import { dsarOpenCommand } from "./dsar/open.ts";
import { dsarOptInCommand } from "./dsar/opt-in.ts";
import { dsarOptOutCommand } from "./dsar/opt-out.ts";
import { dsarOverdueCommand } from "./dsar/overdue.ts";
import { dsarPlanCommand } from "./dsar/plan.ts";
import { dsarRetentionCommand } from "./dsar/retention.ts";
import { dsarShowCommand } from "./dsar/show.ts";
import { dsarVerifyCommand } from "./dsar/verify.ts";

const commands = [
  dsarOpenCommand,
  dsarAckCommand,
  dsarVerifyCommand,
  dsarHoldCommand,
  dsarExtendCommand,
  dsarNoteCommand,
  dsarListCommand,
  dsarShowCommand,
  dsarOverdueCommand,
  dsarCollectCommand,
  dsarExportCommand,
  dsarKeyCommand,
  dsarPlanCommand,
  dsarDeleteCommand,
  dsarCorrectCommand,
  dsarOptOutCommand,
  dsarLimitCommand,
  dsarOptInCommand,
  dsarMinorCommand,
  dsarAmendCommand,
  dsarDenyCommand,
  dsarLetterCommand,
  dsarCloseCommand,
  dsarLogCommand,
  dsarMetricsCommand,
  dsarAuditCommand,
  dsarRetentionCommand,
] as const;

export function dsarCommand(program: Command, app: App): void {
  const group = program
    .command("dsar")
    .summary("rights requests: receive, verify, fulfill, prove")
    .description(
      "Handle a request of somebody about their own data from the day on which it came to the day on which it is closed: to know, to delete, to correct, to opt out. Every step is kept in the ledger; a step that may not be taken is refused with exit 6.",
    )
    .addHelpText("after", examples);
  for (const command of commands) command(group, app);
}

const examples = `
Examples:
  heartbeat dsar open --type delete --npi 1999999992 --received 2026-01-15 --channel form
  heartbeat dsar list --open
  heartbeat dsar overdue`;
