import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { createJournal, type Journal, openJournal } from "../../enrich/journal/journal.ts";
import { JOURNAL_SCHEMA } from "../../enrich/journal/journal-header.ts";
import { bindingOf, runIdOf } from "../../enrich/journal/run-binding.ts";
import type { Survey } from "../../enrich/receipt/receipt.ts";
import type { ContextOptions } from "../../enrich/rows/settle-context.ts";
import type { EarlierRun, KnownList } from "../../enrich/rows/survey.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { ProcessLock } from "../../store/process-lock.ts";
import type { Table } from "../../table/table.ts";
import type { SettledJob } from "../enrich/enrich-job.ts";
import { counted } from "../screen/progress.ts";
import { locateService } from "../services/service-location.ts";
import { version } from "../version.ts";
import { answersText } from "./answers-text.ts";
import { writeAbout } from "./run-about.ts";
import { journalPath, makeFolder, notWritable, type RunFolders } from "./run-folders.ts";
import { newRunKey, runKeyIn } from "./run-key.ts";
import { holderOf, lockRun } from "./run-locks.ts";

/** The journal of one run, from the reading of its list to the end of its work. */
export interface RunJournal {
  /**
   * Takes up what an earlier run of the same list with the same options left, if anything. Throws
   * UsageError `run_locked` while that run goes on.
   */
  resume(list: KnownList): Promise<EarlierRun>;
  /**
   * The journal to go on with: the earlier one, or a new one.
   *
   * @param under what its answers will hang on; undefined where that is not known
   */
  begin(survey: Survey, under: string | undefined): Promise<Journal>;
  /** What was found, for the screen. */
  lines(): readonly string[];
  /** Answers that the earlier run left. */
  resumed(): number;
  /** Of the run; known from `begin` on. */
  runId(): string;
  /** Nothing was asked: what was made ready for a journal goes, unless an earlier run has left one. */
  forget(): Promise<void>;
  /** Nothing is left to resume: the journal goes. */
  discard(): Promise<void>;
  /** Has what was answered on the disk; the run may be resumed. */
  close(): Promise<void>;
  /** The same for a run that failed: throws nothing. undefined where nothing is kept. */
  giveUp(): Promise<Journal | undefined>;
}

interface RunJournalOptions {
  folders: RunFolders;
  table: Table;
  service: Pick<SearchService, "traits">;
  job: SettledJob;
}

export function createRunJournal(options: RunJournalOptions): RunJournal {
  const { folders, table, service, job } = options;
  const { app, config, given, minConfidence } = job;
  const lines: string[] = [];
  let binding: Record<string, unknown> = {};
  let runId = "";
  let runKey = "";
  let lock: ProcessLock | undefined;
  let journal: Journal | undefined;
  let resumed = 0;

  async function takeUp(path: string): Promise<void> {
    if (given.fresh) return;
    const found = await openJournal(path, runId, later);
    if (found === undefined) return;
    if (found.journal === undefined) {
      lines.push("warning: what an earlier run of this list left cannot be used; it starts over");
      return;
    }
    journal = found.journal;
    resumed = journal.answered();
    if (found.damagedLines > 0) {
      const damaged = counted(found.damagedLines, "line");
      lines.push(`warning: ${damaged} of the journal damaged; those rows are asked again`);
    }
    if (resumed === 0) return;
    lines.push(`resuming: ${answersText(journal.header, resumed)} from an earlier run`);
  }

  const runFolder = () => dirname(journalPath(folders, runId));

  async function prepareFolder(): Promise<void> {
    try {
      await makeFolder(runFolder());
      await writeAbout(runFolder(), { input: job.input, output: job.output });
    } catch (error) {
      throw notWritable(folders.runs, error);
    }
  }

  async function discard(): Promise<void> {
    if (journal === undefined) return;
    // What the disk did not take of it is not needed any more.
    await journal.close().catch(() => undefined);
    const path = journalPath(folders, runId);
    // It first, and by itself: with it goes the right to replace what the run has written.
    await rm(path, { force: true });
    await rm(runFolder(), { recursive: true, force: true });
  }

  async function close(): Promise<void> {
    try {
      await journal?.close();
    } finally {
      lock?.release();
    }
  }

  return {
    async resume({ input_sha256, mapping, release }) {
      const location = locateService(config);
      binding = bindingOf({
        toolVersion: version(),
        service: {
          kind: location.kind,
          url: "url" in location ? bareUrl(location.url) : undefined,
        },
        release,
        inputSha256: input_sha256,
        table,
        mapping,
        said: saidOf(job),
        minConfidence,
        refreshes: given.refresh !== undefined,
      });
      runId = runIdOf(binding);
      lock = await lockRun(folders, runId, holderOf(app.io.date));
      await takeUp(journalPath(folders, runId));
      if (journal !== undefined) {
        const { context, context_from } = journal.header;
        runKey = journal.header.run_key;
        return { runKey, settled: { context, context_from } };
      }
      // Nobody charges for what is asked of this machine.
      if (service.traits.local) runKey = newRunKey();
      else {
        await prepareFolder();
        const { fresh } = given;
        runKey = await runKeyIn(runFolder(), { fresh, unfinished: app.io.unfinished });
      }
      return { runKey, settled: undefined };
    },
    async begin(survey, under) {
      const path = journalPath(folders, runId);
      await prepareFolder();
      journal ??= await createJournal(
        path,
        {
          schema: JOURNAL_SCHEMA,
          run_id: runId,
          run_key: runKey,
          created: app.io.date().toISOString(),
          release: survey.release,
          rows: survey.rows,
          ...(leavesUnasked(under, job) ? {} : { requests: survey.requests }),
          context: survey.context,
          context_from: survey.context_from,
          ...(under === undefined ? {} : { under }),
          binding,
        },
        later,
      );
      return journal;
    },
    lines: () => lines,
    resumed: () => resumed,
    runId: () => runId,
    async forget() {
      if (journal !== undefined || runId === "") return;
      await rm(runFolder(), { recursive: true, force: true }).catch(() => undefined);
    },
    discard,
    close,
    async giveUp() {
      // A reader that has seen enough (`| head`) is a success: nobody means to go on. What was asked
      // elsewhere may have been paid for, and stays.
      const isDone = app.io.signal.reason === "reader gone" && resumed === 0;
      const isEmpty = journal?.answered() === 0;
      if ((isDone || isEmpty) && service.traits.local) await discard().catch(() => undefined);
      const isKept =
        (await close()
          .then(() => true)
          .catch(() => false)) && journal !== undefined;
      return isKept ? journal : undefined;
    },
  };
}

/** What was said of the context: of a retry by the receipt, whatever is said elsewhere. */
function saidOf({ config: { settings }, earlier }: SettledJob): ContextOptions {
  const context = earlier?.terms?.settled.context;
  const { name_order, name_columns, prior } = context ?? settings;
  return { nameOrder: name_order, nameColumns: name_columns, prior };
}

/** Whether the answers of the list hang on nothing else than those that are to come. */
function leavesUnasked(under: string | undefined, { earlier }: SettledJob): boolean {
  return under !== undefined && earlier?.run.answers?.under === under;
}

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

/** Without what lets somebody in. */
function bareUrl(url: URL | undefined): string | undefined {
  if (url === undefined) return undefined;
  return `${url.origin}${url.pathname}`;
}
