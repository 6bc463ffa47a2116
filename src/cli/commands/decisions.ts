import type { Command } from "commander";
import type { App } from "../app.ts";
import type { DecisionsAddArguments } from "../decisions/run-add.ts";
import type { DecisionsExplainArguments } from "../decisions/run-explain.ts";
import type { DecisionsListArguments } from "../decisions/run-list.ts";
import type { DecisionsRevokeArguments } from "../decisions/run-revoke.ts";
import { addReadingOptions, flagsOf } from "../options.ts";
import { toRow } from "../typed/row-number.ts";

interface TypedOptions {
  list?: string;
  row?: number;
}

interface AddOptions {
  list: string;
  row: number;
  choose: string;
  by?: string;
  note?: string;
}

interface Runs {
  list: (given: DecisionsListArguments, app: App) => Promise<number>;
  explain: (given: DecisionsExplainArguments, app: App) => Promise<number>;
  revoke: (given: DecisionsRevokeArguments, app: App) => Promise<number>;
  add: (given: DecisionsAddArguments, app: App) => Promise<number>;
}

const runLazily: Runs = {
  list: async (given, app) =>
    (await import("../decisions/run-list.ts")).runDecisionsList(given, app),
  explain: async (given, app) =>
    (await import("../decisions/run-explain.ts")).runDecisionsExplain(given, app),
  revoke: async (given, app) =>
    (await import("../decisions/run-revoke.ts")).runDecisionsRevoke(given, app),
  add: async (given, app) => (await import("../decisions/run-add.ts")).runDecisionsAdd(given, app),
};

/** `runs` is how a test sees what was understood. */
export function decisionsCommand(program: Command, app: App, runs: Runs = runLazily): void {
  const group = program
    .command("decisions")
    .summary("what was decided: list, explain, revoke, add")
    .description(
      "What people decided about leads (heartbeat review) is kept in a small file: hashes, NPIs and days, no cell of a list. A decision sticks to its lead however the list is sorted, exported or replaced, and expires when the record that was looked at changes.",
    )
    .addHelpText("after", examples);
  group
    .command("list")
    .summary("print decisions and whether they hold")
    .description(
      "Print every decision and whether it holds against the registry of today: holds, expired (the record has changed), withheld (nobody is told under that NPI).",
    )
    .argument("<decisions>", "the file of decisions")
    .addHelpText("after", listExamples)
    .action(async (file: string, _options: unknown, acting: Command) => {
      app.finish(await runs.list({ file, flags: flagsOf(acting) }, app));
    });
  const explain = group
    .command("explain")
    .summary("say what was decided about a lead, and which rows it is about")
    .description(
      "Print one decision: what was chosen, when, what has changed since, and with --list to which rows of a list it applies.",
    )
    .argument("<decisions>", "the file of decisions")
    .argument("[lead]", "the lead as `decisions list` names it, or the beginning of it")
    .option("--list <file>", "the list, enriched or not")
    .option("--row <n>", "instead of a lead: the row of that list, 1 = first data row", toRow);
  addReadingOptions(explain)
    .addHelpText("after", explainExamples)
    .action(
      async (
        file: string,
        lead: string | undefined,
        { list, row }: TypedOptions,
        acting: Command,
      ) => {
        app.finish(await runs.explain({ file, lead, list, row, flags: flagsOf(acting) }, app));
      },
    );
  const revoke = group
    .command("revoke")
    .summary("take decisions back")
    .description("Take decisions out of the file: their rows are answered by the registry again.")
    .argument("<decisions>", "the file of decisions")
    .argument("[lead...]", "leads as `decisions list` names them, or the beginnings of these")
    .option("--list <file>", "the list, enriched or not")
    .option("--row <n>", "instead of a lead: the row of that list, 1 = first data row", toRow);
  addReadingOptions(revoke)
    .addHelpText("after", revokeExamples)
    .action(async (file: string, leads: string[], { list, row }: TypedOptions, acting: Command) => {
      app.finish(await runs.revoke({ file, leads, list, row, flags: flagsOf(acting) }, app));
    });
  const add = group
    .command("add")
    .summary("decide about one row without a terminal")
    .description(
      "Decide about one row of an enriched list: an NPI, or none of its candidates. A decision about the same lead is replaced.",
    )
    .argument("<decisions>", "the file of decisions; it is made where there is none")
    .requiredOption("--list <file>", "the enriched list")
    .requiredOption("--row <n>", "row to decide about, 1 = first data row", toRow)
    .requiredOption("--choose <npi>", "the NPI, or none")
    .option("--by <who>", "who decides")
    .option("--note <words>", "why, in your own words; nothing personal");
  addReadingOptions(add)
    .addHelpText("after", addExamples)
    .action(async (file: string, options: AddOptions, acting: Command) => {
      const { list, row, choose, by, note } = options;
      const given = { file, list, row, choose, by, note };
      app.finish(await runs.add({ ...given, flags: flagsOf(acting) }, app));
    });
}

const examples = `
Examples:
  heartbeat decisions list leads.decisions.ndjson
  heartbeat decisions explain leads.decisions.ndjson 3f2a9c81 --list leads.csv
  heartbeat decisions revoke leads.decisions.ndjson 3f2a9c81`;

const listExamples = `
Examples:
  heartbeat decisions list leads.decisions.ndjson
  heartbeat decisions list leads.decisions.ndjson --json`;

const explainExamples = `
Examples:
  heartbeat decisions explain leads.decisions.ndjson 3f2a9c81
  heartbeat decisions explain leads.decisions.ndjson --list leads.csv --row 17`;

const revokeExamples = `
Examples:
  heartbeat decisions revoke leads.decisions.ndjson 3f2a9c81
  heartbeat decisions revoke leads.decisions.ndjson --list leads.csv --row 17`;

const addExamples = `
Examples:
  heartbeat decisions add leads.decisions.ndjson --list leads.enriched.csv --row 17 --choose none
  heartbeat decisions add leads.decisions.ndjson --list leads.enriched.csv --row 17 --choose 1000777775`;
