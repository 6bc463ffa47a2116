import type { NpiLines } from "../import/npi-lines.ts";
import type { ChannelNotice } from "../ledger/channel-store.ts";
import { codeOfReason } from "../model/reason.ts";
import type { ContactColumn } from "../table/columns/contact-field.ts";
import type { ColumnMapping } from "../table/columns/lead-field.ts";
import type { Table, TableRow } from "../table/table.ts";
import { type ContactCounts, createContactTally, type Fate } from "./contact-tally.ts";
import { createJoin, type JoinDeps, type Joined, type JoinOptions } from "./join-rows.ts";
import { noticesOf } from "./opt-outs.ts";
import { createRowReader, type RowContacts } from "./read-row.ts";
import { createRejectList, type RejectList } from "./reject-list.ts";
import { encodeRow } from "./row-line.ts";
import { toQuestion } from "./row-question.ts";
import type { SourceTerms } from "./source-terms.ts";

export interface ReadListOptions extends JoinOptions {
  source: SourceTerms;
  /** The last ISO day that is not in the future. */
  latest: string;
  columns: readonly ContactColumn[];
  mapping: ColumnMapping;
}

export interface ReadListDeps extends JoinDeps {
  /** Where the rows' values go. */
  lines: Pick<NpiLines, "add" | "relieve">;
  /** Told of every closed channel while the list is read; a notice may be given twice. */
  onOptOuts: (notices: readonly ChannelNotice[]) => Promise<unknown>;
  onProgress: (rows: number) => void;
}

export interface ReadList {
  counts: ContactCounts;
  rejects: RejectList;
}

interface ReadRow {
  row: TableRow;
  contacts: RowContacts;
}

/** Rows that are asked about at a time. */
const batchSize = 1000;
const nothing: RowContacts = { values: [], as_of: "", confidence: 1, closed: [], problems: [] };

/** The whole list, row by row: whose it is, and what it says about them. Nothing is stored. */
export async function readContactList(
  table: Table,
  options: ReadListOptions,
  deps: ReadListDeps,
): Promise<ReadList> {
  const { source, latest, signal } = options;
  const read = createRowReader(options.columns, { asOf: source.as_of, latest });
  const join = createJoin(options, deps);
  const tally = createContactTally();
  const rejects = createRejectList();
  let done = 0;

  async function take(batch: readonly ReadRow[]): Promise<void> {
    const joined = await join(
      batch.map(({ row, contacts }) => toQuestion(row, contacts.values, options.mapping)),
    );
    const notices: ChannelNotice[] = [];
    for (const [i, one] of batch.entries()) {
      const whose = joined[i] as Joined;
      if (whose.kind !== "withheld" && one.contacts.closed.length > 0) {
        notices.push(...noticesOf(whose, one.contacts, source.name));
      }
      keep(one, whose);
    }
    if (notices.length > 0) await deps.onOptOuts(notices);
    await deps.lines.relieve();
    done += batch.length;
    deps.onProgress(done);
  }

  function keep({ row, contacts }: ReadRow, joined: Joined): void {
    const fate = fateOf(joined, contacts);
    tally.add(fate, contacts);
    if (joined.kind === "rejected") {
      tally.reject(codeOfReason(joined.reason), row.number);
      rejects.add(row, joined.reason);
    } else if (joined.kind === "joined") {
      for (const problem of contacts.problems) tally.problem(problem, row.number);
      if (fate === "stored") deps.lines.add(joined.npi, encodeRow(joined, contacts));
      if (fate === "nothing_usable") rejects.add(row, nothingUsable);
    }
  }

  let batch: ReadRow[] = [];
  for await (const rows of table.rows({ signal })) {
    for (const row of rows) {
      if (row.kind === "blank_line") continue;
      batch.push({ row, contacts: row.kind === "record" ? read(row.cells) : nothing });
      if (batch.length < batchSize) continue;
      await take(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await take(batch);
  return { counts: tally.counts(), rejects };
}

const nothingUsable = "nothing_usable: the row has no value that can be used";

function fateOf(joined: Joined, { values, closed }: RowContacts): Fate {
  if (joined.kind !== "joined") return joined.kind;
  if (values.length > 0) return "stored";
  return closed.length > 0 ? "only_opt_outs" : "nothing_usable";
}
