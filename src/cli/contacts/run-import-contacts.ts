import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Config, Flags } from "../../config.ts";
import type { JoinDeps } from "../../contacts/join-rows.ts";
import { type ListColumns, readListColumns } from "../../contacts/list-columns.ts";
import { type ReadList, readContactList } from "../../contacts/read-list.ts";
import { writeRejects } from "../../contacts/reject-list.ts";
import {
  latestDay,
  readAsOf,
  readPriority,
  readSourceName,
  type SourceTerms,
} from "../../contacts/source-terms.ts";
import { storeContacts } from "../../contacts/store-contacts.ts";
import { readLead } from "../../enrich/rows/lead.ts";
import { settleContext } from "../../enrich/rows/settle-context.ts";
import { type NpiLines, withNpiLines } from "../../import/npi-lines.ts";
import { recogniseSources } from "../../import/recognise-source.ts";
import type { MatchContext } from "../../model/contract.ts";
import { HeartbeatError, InterruptedError, ServiceError, UsageError } from "../../model/errors.ts";
import type { AddedSource, HeldRelease } from "../../registry/contact-store.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import type { SearchService } from "../../service/search-service.ts";
import { parseContactMap } from "../../table/columns/map-option.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { listOverrides, openList, overridesOf } from "../input/list.ts";
import { settleDoubts } from "../input/mapping-questions.ts";
import { heldRegistry } from "../registry/registry-location.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { createProgress } from "../screen/progress.ts";
import type { Progress } from "../screen/progress-state.ts";
import { columnLines, endLines, headLine, tallyLines } from "./contacts-screen.ts";
import { openOptOuts } from "./opt-out-sink.ts";

export interface ImportContactsArguments {
  files: readonly string[];
  /** As typed, each of them. */
  source: string;
  asOf: string | undefined;
  priority: string | undefined;
  rejects: string | undefined;
  dryRun: boolean;
  force: boolean;
  flags: Flags;
}

/** One import with everything it needs settled. */
interface Job {
  app: App;
  config: Config;
  out: Output;
  file: string;
  /** The registry: a folder, or one release file. */
  path: string;
  source: SourceTerms;
  latest: string;
  rejects: string | undefined;
  dryRun: boolean;
}

interface Done extends ReadList {
  release: ReleaseInfo;
  former: ReleaseInfo;
}

/** Puts a list of contacts beside the public sources of the current release. */
export async function runImportContacts(given: ImportContactsArguments, app: App): Promise<number> {
  const started = app.io.now();
  const config = await app.configure(given.flags);
  const job = await settle(given, config, app);
  const done = await holding(job, (held) => importList(job, held));
  const duration_ms = Math.round(app.io.now() - started);
  for (const line of endLines(done, { ...job, config, duration_ms })) job.out.note(line);
  if (config.settings.json) await job.out.json(summary(job, done, duration_ms));
  return 0;
}

async function settle(given: ImportContactsArguments, config: Config, app: App): Promise<Job> {
  const [name, other] = given.files;
  if (name === undefined || other !== undefined) {
    throw new UsageError(
      "one_list_a_source",
      "--source takes one list of contacts at a time.",
      "Import each list under a name of its own.",
    );
  }
  if (given.asOf === undefined) {
    throw new UsageError(
      "as_of_missing",
      "A list of contacts needs the day on which it was right: --as-of is missing.",
      "For example: --as-of 2026-01-15",
    );
  }
  const latest = latestDay(app.io.date());
  const source = {
    name: readSourceName(given.source),
    as_of: readAsOf(given.asOf, latest),
    priority: readPriority(given.priority ?? "0"),
  };
  const file = pathIn(app.io.cwd, name);
  const rejects = given.rejects === undefined ? undefined : pathIn(app.io.cwd, given.rejects);
  if (rejects !== undefined) {
    await checkOutputs(file, [{ flag: "--rejects", path: rejects }], given.force);
  }
  await refusePublicFile(file);
  const path = await heldRegistry(config, "contacts");
  const out = createOutput(app.io, config.settings);
  return { app, config, out, file, path, source, latest, rejects, dryRun: given.dryRun };
}

/** What makes or updates a registry is no list of contacts, even where it has such columns. */
async function refusePublicFile(file: string): Promise<void> {
  if (file === "-") return;
  try {
    const [found] = await recogniseSources(file);
    // Every workbook looks like the report of deactivated NPIs from outside.
    if (found === undefined || (found.format === "xlsx" && found.member === undefined)) return;
  } catch (error) {
    // Not public, or not readable: then the list says why.
    if (error instanceof HeartbeatError) return;
    throw error;
  }
  throw new UsageError(
    "source_is_public",
    `${basename(file)} is a public file; --source is for lists of contacts.`,
    `Import it without --source: heartbeat registry import ${basename(file)}`,
  );
}

/** Nobody else changes the release from before it is read until it is changed. */
async function holding<T>(job: Job, work: (held: HeldRelease) => Promise<T>): Promise<T> {
  const { app, path } = job;
  const held = await app.holdRelease(job.config, path);
  try {
    return await work(held);
  } catch (error) {
    throw app.io.signal.aborted ? new InterruptedError("The registry is as it was.") : error;
  } finally {
    held.free();
  }
}

async function importList(job: Job, held: HeldRelease): Promise<Done> {
  const { app, config, file, path } = job;
  const folder = (await stat(path)).isDirectory() ? path : dirname(path);
  const table = await openList(app, config, file, "drop");
  return closing(table, async () =>
    withNpiLines(folder, async (lines) => {
      const joining = await app.openJoining(path);
      const read = await closing(joining, () => readWith(joining, table, lines, job));
      if (job.rejects !== undefined && !job.dryRun) {
        const { signal, unfinished } = app.io;
        await writeRejects(job.rejects, table, read.rejects, { signal, unfinished });
      }
      const release = job.dryRun ? read.former : await store(table, lines, read, { job, held });
      return { ...read, release };
    }),
  );
}

async function readWith(
  { service, standing }: Pick<JoinDeps, "service" | "standing">,
  table: Table,
  lines: NpiLines,
  job: Job,
): Promise<ReadList & { former: ReleaseInfo }> {
  const { app, config, out, source, latest } = job;
  const { signal } = app.io;
  const columns = await readColumns(table, job);
  out.note(headLine(table));
  for (const line of columnLines(table, columns)) out.note(line);
  const { release, registry: former } = await service.info();
  const context = await contextOf(columns, service, job);
  const optOuts = openOptOuts(app, config);
  const progress = await createProgress(app.io, config.settings);
  try {
    const options = {
      ...{ source, latest, columns: columns.contact, mapping: columns.mapping },
      ...{ context, release, minConfidence: config.settings.min_confidence, signal },
    };
    const read = await readContactList(table, options, {
      ...{ service, standing, lines, suppressions: await app.suppressions(config) },
      onOptOuts: job.dryRun ? async () => {} : optOuts.add,
      onProgress: (rows) => progress.update({ step: "Reading", done: rows, unit: "rows" }),
    });
    progress.stop();
    for (const line of tallyLines(read.counts)) out.note(line);
    return { ...read, former };
  } finally {
    progress.stop();
    await optOuts.close();
  }
}

async function readColumns(table: Table, { app, config, out }: Job): Promise<ListColumns> {
  const { io } = app;
  const overrides = {
    lead: await listOverrides(config, table.columns),
    contact: parseContactMap(overridesOf(config)),
  };
  const { file, columns } = table;
  const { settings } = config;
  return readListColumns(table, overrides, {
    signal: io.signal,
    settleDoubts: (doubts) => settleDoubts(doubts, { io, settings, file, columns, out }),
  });
}

/** As a run of `enrich` settles it, from the first rows. */
async function contextOf(
  { mapping, firstRows }: ListColumns,
  service: SearchService,
  { app, config }: Job,
): Promise<MatchContext> {
  const leads = firstRows.map((row) => readLead(row, mapping));
  const sample = leads.flatMap(({ request, problem }) => (problem === undefined ? request : []));
  const { release, default_prior } = await service.info();
  const { name_order, name_columns, prior } = config.settings;
  const settled = await settleContext(
    { sample, mapping },
    { id: release, defaultPrior: default_prior },
    { nameOrder: name_order, nameColumns: name_columns, prior },
    {
      ...{ service, suppressions: await app.suppressions(config) },
      ...{ signal: app.io.signal, runKey: undefined },
    },
  );
  return settled.context;
}

async function store(
  table: Table,
  lines: NpiLines,
  { counts, former }: ReadList & { former: ReleaseInfo },
  { job, held }: { job: Job; held: HeldRelease },
): Promise<ReleaseInfo> {
  const { app, config, source } = job;
  const added: AddedSource = {
    ...{ ...source, kind: "contacts", file: basename(table.file) },
    ...{ rows: counts.rows, stored: counts.stored },
    ...{ bytes: table.bytes ?? 0, sha256: table.sha256() ?? "" },
  };
  const updater = await held.change();
  // Only a release file named directly: its folder's lock is not asked for.
  if (updater.release.id !== former.id) {
    await updater.rollback();
    throw new ServiceError(
      "release_gone",
      "The registry was updated while the list was read.",
      "Run the same command again.",
    );
  }
  const progress = await createProgress(app.io, config.settings);
  try {
    return await storeContacts(lines, updater, {
      source: added,
      signal: app.io.signal,
      onBytes: (done, total) => progress.update(inMegabytes(done, total)),
    });
  } finally {
    progress.stop();
  }
}

function inMegabytes(done: number, total: number): Parameters<Progress["update"]>[0] {
  return { step: "Storing", done: done / 1e6, total: total / 1e6, unit: "MB" };
}

function summary(job: Job, { counts, release, former }: Done, duration_ms: number) {
  const { name } = job.source;
  return {
    schema_version: 1,
    registry: job.path,
    mode: "contacts",
    dry_run: job.dryRun,
    source: release.contact_sources?.find((one) => one.name === name) ?? job.source,
    ...counts,
    release: release.id,
    changed: release.id !== former.id,
    duration_ms,
  };
}
