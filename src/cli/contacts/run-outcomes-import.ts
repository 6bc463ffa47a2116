import { basename } from "node:path";
import type { Config, Flags } from "../../config.ts";
import {
  type ReadOutcomes,
  readOutcomes,
  storeMarks,
} from "../../contacts/outcomes/import-outcomes.ts";
import type { OutcomeReading } from "../../contacts/outcomes/outcome-rows.ts";
import type { OutcomeTerms } from "../../contacts/outcomes/read-outcome-row.ts";
import { requireUsableColumns } from "../../contacts/outcomes/require-usable-columns.ts";
import { writeRejects } from "../../contacts/reject-list.ts";
import { latestDay, nameOfFile, readAsOf, readSourceName } from "../../contacts/source-terms.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import { parseContactMap, parseOutcomeMap } from "../../table/columns/map-option.ts";
import {
  type OutcomeColumn,
  outcomeColumns,
  outcomeMap,
} from "../../table/columns/outcome-columns.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { listOverrides, openList, overridesOf } from "../input/list.ts";
import { heldRegistry } from "../registry/registry-location.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { createProgress } from "../screen/progress.ts";
import { openOptOuts } from "./opt-out-sink.ts";
import { outcomeColumnLines, outcomeEndLines, outcomeTallyLines } from "./outcomes-screen.ts";

export interface OutcomesImportArguments {
  /** `-` for standard input. */
  file: string;
  /** As typed, like the next two. */
  source: string | undefined;
  asOf: string | undefined;
  outcome: string | undefined;
  rejects: string | undefined;
  force: boolean;
  dryRun: boolean;
  flags: Flags;
}

/** One import with everything it needs settled. */
interface Job {
  app: App;
  config: Config;
  out: Output;
  file: string;
  terms: OutcomeTerms;
  rejects: string | undefined;
  dryRun: boolean;
}

/** The registry that took the marks. */
interface Stored {
  path: string;
  former: ReleaseInfo;
  release: ReleaseInfo;
}

/**
 * Keeps what came of using contacts: flags of channels in the ledger, first, and the rest in the
 * registry. Where the second fails, importing the same list again mends it.
 */
export async function runOutcomesImport(given: OutcomesImportArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const job = await settle(given, config, app);
  const table = await openList(app, config, job.file, "drop");
  return closing(table, async () => {
    const columns = await readColumns(table, job);
    const reading: OutcomeReading = {
      ...{ columns, terms: job.terms, signal: app.io.signal },
      suppressions: await app.suppressions(config),
    };
    const read = await readAndKeepFlags(table, reading, job);
    const stored = read.counts.marked === 0 ? undefined : await store(table, reading, read, job);
    for (const line of outcomeEndLines(read, stored, job)) job.out.note(line);
    if (config.settings.json) await job.out.json(summary(job, read, stored));
    return 0;
  });
}

async function settle(
  { file, source, asOf, outcome, rejects, force, dryRun }: OutcomesImportArguments,
  config: Config,
  app: App,
): Promise<Job> {
  const path = pathIn(app.io.cwd, file);
  const latest = latestDay(app.io.date());
  const terms: OutcomeTerms = {
    source: readSourceName(source ?? nameOfFile(basename(path))),
    asOf: asOf === undefined ? undefined : readAsOf(asOf, latest),
    ...{ latest, outcome },
  };
  const rejectsPath = rejects === undefined ? undefined : pathIn(app.io.cwd, rejects);
  if (rejectsPath !== undefined) {
    await checkOutputs(path, [{ flag: "--rejects", path: rejectsPath }], force);
  }
  await app.requireLedger(config);
  const out = createOutput(app.io, config.settings);
  return { app, config, out, file: path, terms, rejects: rejectsPath, dryRun };
}

async function readColumns(
  table: Table,
  { config, terms, out }: Job,
): Promise<readonly OutcomeColumn[]> {
  const typed = overridesOf(config);
  const overrides = outcomeMap(
    await listOverrides(config, table.columns),
    parseContactMap(typed),
    parseOutcomeMap(typed),
  );
  const columns = outcomeColumns(table.columns, overrides);
  requireUsableColumns(table.file, columns, terms);
  for (const line of outcomeColumnLines(table, columns)) out.note(line);
  return columns;
}

async function readAndKeepFlags(
  table: Table,
  reading: OutcomeReading,
  { app, config, out, rejects, dryRun }: Job,
): Promise<ReadOutcomes> {
  const optOuts = openOptOuts(app, config);
  const progress = await createProgress(app.io, config.settings);
  const { signal, unfinished } = app.io;
  try {
    const read = await readOutcomes(table, reading, {
      onNotices: dryRun ? async () => 0 : optOuts.add,
      onProgress: (rows) => progress.update({ step: "Reading", done: rows, unit: "rows" }),
    });
    progress.stop();
    for (const line of outcomeTallyLines(read.counts, dryRun)) out.note(line);
    if (rejects !== undefined && !dryRun) {
      await writeRejects(rejects, table, read.rejects, { signal, unfinished });
    }
    return read;
  } finally {
    progress.stop();
    await optOuts.close();
  }
}

async function store(
  table: Table,
  reading: OutcomeReading,
  { counts, lastDay = "" }: ReadOutcomes,
  { app, config, terms, dryRun }: Job,
): Promise<Stored | undefined> {
  if (dryRun) return undefined;
  const path = await heldRegistry(config, "outcomes");
  const updater = await app.createContactUpdater(config, path);
  const former = updater.release;
  const release = await storeMarks(table, reading, updater, {
    ...{ name: terms.source, kind: "outcomes", file: basename(table.file), priority: 0 },
    as_of: terms.asOf ?? lastDay,
    ...{ rows: counts.rows, stored: counts.marked },
    ...{ bytes: table.bytes ?? 0, sha256: table.sha256() ?? "" },
  });
  return { path, former, release };
}

function summary({ terms, dryRun }: Job, { counts }: ReadOutcomes, stored: Stored | undefined) {
  return {
    schema_version: 1,
    source: terms.source,
    as_of: terms.asOf ?? null,
    dry_run: dryRun,
    ...counts,
    registry: stored?.path ?? null,
    release: stored?.release.id ?? null,
    changed: stored !== undefined && stored.release.id !== stored.former.id,
  };
}
