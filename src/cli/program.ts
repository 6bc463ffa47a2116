import { Command } from "commander";
import type { App } from "./app.ts";
import { applyCommand } from "./commands/apply.ts";
import { completionCommand } from "./commands/completion.ts";
import { configCommand } from "./commands/config.ts";
import { decisionsCommand } from "./commands/decisions.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { dsarCommand } from "./commands/dsar.ts";
import { enrichCommand } from "./commands/enrich.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { explainCommand } from "./commands/explain.ts";
import { keysCommand } from "./commands/keys.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { outcomesCommand } from "./commands/outcomes.ts";
import { pingCommand } from "./commands/ping.ts";
import { planCommand } from "./commands/plan.ts";
import { refreshCommand } from "./commands/refresh.ts";
import { registryCommand } from "./commands/registry.ts";
import { reviewCommand } from "./commands/review.ts";
import { runsCommand } from "./commands/runs.ts";
import { searchCommand } from "./commands/search.ts";
import { serveCommand } from "./commands/serve.ts";
import { showCommand } from "./commands/show.ts";
import { suppressCommand } from "./commands/suppress.ts";
import { undoCommand } from "./commands/undo.ts";
import { verifyCommand } from "./commands/verify.ts";
import { addGlobalOptions } from "./options.ts";
import { withoutTypedValue } from "./refuse-typed-key.ts";
import { version } from "./version.ts";

const groups = [
  [
    "Lists:",
    [
      ...[enrichCommand, planCommand, applyCommand, refreshCommand],
      ...[reviewCommand, decisionsCommand, doctorCommand, verifyCommand],
      ...[undoCommand, evaluateCommand, runsCommand],
    ],
  ],
  ["Look up:", [searchCommand, showCommand, explainCommand]],
  ["Data:", [registryCommand, outcomesCommand]],
  ["Rights:", [dsarCommand, suppressCommand, ledgerCommand]],
  ["Service:", [serveCommand, keysCommand, pingCommand]],
  ["Setup:", [configCommand, completionCommand]],
] as const;

/** The whole command tree; nothing runs before `parseAsync`. */
export function createProgram(app: App): Command {
  const program = createBareProgram(app);
  program.hook("preAction", (_, acting) => app.io.speech.begin(nameOf(acting)));
  for (const [heading, commands] of groups) {
    program.commandsGroup(heading);
    for (const command of commands) command(program, app);
  }
  program.helpCommand("help [command]", "print help of a command");
  return program;
}

/** A program without commands, also what a test of one command starts from. */
export function createBareProgram({ io }: App): Command {
  const program = new Command("heartbeat")
    .description(
      "Enrich lists of US clinicians with identifiers and profile data, and say for every row how sure it is and why.",
    )
    .version(version(), "-V, --version", "print the version")
    .usage("<command> [options]")
    // A subcommand inherits these two, but only one made by program.command().
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // As events it is told where the run ends.
      writeErr: (text) => {
        if (!io.speech.asEvents()) io.speech.say(text.replace(/\n$/, ""));
      },
      outputError: (text, write) => write(withoutTypedValue(text)),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20, styleTitle: globalTitle })
    .showHelpAfterError("Run with --help to see what it takes.")
    .helpOption("-h, --help", "print help");
  addGlobalOptions(program);
  program.addHelpText("after", rootExamples);
  return program;
}

/** `registry import` */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent?.parent == null ? command.name() : `${nameOf(parent)} ${command.name()}`;
}

/** commander's own word for the group, spelt as ours. */
function globalTitle(title: string): string {
  return title === "Global Options:" ? "Global options:" : title;
}

/** `help registry import` as `registry import --help`: commander's own looks one word deep. */
export function helpAsOption(program: Command, argv: readonly string[]): string[] {
  const [first, ...words] = argv;
  if (first !== "help" || words.length === 0) return [...argv];
  let at: Command = program;
  for (const word of words) {
    const inner = at.commands.find((command) => command.name() === word);
    // Left to commander, which names what is near to an unknown word.
    if (inner === undefined) return words;
    at = inner;
    if (at.commands.length === 0) break;
  }
  return [...words, "--help"];
}

const rootExamples = `
Examples:
  heartbeat enrich leads.csv --registry fixtures/npidata.csv
  heartbeat registry import npidata_pfile_20050523-20260111.csv
  heartbeat explain leads.enriched.csv --row 17

\`heartbeat <command> --help\` shows a command's options and examples.
Exit codes: 0 done, 1 bug, 2 usage, 3 file, 4 service or registry, 5 some rows
unanswered, 6 a rights step refused, 7 a check failed, 129, 130, 143 interrupted.`;
