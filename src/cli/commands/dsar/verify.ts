import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarVerifyArguments } from "../../dsar/run-verify.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarVerifyArguments, "flags">;
type Run = (given: DsarVerifyArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-verify.ts")).runDsarVerify(given, app);

/** `run` is how a test sees what was understood. */
export function dsarVerifyCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("verify")
    .summary("prove who asks")
    .description(
      "Judge whether a request is its person's own: a contact by what they know of their profile, a user by their account. Claims are read from a file or standard input, never from an option. Two values that the profile held before the request came prove it; for specific pieces three, two of which no public source publishes, with a signed declaration. What fails says nothing of what was wrong, and after three failures no more are taken. Nobody has to prove anything for an opt-out or a limit.",
    )
    .requiredOption("--id <id>", "id of the request")
    .option("--claims <file>", "file with lines `field: value` of what they say, or `-` (default)")
    .option("--declaration <file>", "their declaration under penalty of perjury, as text")
    .option("--as-categories", "they signed none: verify for an answer by categories alone")
    .option("--disputed <field>", "what a correction is about; proves nothing; repeatable", collect)
    .option("--change-degree <degree>", "what a deletion or correction needs: reasonable or high")
    .option("--account-proof <file>", "JSON of what a user did in their account")
    .option("--agent-proof <file>", "what an agent shows, or the person for them")
    .option("--how <proof>", "what that is: permission, confirmation or power-of-attorney")
    .option("--from-person", "the claims come from the person themselves, not from their agent")
    .option("--identity <file>", "copy of an identification credential; of a held request alone")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

const examples = `
Examples:
  heartbeat dsar verify --id R-7K3M9QXD --claims claims.txt
  heartbeat dsar verify --id R-7K3M9QXD --claims claims.txt --declaration signed.txt
  heartbeat dsar verify --id R-7K3M9QXD --account-proof rights.json`;
