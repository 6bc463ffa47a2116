import type { Command } from "commander";

/** What `enrich` and `refresh` are told to hold a run against, and to tell about it; gates are a setting. */
export interface CheckArguments {
  /** File of what people decided about leads. */
  decisions: string | undefined;
  /** List of leads whose answers are known. */
  canaries: string | undefined;
  /** Where the outcome of gates and canaries goes as JUnit XML. */
  junit: string | undefined;
  /** Where the page about the run goes. */
  report: string | undefined;
}

/** As commander hands them over. */
export interface CheckOptions {
  decisions?: string;
  canaries?: string;
  junit?: string;
  report?: string;
}

export function addCheckOptions(command: Command): Command {
  return command
    .option("--decisions <file>", "what people decided about leads (heartbeat review)")
    .option(
      "--canaries <file>",
      "rows with known answers: unless all come back right, nothing is written",
    )
    .option(
      "--fail-if <gate>",
      "exit with 7 where this holds of the run, e.g. 'match_rate < 0.9'; repeatable",
      (gate: string, before: readonly string[] = []) => [...before, gate],
    )
    .option("--junit <file>", "also write the outcome of gates and canaries there, as JUnit XML")
    .option("--report <file>", "also write a page about the run there, as HTML");
}

export function checksOf(options: CheckOptions): CheckArguments {
  const { decisions, canaries, junit, report } = options;
  return { decisions, canaries, junit, report };
}
