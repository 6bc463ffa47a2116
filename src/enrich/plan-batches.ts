import type { MatchRequest } from "../model/contract.ts";
import { suppressionKeysOf } from "../model/suppressions.ts";
import { ghostKeysOfRequest } from "../normalize/keys/ghost-keys.ts";
import type { Table, TableRow } from "../table/table.ts";
import type { Allowance } from "./allowance.ts";
import type { EarlierAnswer, EarlierRun } from "./earlier-run.ts";
import { type Finding, invalidInput, notAttempted } from "./finding.ts";
import type { Survey } from "./receipt/receipt.ts";
import { confirming, createNameReader } from "./refresh/confirming.ts";
import { createLeaveUnasked, type Leaving } from "./refresh/leave-unasked.ts";
import { apart } from "./refresh/npi-to-ask.ts";
import { createUnchangedRows } from "./refresh/unchanged-rows.ts";
import { readLead } from "./rows/lead.ts";
import { leadDigest, shortHash } from "./rows/lead-hash.ts";
import type { OwnQuestion } from "./withhold.ts";
import type { CellDecision } from "./write/choose-cells.ts";

/** One row on its way through a run. `own` and `ghosts` are there where it may be asked about. */
export interface Entry extends OwnQuestion {
  row: TableRow;
  /** What a list that is refreshed says was found for it; undefined of any other list. */
  before?: EarlierAnswer | undefined;
  /** The NPI that it was matched to, where that is asked by and the list does not give it. */
  npiBefore?: string | undefined;
  /** What to ask; undefined for a row that is not asked about. */
  request: MatchRequest | undefined;
  /** The suppression number under which its finding was settled; undefined where nobody asked. */
  askedUnder?: number | undefined;
  /** Its finding is what the list says, because asking could only give the same. */
  unasked?: true | undefined;
  /** A channel was closed in its cells after they were filled. */
  closedSince?: true | undefined;
  /** Hash of a lead that stands in several rows, else 0. */
  repeated: number;
  /** Number of the row whose finding this one shares, else 0. */
  duplicateOf: number;
  /** Settled here, by the service, or by the row it repeats; never for a blank line. */
  finding: Finding | undefined;
  /** What became of the row's own cells, where a run may write into them. */
  decisions?: readonly CellDecision[];
}

/** Consecutive rows, with at most so many to ask about. */
export interface Batch {
  entries: Entry[];
  /** Entries among them that need a request. */
  asked: Entry[];
}

/** What of a survey its rows are planned by. */
type PlannedList = Pick<Survey, "mapping" | "repeated" | "context" | "edited" | "retold">;

export interface PlanOptions {
  survey: PlannedList;
  /** Whose answers stay: only what it left without one is asked about. */
  earlier?: EarlierRun | undefined;
  /** Which rows need not be asked about; undefined where all have to be. */
  leaving?: Leaving | undefined;
  batchSize: number;
  /** Rows that may be asked about; the others are `not_attempted`. */
  allows: Allowance;
  signal: AbortSignal;
  /** Sees every batch of rows as it was read. */
  onRead: (rows: readonly TableRow[]) => void;
}

/** Rows that need no request travel with their neighbours, but not more than this many. */
const MAX_ENTRIES = 1000;

/** The second reading of a list, cut into batches in input order. */
export async function* planBatches(table: Table, options: PlanOptions): AsyncGenerator<Batch> {
  const { survey, earlier, leaving, allows, batchSize, signal } = options;
  const toEntry = createPlanner(survey, earlier, leaving);
  const maxEntries = Math.max(MAX_ENTRIES, batchSize);
  let batch: Batch = { entries: [], asked: [] };
  for await (const rows of table.rows({ signal })) {
    options.onRead(rows);
    for (const row of rows) {
      const entry = toEntry(row);
      batch.entries.push(entry);
      if (entry.request !== undefined && entry.duplicateOf === 0 && entry.unasked !== true) {
        if (allows(row.number)) batch.asked.push(entry);
        else entry.finding = notAttempted("request_limit");
      }
      if (batch.asked.length < batchSize && batch.entries.length < maxEntries) continue;
      yield batch;
      batch = { entries: [], asked: [] };
    }
  }
  if (batch.entries.length > 0) yield batch;
}

function createPlanner(
  survey: PlannedList,
  earlier: EarlierRun | undefined,
  leaving: Leaving | undefined,
): (row: TableRow) => Entry {
  /** Full digests of leads met that stand in several rows: a short hash alone may collide. */
  const digests = new Map<number, string>();
  const isUnchanged = createUnchangedRows(survey);
  const nameIn = createNameReader(earlier?.fields ?? []);
  const leave = leaving && createLeaveUnasked(survey, leaving);

  return (row) => {
    if (row.kind !== "record") return settled(row);
    const before = earlier?.before?.(row);
    const { request, problem, npiBefore } = readLead(row, survey.mapping, before?.finding);
    const answer = earlier?.answerOf(row);
    if (answer !== undefined) return kept(row, answer, ownQuestion(request));
    if (problem !== undefined) return { ...settled(row, invalidInput(problem)), before };
    const entry: Entry = {
      row,
      ...{ before, npiBefore },
      request,
      ...ownQuestion(request),
      repeated: 0,
      duplicateOf: 0,
      finding: undefined,
    };
    if (survey.repeated.size > 0) markRepetition(entry, request);
    if (before === undefined || !isUnchanged(row.number)) return entry;
    const asked = confirming(request, before, nameIn);
    const finding = leave?.(row.number, before, asked !== undefined);
    if (finding !== undefined) {
      Object.assign(entry, { finding, askedUnder: leaving?.number, unasked: true });
    }
    if (asked === undefined) return entry;
    earlier?.confirms?.(row.number);
    return { ...entry, request: asked, npiBefore: asked.npi };
  };

  function ownQuestion(request: MatchRequest): OwnQuestion {
    return {
      own: suppressionKeysOf(request),
      ghosts: () => ghostKeysOfRequest(request, survey.context),
    };
  }

  function markRepetition(entry: Entry, request: MatchRequest): void {
    const digest = leadDigest(request, apart(entry.before?.finding, entry.npiBefore));
    const hash = shortHash(digest);
    const first = survey.repeated.get(hash);
    if (first === undefined) return;
    if (first === entry.row.number) {
      entry.repeated = hash;
      digests.set(hash, digest);
    } else if (digests.get(hash) === digest) {
      entry.repeated = hash;
      entry.duplicateOf = first;
    }
  }
}

function settled(row: TableRow, finding?: Finding): Entry {
  const found = row.kind === "rejected" ? invalidInput(row.problem ?? rejectedLine) : finding;
  return { row, request: undefined, repeated: 0, duplicateOf: 0, finding: found };
}

/** Not asked, but for the suppressions that came since. */
function kept(
  row: TableRow,
  { finding, duplicateOf }: EarlierAnswer,
  question: OwnQuestion,
): Entry {
  const asked = finding.status === "invalid_input" ? {} : question;
  return { row, request: undefined, ...asked, repeated: 0, duplicateOf, finding };
}

const rejectedLine = "malformed_record: the line is no CSV record";
