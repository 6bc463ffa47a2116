import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarNoteArguments } from "../../dsar/run-note.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarNoteArguments, "flags">;
type Run = (given: DsarNoteArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-note.ts")).runDsarNote(given, app);

/** `run` is how a test sees what was understood. */
export function dsarNoteCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("note")
    .summary("keep a note with a request")
    .description(
      "Keep what you want to remember of a request: a call, an agreement, a doubt. It is sealed, and goes when the record of the request does.",
    )
    .requiredOption("--id <id>", "the request")
    .requiredOption("--from <file>", "file with the note, or `-`")
    .addHelpText("after", examples)
    .action(async ({ id, from }: Typed, command: Command) => {
      app.finish(await run({ id, from, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar note --id R-7K3M9QXD --from call.txt
  heartbeat dsar note --id R-7K3M9QXD --from call.txt --json`;
