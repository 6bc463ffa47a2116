import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarOpenArguments } from "../../dsar/run-open.ts";
import { addReadingOptions, flagsOf } from "../../options.ts";

type Typed = Omit<DsarOpenArguments, "flags">;
type Run = (given: DsarOpenArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-open.ts")).runDsarOpen(given, app);

/** `run` is how a test sees what was understood. */
export function dsarOpenCommand(group: Command, app: App, run: Run = runLazily): void {
  const opening = group
    .command("open")
    .summary("enter a request, or those of a list")
    .description(
      "Enter a request that came, and print its id, the day on which it is due, and whether the registry knows whom it is about. That last is for you alone: whoever asks is not told before they are verified. Another open request of that type and person is named, for you alone as well. With --from, every row of a list (CSV or Excel) is a request; the same row again is not entered twice.",
    )
    .option(
      "--type <type>",
      "know-categories, know-specific, delete, correct, opt-out, limit or opt-in",
    )
    .option(
      "--subject <who>",
      "contact (the default: a profile is about them) or user (has an account)",
    )
    .option("--received <date>", "day on which it came, YYYY-MM-DD; day 0 of its clocks")
    .option(
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
    .option(
      "--from <file>",
      "list of requests, with columns type, received, channel, subject and whom each is about",
    )
    .option("--rejects <file>", "write rows that are no requests there, to be mended")
    .option("-f, --force", "overwrite --rejects when it exists");
  addReadingOptions(opening)
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar open --type delete --npi 1999999992 --received 2026-01-15 --channel form
  heartbeat dsar open --type know-specific --person person.txt --received 2026-01-15 --channel email
  heartbeat dsar open --from requests.csv --rejects to-mend.csv`;
