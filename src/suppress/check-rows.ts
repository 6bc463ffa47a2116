import { countOccurrences, type Occurrences } from "../contacts/occurrences.ts";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import type { MatchContext } from "../model/contract.ts";
import { ghostKeysOfRequest } from "../normalize/keys/ghost-keys.ts";
import type { Table, TableRow } from "../table/table.ts";
import type { SuppressionColumns } from "./list-columns.ts";
import { createRowReader } from "./read-rows.ts";

/** `key`: somebody of this NPI, licence, e-mail or phone; `name`: of this name near this place. */
interface SuppressedRow {
  row: number;
  by: "key" | "name";
}

export interface CheckedList {
  rows: number;
  suppressed: readonly SuppressedRow[];
  /** Rows that say nothing by which anybody can be known, by why. */
  unchecked: Readonly<Record<string, Occurrences>>;
}

const batchSize = 1000;

/** Which rows of a list are about people who are suppressed. */
export async function checkRows(
  table: Table,
  columns: SuppressionColumns,
  store: Pick<SuppressionStore, "idsOf" | "ghostsAt">,
  {
    context,
    signal,
    onProgress,
  }: { context: MatchContext; signal: AbortSignal; onProgress: (rows: number) => void },
): Promise<CheckedList> {
  const read = createRowReader(columns);
  const suppressed: SuppressedRow[] = [];
  const unchecked = countOccurrences();
  let done = 0;

  async function check(rows: readonly TableRow[]): Promise<void> {
    const people = rows.map(read);
    const ids = await store.idsOf(people.map(({ keys }) => keys));
    const ghosts = people.map(({ person }) => ghostKeysOfRequest(person.request, context));
    const levels = await store.ghostsAt(ghosts.map((keys) => () => keys));
    rows.forEach(({ kind, number }, i) => {
      const level = levels[i];
      if ((ids[i]?.length ?? 0) > 0) suppressed.push({ row: number, by: "key" });
      else if (level === "zip" || level === "city") suppressed.push({ row: number, by: "name" });
      else if (kind !== "record") unchecked.add("malformed_record", number);
      else if (people[i]?.keys.length === 0 && ghosts[i]?.length === 0)
        unchecked.add(people[i]?.problems[0] ?? "no_key", number);
    });
    done += rows.length;
    onProgress(done);
  }

  let batch: TableRow[] = [];
  for await (const rows of table.rows({ signal })) {
    for (const row of rows) {
      if (row.kind === "blank_line") continue;
      batch.push(row);
      if (batch.length < batchSize) continue;
      await check(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await check(batch);
  return { rows: done, suppressed, unchecked: unchecked.counts() };
}
