import type { RequestStore } from "../../ledger/request-store.ts";
import type { MatchContext } from "../../model/contract.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { californiaDay } from "../california-day.ts";
import { whoFitEach } from "../find-profiles.ts";
import { enterRequest, type Intake, type IntakeWorld } from "../open-request.ts";
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

/** Rows whose people are looked for on file together, which reads all of it: of those held in memory. */
const mostTogether = 10_000;

/**
 * Enters the rows of a list one by one, each whole or not at all. A row that was entered before, here
 * or by a run that was cut short, is known by a keyed hash of what it says and not entered again.
 */
export async function openList(table: Table, world: ListWorld): Promise<ListedRequests> {
  const { store, people, now, context, read, onReject, onMinor, onProgress, signal } = world;
  const entries = await entriesOf(store);
  const counts = { rows: 0, known: 0, rejected: 0 };
  const entered: { row: number; id: string; due: string }[] = [];
  const waiting: { row: number; intake: Intake }[] = [];

  async function enterAll(some: readonly { row: number; intake: Intake }[]): Promise<void> {
    const persons = some.map(({ intake }) => intake.person);
    const fits = people === undefined ? [] : await whoFitEach(persons, people);
    for (const [i, { row, intake }] of some.entries()) {
      signal.throwIfAborted();
      const { id, due } = await enterRequest(intake, fits[i]?.npis ?? [], world);
      if (intake.minor) await onMinor(id);
      entered.push({ row, id, due: due.answer });
    }
  }

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
      entries.add(entry);
      waiting.push({ row: row.number, intake: { ...intake, entry } });
    }
    if (waiting.length >= mostTogether) await enterAll(waiting.splice(0));
    onProgress(counts.rows);
  }
  await enterAll(waiting);
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
