import { basename } from "node:path";
import type { Config, Flags } from "../../config.ts";
import { writeRejects } from "../../contacts/reject-list.ts";
import { nameOfFile } from "../../contacts/source-terms.ts";
import type { NewSuppression, SuppressionTerms } from "../../ledger/suppression-store.ts";
import { InputError, InterruptedError } from "../../model/errors.ts";
import type { SubjectKey } from "../../normalize/keys/subject-keys.ts";
import { readSuppressionList } from "../../suppress/read-rows.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { openList } from "../input/list.ts";
import { bringRegistryUpToDate } from "../registry/bring-registry-up-to-date.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { counted, createProgress } from "../screen/progress.ts";
import { endLines, type ImportedSuppressions, tallyLines } from "./suppress-screen.ts";
import { nameContext, settleSuppressionColumns } from "./suppression-columns.ts";
import { readSuppressionTerms, type TypedTerms } from "./suppression-terms.ts";

export interface SuppressImportArguments extends Omit<TypedTerms, "source"> {
  /** `-` for standard input. */
  file: string;
  source: string | undefined;
  hashed: readonly string[];
  rejects: string | undefined;
  force: boolean;
  dryRun: boolean;
  flags: Flags;
}

interface Job {
  app: App;
  config: Config;
  out: Output;
  file: string;
  terms: SuppressionTerms;
  rejects: string | undefined;
  dryRun: boolean;
}

/** A list of people, all of whom are suppressed by one change of the ledger, or none. */
export async function runSuppressImport(given: SuppressImportArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const job = await settle(given, config, app);
  const table = await openList(app, config, job.file, "drop");
  return closing(table, async () => {
    const done = await importList(table, given.hashed, job);
    for (const line of endLines(done, job)) job.out.note(line);
    if (done.added > 0 && !job.dryRun) await bringRegistryUpToDate(app, config, job.out);
    if (config.settings.json) await job.out.json(summary(done, job));
    return 0;
  });
}

async function settle(given: SuppressImportArguments, config: Config, app: App): Promise<Job> {
  const file = pathIn(app.io.cwd, given.file);
  const source = given.source ?? (file === "-" ? "stdin" : nameOfFile(basename(file)));
  const terms = readSuppressionTerms({ ...given, source }, app.io.date());
  const rejects = given.rejects === undefined ? undefined : pathIn(app.io.cwd, given.rejects);
  if (rejects !== undefined) {
    await checkOutputs(file, [{ flag: "--rejects", path: rejects }], given.force);
  }
  const out = createOutput(app.io, config.settings);
  return { app, config, out, file, terms, rejects, dryRun: given.dryRun };
}

async function importList(
  table: Table,
  hashed: readonly string[],
  job: Job,
): Promise<ImportedSuppressions> {
  const { app, config, out, file, rejects, dryRun } = job;
  const { signal, unfinished } = app.io;
  const columns = await settleSuppressionColumns(table, hashed, job);
  const progress = await createProgress(app.io, config.settings);
  try {
    const reading = readSuppressionList(table, columns, {
      ...{ context: nameContext(config), signal },
      onProgress: (rows) => progress.update({ step: "Reading", done: rows, unit: "rows" }),
    });
    const kept = await keep(reading.people(), job);
    progress.stop();
    const counts = reading.counts();
    for (const line of tallyLines(counts)) out.note(line);
    if (rejects !== undefined && !dryRun) {
      await writeRejects(rejects, table, reading.rejects, { signal, unfinished });
    }
    if (counts.usable === 0) throw noneUsable(file, counts.rows);
    return { counts, ...kept };
  } finally {
    progress.stop();
  }
}

async function keep(
  people: AsyncGenerator<SubjectKey[][]>,
  { app, config, terms, dryRun }: Job,
): Promise<{ added: number; known: number }> {
  if (dryRun) {
    for await (const _ of people);
    return { added: 0, known: 0 };
  }
  try {
    const store = await app.openSuppressions(config);
    return await closing(store, () => store.addList(suppressionsOf(people, terms)));
  } catch (error) {
    throw app.io.signal.aborted
      ? new InterruptedError("Nobody of the list was suppressed.")
      : error;
  }
}

/** Whoever waits for nothing but the exit code must not believe that anybody is kept out now. */
function noneUsable(file: string, rows: number): InputError {
  return new InputError(
    "nobody_usable",
    `Nobody was suppressed: of ${counted(rows, "row")} of ${file === "-" ? "standard input" : file} none can be used.`,
    "Why is said above; --rejects FILE writes the rows to be mended.",
  );
}

async function* suppressionsOf(
  people: AsyncGenerator<SubjectKey[][]>,
  terms: SuppressionTerms,
): AsyncGenerator<NewSuppression[]> {
  for await (const batch of people) yield batch.map((keys) => ({ ...terms, keys }));
}

function summary({ counts, added, known }: ImportedSuppressions, { terms, dryRun }: Job) {
  return { schema_version: 1, ...terms, dry_run: dryRun, ...counts, added, known };
}
