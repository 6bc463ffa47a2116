import type { ChannelRules } from "../model/channel-rules.ts";
import type { Disclosures } from "../model/disclosures.ts";
import { InputError, InterruptedError } from "../model/errors.ts";
import type { Status } from "../model/status.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { SearchService } from "../service/search-service.ts";
import type { Table, TableRow, TableWriter } from "../table/table.ts";
import { abortable } from "./abortable.ts";
import { createAllowance } from "./allowance.ts";
import { createAsker } from "./asker.ts";
import { type CellOptions, createProfileCells } from "./cells/profile-cells.ts";
import type { ProvenanceLine } from "./cells/provenance-lines.ts";
import { createDeduplication, type Dedupe } from "./dedupe/deduplicate.ts";
import type { EarlierRun } from "./earlier-run.ts";
import { inOrder, type Signals } from "./in-order.ts";
import { type Entry, planBatches } from "./plan-batches.ts";
import type { Receipt, Survey } from "./receipt/receipt.ts";
import { createRowLayout } from "./receipt/row-layout.ts";
import { createTally } from "./receipt/tally.ts";
import { createUntouchedHash } from "./receipt/untouched-hash.ts";
import type { AnswerTerms } from "./refresh/answer-terms.ts";
import type { Change } from "./refresh/change.ts";
import { createConfirmed } from "./refresh/confirm-by-profile.ts";
import { leavingUnder } from "./refresh/leave-unasked.ts";
import { createRefreshLog } from "./refresh/refresh-log.ts";
import { answersLogUnder, answersUnder } from "./refresh/told-answers.ts";
import { createOwnCellWriter, type WriteOptions } from "./write/own-cell-writer.ts";
import { createBatchWriter } from "./write-batch.ts";

export interface EnrichOptions {
  survey: Survey;
  /** Asks only about the rows that this run left without an answer. */
  earlier?: EarlierRun | undefined;
  /** Rows of it that somebody has decided are asked about in any case. */
  isDecided?: ((row: number) => boolean) | undefined;
  /** Catalogue names, as `resolveFields` gives them; the writer was opened with `outputColumns`. */
  fields: readonly string[];
  /** How values are told: telephone numbers, how old contacts may be. */
  cells?: CellOptions | undefined;
  /** Undefined where the list's own cells stay as they are. */
  write?: WriteOptions | undefined;
  /** 0..1 */
  minConfidence: number;
  /** For the receipt: the precision that `minConfidence` was chosen for. */
  targetPrecision?: number | undefined;
  /** Leads a request batch holds at most. */
  batchSize: number;
  /** Batches under way at the same time. */
  concurrency: number;
  /** Leads asked at most; the rows after them are `not_attempted`. */
  maxRequests?: number | undefined;
}

/** A list's writer, which learns at the end what the run came to. */
export interface RunWriter extends Pick<TableWriter, "write" | "abort"> {
  finish(receipt: Receipt): Promise<void>;
}

export interface EnrichDeps {
  table: Table;
  writer: RunWriter;
  /** Takes a copy of the rejected lines, in input order. */
  rejects?: { write(rows: readonly TableRow[]): Promise<void> };
  /** Takes where each cell of a profile is from. */
  provenance?: { write(lines: readonly ProvenanceLine[]): Promise<void> } | undefined;
  /** Takes what a refresh has changed. */
  changes?: { write(changes: readonly Change[]): Promise<void> } | undefined;
  service: SearchService;
  suppressions: Suppressions;
  /** What of a person may not be used, before their cells are filled. */
  channels: ChannelRules;
  /** Whom the rows tell about, before they are written; undefined where the service keeps its own. */
  disclosures?: Pick<Disclosures, "record"> | undefined;
  /** Who was named before, and what becomes of the rows that name them again. */
  dedupe?: Dedupe | undefined;
  /** What its answers hang on; undefined where that is not known, and then every row is asked about. */
  answerTerms?: AnswerTerms | undefined;
  /** Sees the rows of the output as they were written, in input order, and what a refresh changed. */
  watch?: ((told: readonly Entry[], changes: readonly Change[]) => void) | undefined;
  /** Rows that the service answers without being asked anew: from a journal. */
  isAnswered?: (row: number) => boolean;
  /** Ends everything at once. */
  signal: AbortSignal;
  /** Begin nothing new: what is being asked may still be answered. */
  drain?: AbortSignal;
  onProgress?: (progress: EnrichProgress) => void;
  /** Milliseconds on any clock that only goes forward. */
  now: () => number;
}

interface EnrichProgress {
  phase: "enrich";
  /** Rows done with, of `total`. */
  rows: number;
  total: number;
  /** Of the rows written. */
  statuses: Readonly<Record<Status, number>>;
  /** Leads asked so far. */
  requests: number;
}

/**
 * Reads the list a second time, asks about its leads and writes every row with its `hb_` cells. The
 * output is finished, or it is not there: whatever goes wrong, the writer is aborted. Throws
 * InterruptedError when a signal fires, InputError when the list changed since the survey, and
 * what the service throws. A service that stops (StopError) leaves the other rows `not_attempted`,
 * unless it does not let us in and has answered nothing.
 */
export async function enrich(options: EnrichOptions, deps: EnrichDeps): Promise<Receipt> {
  const { drain = deps.signal } = deps;
  const stop = new AbortController();
  const onAbort = () => stop.abort(deps.signal.reason);
  if (deps.signal.aborted) onAbort();
  deps.signal.addEventListener("abort", onAbort, { once: true });
  try {
    drain.throwIfAborted();
    const receipt = await run(options, deps, { signal: stop.signal, drain });
    drain.throwIfAborted();
    await deps.writer.finish(receipt);
    return receipt;
  } catch (error) {
    // Batches still under way have nobody left to wait for them.
    stop.abort();
    // What went wrong first is what the user has to hear.
    await deps.writer.abort().catch(() => undefined);
    throw drain.aborted || deps.signal.aborted ? new InterruptedError() : error;
  } finally {
    deps.signal.removeEventListener("abort", onAbort);
  }
}

async function run(options: EnrichOptions, deps: EnrichDeps, signals: Signals): Promise<Receipt> {
  const { survey, fields, minConfidence, targetPrecision } = options;
  const started = deps.now();
  const info = await abortable(deps.service.info(), signals.drain);
  const { write } = options;
  const further = write?.plan.values ?? [];
  const profileCells = createProfileCells(fields, info, deps.service, {
    ...options.cells,
    further,
  });
  const ownCells =
    write === undefined ? undefined : createOwnCellWriter(deps.table, write, fields.length);
  const read = createUntouchedHash();
  const layout = createRowLayout(deps.table);
  const tally = createTally(fields);
  const deduplication = deps.dedupe && createDeduplication(deps.dedupe);
  const refresh = options.earlier?.before && createRefreshLog(fields);
  const { isAnswered = () => false, answerTerms } = deps;
  const { earlier } = options;
  const keepsAnswers = earlier !== undefined && earlier.before === undefined;
  const answers = answersLogUnder(answerTerms, keepsAnswers);
  const asking = { survey, minConfidence, ...signals };
  const asker = createAsker(
    asking,
    {
      ...{ ...deps, profileCells },
      isConfirmed: createConfirmed(fields),
      withOrigins: (deps.provenance ?? deps.changes) !== undefined,
    },
    isAnswered,
  );
  const allows = createAllowance(options.maxRequests ?? Number.POSITIVE_INFINITY, isAnswered);
  let requests = 0;
  const askAfterAll = async (entries: readonly Entry[]) => {
    requests += await asker.ask({ entries: [], asked: [...entries] });
  };
  const writer = createBatchWriter(
    { fields, further: further.map(({ name }) => name), ownCells, refresh, answers },
    tally,
    {
      ...deps,
      deduplication,
      unasked: answerTerms && { ...answerTerms, allows, ask: askAfterAll },
    },
  );
  const showProgress = () =>
    deps.onProgress?.({
      phase: "enrich",
      rows: writer.rows(),
      total: survey.rows,
      statuses: tally.statuses(),
      requests,
    });

  const batches = planBatches(deps.table, {
    survey,
    earlier: options.earlier,
    leaving: leavingUnder(answerTerms, options.earlier?.answers, {
      // The values for their own columns, and where values are from, are in no cell.
      matched: write === undefined && deps.provenance === undefined,
      isDecided: options.isDecided,
    }),
    batchSize: Math.min(options.batchSize, info.limits?.batch ?? options.batchSize),
    allows,
    signal: signals.drain,
    onRead: (rows) => {
      rows.forEach(read.add);
      rows.forEach(layout.add);
    },
  });
  showProgress();
  await inOrder(batches, options.concurrency, signals, {
    ask: asker.ask,
    write: async (batch, asked) => {
      requests += asked;
      await writer.write(batch);
      showProgress();
    },
  });

  const untouched = read.digest();
  requireAllWritten(read.rows(), untouched, writer);
  if (read.rows() !== survey.rows) throw listChanged(deps.table);
  const stopped = asker.stopped();
  if (stopped?.exitCode === 4 && requests === 0) throw stopped;
  return {
    ...tally.counts(),
    rows_in: read.rows(),
    rejected: layout.rejected(),
    blank_lines: layout.blankLines(),
    requests,
    untouched_sha256: untouched,
    layout: layout.layout(),
    release: survey.release,
    context: survey.context,
    ...(write === undefined || ownCells === undefined
      ? {}
      : { write: { mode: write.plan.mode, columns: ownCells.counts() } }),
    min_confidence: minConfidence,
    ...(targetPrecision === undefined ? {} : { target_precision: targetPrecision }),
    mapping: survey.mapping,
    damage: survey.damage,
    ...(deduplication === undefined ? {} : { dedupe: deduplication.outcome() }),
    ...(refresh === undefined ? {} : { refresh: refresh.outcome() }),
    ...(await answersUnder(answerTerms, answers)),
    dialect: deps.table.dialect,
    duration_ms: deps.now() - started,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** Proof, not hope: what was handed to the writer is what was read, byte for byte and in order. */
function requireAllWritten(
  rows: number,
  untouched: string,
  writer: { rows: () => number; untouched: () => string },
): void {
  if (writer.rows() !== rows || writer.untouched() !== untouched)
    throw new Error("rows were lost or changed on their way to the output");
}

function listChanged(table: Table): InputError {
  return new InputError(
    "input_changed",
    `${table.file} changed while it was being read.`,
    "Run the same command again when nothing else writes to the file.",
  );
}
