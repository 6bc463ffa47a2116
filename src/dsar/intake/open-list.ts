import type { RequestStore } from "../../ledger/request-store.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { type Intake, type IntakeWorld, openRequest } from "../open-request.ts";
import { entryText, type IntakeProblem } from "./read-intake.ts";

/** What became of a list's rows; they add up. */
export interface ListedRequests {
  rows: number;
  /** Rows and their requests. */
  entered: { row: number; id: string; due: string }[];
  /** In the ledger already, from this list or an earlier one. */
  known: number;
  rejected: number;
}

interface ListWorld extends IntakeWorld {
  read: (row: TableRow) => Intake | IntakeProblem;
  onReject: (row: TableRow, problem: IntakeProblem) => void;
  /** R28: a request with a sign that its person is under 16 has been entered. */
  onMinor: (id: string) => Promise<void>;
  onProgress: (rows: number) => void;
  signal: AbortSignal;
}

/**
 * Enters the rows of a list one by one, each whole or not at all. A row that was entered before, here
 * or by a run that was cut short, is known by a keyed hash of what it says and not entered again.
 */
export async function openList(table: Table, world: ListWorld): Promise<ListedRequests> {
  const { store, read, onReject, onMinor, onProgress, signal } = world;
  const entries = await entriesOf(store);
  const counts: ListedRequests = { rows: 0, entered: [], known: 0, rejected: 0 };
  for await (const rows of table.rows({ signal })) {
    for (const row of rows) {
      if (row.kind === "blank_line") continue;
      signal.throwIfAborted();
      counts.rows++;
      const intake = read(row);
      if (typeof intake === "string") {
        counts.rejected++;
        onReject(row, intake);
        continue;
      }
      const entry = store.keyOf(entryText(intake));
      if (entries.has(entry)) {
        counts.known++;
        continue;
      }
      const { id, due } = await openRequest({ ...intake, entry }, world);
      entries.add(entry);
      if (intake.minor) await onMinor(id);
      counts.entered.push({ row: row.number, id, due: due.answer });
    }
    onProgress(counts.rows);
  }
  return counts;
}

async function entriesOf(store: RequestStore): Promise<Set<string>> {
  const entries = [...(await store.all()).values()]
    .flat()
    .flatMap(({ kind, body }) => (kind === "request_opened" ? [body.entry] : []));
  return new Set(entries.flatMap((entry) => (typeof entry === "string" ? entry : [])));
}
