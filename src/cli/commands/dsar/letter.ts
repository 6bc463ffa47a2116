import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarLetterArguments } from "../../dsar/run-letter.ts";
import { flagsOf } from "../../options.ts";

interface Typed {
  id: string;
  kind?: string;
  output?: string;
  html?: true;
  text?: true;
  force?: true;
}
type Run = (given: DsarLetterArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-letter.ts")).runDsarLetter(given, app);

/** `run` is how a test sees what was understood. */
export function dsarLetterCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("letter")
    .summary("write the letter that a request asks for now")
    .description(
      "Write the letter that a request asks for now, made of what was recorded and nothing else; one that lacks what it has to say is not finished, and refused. Without --output the text goes to standard output.",
    )
    .requiredOption("--id <id>", "the request")
    .option("--kind <kind>", "another letter than the one that fits; a wrong one names all")
    .option("-o, --output <folder>", "write <id>-<kind>.txt and .html there")
    .option("--text", "the text alone")
    .option("--html", "the page alone")
    .option("--force", "overwrite a letter that says something else")
    .option("--letters <folder>", "letters of your own, which take the place of ours")
    .addHelpText("after", examples)
    .action(async ({ html, text, force, ...typed }: Typed, command: Command) => {
      const form = html === text ? {} : ({ form: html === true ? "html" : "text" } as const);
      const given = { ...typed, ...form, force: force === true, flags: flagsOf(command) };
      app.finish(await run(given, app));
    });
}

const examples = `
Examples:
  heartbeat dsar letter --id R-7K3M9QXD
  heartbeat dsar letter --id R-7K3M9QXD --output letters
  heartbeat dsar letter --id R-7K3M9QXD --kind need-more --html`;
