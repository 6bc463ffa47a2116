import type { Command } from "commander";
import type { App } from "../../app.ts";
import { flagsOf } from "../../options.ts";
import type { DsarOpenArguments } from "../../run-dsar-open.ts";

type Typed = Omit<DsarOpenArguments, "flags">;
type Run = (given: DsarOpenArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../run-dsar-open.ts")).runDsarOpen(given, app);

/** `run` is how a test sees what was understood. */
export function dsarOpenCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("open")
    .summary("enter a request")
    .description(
      "Enter a request that came, and print its id, the day on which it is due, and whether the registry knows whom it is about. That last is for you alone: whoever asks is not told before they are verified.",
    )
    .requiredOption(
      "--type <type>",
      "know-categories, know-specific, delete, correct, opt-out, limit or opt-in",
    )
    .option(
      "--subject <who>",
      "contact (a profile is about them) or user (has an account)",
      "contact",
    )
    .requiredOption("--received <date>", "day on which it came, YYYY-MM-DD; day 0 of its clocks")
    .requiredOption(
      "--channel <how>",
      "email, form, phone, letter, account, in-person or drop: how it came",
    )
    .option("--npi <npi>", "the person's NPI")
    .option("--name <name>", "the person's full name")
    .option("--state <state>", "the state of their practice")
    .option("--email-file <file>", "file with their e-mail address alone, or `-`")
    .option(
      "--person <file>",
      "file with lines `field: value` as for `suppress add`, or `-`: instead of the options above",
    )
    .option(
      "--agent <right>",
      "somebody asks for them, by `permission` (signed) or `power-of-attorney`",
    )
    .option("--minor", "there is a sign that they are under 16")
    .option(
      "--business-calendar <name>",
      "california (the default), weekdays, or a file with days on which you are closed",
    )
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar open --type opt-out --npi 1999999992 --received 2026-01-15 --channel form
  heartbeat dsar open --type delete --person person.txt --received 2026-01-15 --channel email`;
