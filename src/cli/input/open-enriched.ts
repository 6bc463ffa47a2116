import { tmpdir } from "node:os";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { UsageError } from "../../model/errors.ts";
import { type OpenTableOptions, openTable } from "../../table/open-table.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";

/** Opens a run's output as its receipt says it was written. */
export function openEnriched(app: App, path: string, receipt: ReceiptFile): Promise<Table> {
  if (receipt.output.format === "ndjson") {
    throw new UsageError(
      "output_is_ndjson",
      `${path} is NDJSON, which heartbeat writes and does not read.`,
      "Write the list as CSV or XLSX with --format to have it checked or undone.",
    );
  }
  const { input, output, dialect, header_line } = receipt;
  // A workbook that a text was put into begins with the lines above its header, but not with `sep=;`.
  const isMoved = output.format === "xlsx" && input.format !== "xlsx";
  const headerRow = isMoved ? undefined : header_line;
  const mayBeEmpty = receipt.rows_out === 0;
  return open(app, path, { ...dialect, encoding: "utf-8" }, { headerRow, mayBeEmpty });
}

/** Opens the list that a run read in the same way as the run did. */
export function openInput(app: App, path: string, receipt: ReceiptFile): Promise<Table> {
  const { input, dialect, header_line } = receipt;
  return open(app, path, dialect, { headerRow: header_line, sheet: input.sheet });
}

/** Opens a run's log of duplicates. */
export function openLog(app: App, path: string, { dialect }: ReceiptFile): Promise<Table> {
  return open(app, path, { ...dialect, encoding: "utf-8" }, { headerRow: 1 });
}

function open(
  { io }: App,
  path: string,
  { delimiter, encoding }: Pick<ReceiptFile["dialect"], "delimiter" | "encoding">,
  told: Pick<OpenTableOptions, "headerRow" | "sheet" | "mayBeEmpty">,
): Promise<Table> {
  return openTable(path, {
    delimiter,
    encoding,
    ...told,
    tempDir: io.env.TMPDIR || tmpdir(),
    stdin: io.stdin,
    signal: io.signal,
    unfinished: io.unfinished,
  });
}
