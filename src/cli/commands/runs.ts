import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { RunsCleanArguments } from "../runs/run-clean.ts";
import type { RunsListArguments } from "../runs/run-list.ts";

interface CleanOptions {
  olderThan?: string;
  all?: true;
}

interface Runs {
  list: (given: RunsListArguments, app: App) => Promise<number>;
  clean: (given: RunsCleanArguments, app: App) => Promise<number>;
}

const runLazily: Runs = {
  list: async (given, app) => (await import("../runs/run-list.ts")).runRunsList(given, app),
  clean: async (given, app) => (await import("../runs/run-clean.ts")).runRunsClean(given, app),
};

/** `runs` is how a test sees what was understood. */
export function runsCommand(program: Command, app: App, runs: Runs = runLazily): void {
  const group = program
    .command("runs")
    .summary("unfinished runs: list and remove them")
    .description(
      "A run that ends before every row has its answer keeps what was answered; the same command run again goes on from there. These commands show what is kept, and remove it.",
    )
    .addHelpText("after", examples);
  group
    .command("list")
    .summary("print unfinished runs")
    .description(
      "Print every unfinished run: when it began, how many answers it has, how large it is, what it reads and writes.",
    )
    .addHelpText("after", listExamples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await runs.list({ flags: flagsOf(command) }, app));
    });
  group
    .command("clean")
    .summary("remove unfinished runs and their answers")
    .description(
      "Remove unfinished runs with the answers that are kept of them; outputs stay where they are. Never one that is under way. Asks first; without a terminal it needs --yes.",
    )
    .argument("[run...]", "runs as `runs list` names them, or the beginnings of their names")
    .option("--older-than <age>", "only those untouched for so long: 12h, 30d, 8w")
    .option("--all", "all that are not under way")
    .addHelpText("after", cleanExamples)
    .action(async (names: string[], options: CleanOptions, command: Command) => {
      const { olderThan, all } = options;
      const given = { runs: names, olderThan, all: all === true, flags: flagsOf(command) };
      app.finish(await runs.clean(given, app));
    });
}

const examples = `
Examples:
  heartbeat runs list
  heartbeat runs clean --older-than 30d --yes`;

const listExamples = `
Examples:
  heartbeat runs list
  heartbeat runs list --json`;

const cleanExamples = `
Examples:
  heartbeat runs clean 3f2a9c81
  heartbeat runs clean --older-than 30d --yes
  heartbeat runs clean --all`;
