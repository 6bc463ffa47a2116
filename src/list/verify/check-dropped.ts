import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { createUntouchedHash } from "../../enrich/receipt/untouched-hash.ts";
import { InputError } from "../../model/errors.ts";
import type { Table } from "../../table/table.ts";
import { droppedRows } from "../original/dropped-rows.ts";

/** Whether the rows that a run has left out are in its log, as they stood. */
export async function checkDropped(
  log: Table | undefined,
  receipt: ReceiptFile,
  signal: AbortSignal,
): Promise<{ ok: boolean | null; says: string }> {
  const dropped = receipt.rows_in - receipt.rows_out;
  if (dropped === 0) return { ok: true, says: "no row was left out" };
  const rows = `${dropped} ${dropped === 1 ? "row was" : "rows were"} left out`;
  if (log === undefined) {
    return { ok: null, says: `not checked: ${rows}; name their log with --duplicates` };
  }
  const found = createUntouchedHash();
  try {
    for await (const row of droppedRows(log, receipt, signal)) found.add(row);
  } catch (error) {
    if (!(error instanceof InputError && error.code === "duplicates_log_unusable")) throw error;
    return { ok: false, says: `${rows}, and the log has other columns than the run's` };
  }
  if (found.rows() !== dropped) {
    return { ok: false, says: `${rows}, and the log has ${found.rows()}` };
  }
  const ok = found.digest() === receipt.dropped?.sha256;
  return {
    ok,
    says: ok
      ? `${rows} and ${dropped === 1 ? "is" : "are"} in the log, the same bytes in the same order`
      : `${rows}, and the log has others in their place, or in another order`,
  };
}
