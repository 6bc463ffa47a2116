import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarAuditArguments } from "../../dsar/run-audit.ts";
import { flagsOf } from "../../options.ts";

type Run = (given: DsarAuditArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-audit.ts")).runDsarAudit(given, app);

/** `run` is how a test sees what was understood. */
export function dsarAuditCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("audit")
    .summary("check that every request was handled by the rules")
    .description(
      "Check the ledger as `ledger audit` does, and that every request kept to the rules: nobody erased who was not suppressed before, nothing told without verification, no clock missed in silence, no evidence or record kept past its time. Exit 7 where anything is wrong, with request, event and rule.",
    )
    .addHelpText("after", examples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await run({ flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar audit
  heartbeat dsar audit --json`;
