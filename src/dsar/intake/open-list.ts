import type { RequestStore } from "../../ledger/request-store.ts";
import type { MatchContext } from "../../model/contract.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { californiaDay } from "../california-day.ts";
import { type Intake, type IntakeWorld, openRequest } from "../open-request.ts";
import { findOthers, type OthersOfPerson } from "../others-of-person.ts";
import { entryText, type IntakeProblem } from "./read-intake.ts";

/** What became of a list's rows; they add up. */
export interface ListedRequests {
  rows: number;
  /** Rows, their requests, and the others of the same person. */
  entered: ({ row: number; id: string; due: string } & OthersOfPerson)[];
  /** In the ledger already, from this list or an earlier one. */
  known: number;
  rejected: number;
}

interface ListWorld extends IntakeWorld {
  read: (row: TableRow) => Intake | IntakeProblem;
  /** How names are read. */
  context: MatchContext;
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
  const { store, now, context, read, onReject, onMinor, onProgress, signal } = world;
  const entries = await entriesOf(store);
  const counts = { rows: 0, known: 0, rejected: 0 };
  const entered: { row: number; id: string; due: string }[] = [];
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
      entered.push({ row: row.number, id, due: due.answer });
    }
    onProgress(counts.rows);
  }
  // At the end, so that also the first of two rows names the other.
  const othersOf = await findOthers(store, await store.all(), {
    context,
    today: californiaDay(now()),
  });
  return { ...counts, entered: entered.map((one) => ({ ...one, ...othersOf(one.id) })) };
}

async function entriesOf(store: RequestStore): Promise<Set<string>> {
  const entries = [...(await store.all()).values()]
    .flat()
    .flatMap(({ kind, body }) => (kind === "request_opened" ? [body.entry] : []));
  return new Set(entries.flatMap((entry) => (typeof entry === "string" ? entry : [])));
}
