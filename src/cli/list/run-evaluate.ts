import { tmpdir } from "node:os";
import type { Config, Flags } from "../../config.ts";
import { type EvaluateOptions, type Evaluation, evaluate } from "../../list/evaluation/evaluate.ts";
import { UsageError } from "../../model/errors.ts";
import { openTable } from "../../table/open-table.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { pathIn } from "../files/output-path.ts";
import { createOutput } from "../screen/output.ts";
import { createProgress } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";
import { evaluationText } from "./evaluate-screen.ts";

export interface EvaluateArguments {
  file: string;
  truth: string;
  options: EvaluateOptions;
  flags: Flags;
}

/** The figures are the answer, so they go to stdout. */
export async function runEvaluate(given: EvaluateArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  if (given.file === "-" && given.truth === "-") {
    throw new UsageError(
      "stdin_twice",
      "The list and the truth file cannot both be standard input.",
      "Name a file for one of them.",
    );
  }
  const open = (path: string, headerRow?: number) =>
    openFile(app, config, { path: pathIn(app.io.cwd, path), headerRow });
  const list = await open(given.file, config.settings.header_row);
  const evaluation = await closing(list, async () =>
    closing(await open(given.truth), (truth) => compare(list, truth, given.options, app, config)),
  );
  if (config.settings.json) await out.json({ schema_version: 1, ...evaluation });
  else await out.data(evaluationText(evaluation, out.dataPaint));
  if (isDoubtful(evaluation)) out.note(`\nNote: ${wrapText(doubt, { taken: 6, indent: "" })}`);
  return 0;
}

const doubt =
  "Fewer than half of the matched answers are right. Rows that were moved, or a truth file that is about another list, look like this.";

/** So bad that it is likelier to be a mistake with the files. */
function isDoubtful({ matched: { answers, right } }: Evaluation): boolean {
  return answers >= 20 && right < answers / 2;
}

function openFile(
  { io }: App,
  { settings }: Config,
  { path, headerRow }: { path: string; headerRow: number | undefined },
): Promise<Table> {
  return openTable(path, {
    headerRow,
    delimiter: settings.delimiter,
    sheet: settings.sheet,
    tempDir: io.env.TMPDIR || tmpdir(),
    stdin: io.stdin,
    signal: io.signal,
    unfinished: io.unfinished,
  });
}

async function compare(
  list: Table,
  truth: Table,
  options: EvaluateOptions,
  app: App,
  config: Config,
): Promise<Evaluation> {
  const { io } = app;
  const suppressions = await app.suppressions(config);
  const progress = await createProgress(io, config.settings);
  try {
    return await evaluate(list, truth, options, {
      suppressions,
      signal: io.signal,
      onProgress: (done) => progress.update({ step: "Comparing", done, unit: "rows" }),
    });
  } finally {
    progress.stop();
  }
}
