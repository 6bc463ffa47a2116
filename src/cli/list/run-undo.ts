import { createHash } from "node:crypto";
import type { Config, Flags } from "../../config.ts";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { originalTable } from "../../list/original/original-table.ts";
import { wholeTable } from "../../list/original/whole-table.ts";
import { type Examined, examineOriginal } from "../../list/undo/examine-original.ts";
import { originalBytes } from "../../list/undo/original-bytes.ts";
import { InputError, UsageError } from "../../model/errors.ts";
import type { OutputFile } from "../../table/files/atomic-file.ts";
import { type OpenOutputOptions, openOutput } from "../../table/files/open-output.ts";
import { openWriter } from "../../table/open-writer.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { logOf } from "../enrich/duplicates-place.ts";
import { checkOutputs, originalOutput, pathIn } from "../files/output-path.ts";
import { loadReceipt } from "../input/load-receipt.ts";
import { openEnriched, openLog } from "../input/open-enriched.ts";
import { besideOf } from "../input/receipt-place.ts";
import { refuseOnTerminal } from "../input/settle-format.ts";
import { claimFile } from "../runs/claim-outputs.ts";
import { createOutput } from "../screen/output.ts";
import { createProgress } from "../screen/progress.ts";
import { undoLines } from "./undo-screen.ts";

export interface UndoArguments {
  file: string;
  /** `-` for standard output; undefined for `<name>.original.<ext>` beside the enriched list. */
  output: string | undefined;
  receipt: string | undefined;
  /** The log of duplicates; undefined for beside the enriched list. */
  duplicates: string | undefined;
  force: boolean;
  flags: Flags;
}

/** 0 when the original is back, 7 when it is back with the edits made since. */
export async function runUndo(given: UndoArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const enriched = pathIn(app.io.cwd, given.file);
  const receipt = await requireReceipt(app, enriched, given.receipt);
  const output =
    given.output === undefined ? originalOutput(enriched) : pathIn(app.io.cwd, given.output);
  if (config.settings.json && output === "-") {
    throw new UsageError(
      "usage",
      "--json and the list cannot both go to standard output.",
      "Write the list to a file with --output FILE, or leave --json away.",
    );
  }
  refuseOtherFormat(enriched, receipt);
  const log = await requireLog(
    enriched,
    receipt,
    given.duplicates && pathIn(app.io.cwd, given.duplicates),
  );
  refuseOnTerminal(receipt.output.format, output, app.io);
  const examined = await closing(await claimFile(output, { config, io: app.io }), async () => {
    await checkOutputs(enriched, [{ flag: "--output", path: output }], given.force);
    return closing(await openEnriched(app, enriched, receipt), async (table) => {
      const original = originalTable(table, receipt);
      const doing = { app, config, given };
      if (log === undefined) return giveBack(original, receipt, output, doing);
      return closing(await openLog(app, log, receipt), (rows) =>
        giveBack(wholeTable(original, rows, receipt), receipt, output, doing),
      );
    });
  });
  for (const line of undoLines(output, examined, receipt, out.paint)) out.note(line);
  if (config.settings.json) {
    const { proof, rows, sha256, differing } = examined;
    await out.json({ schema_version: 1, output, proof, rows, sha256, differing_rows: differing });
  }
  return examined.proof === "edited" ? 7 : 0;
}

/** A workbook has the cells of a text, and not its bytes. */
function refuseOtherFormat(enriched: string, { input, output }: ReceiptFile): void {
  if (output.format !== "xlsx" || input.format === "xlsx") return;
  throw new UsageError(
    "undo_other_format",
    `${enriched} is a workbook made from a text file, whose bytes it does not hold.`,
    "The list itself was never changed. To undo a run, enrich it with --format csv.",
  );
}

/** Where the rows are that the run has left out; undefined where there are none. */
async function requireLog(
  enriched: string,
  receipt: ReceiptFile,
  given: string | undefined,
): Promise<string | undefined> {
  const dropped = receipt.rows_in - receipt.rows_out;
  if (dropped === 0) return undefined;
  if (receipt.output.format === "xlsx") {
    throw new UsageError(
      "undo_dropped_rows",
      `${enriched} lacks ${dropped} of the list's rows, whose types and formats its log of duplicates does not hold.`,
      "The list itself was never changed. The log has the rows as text.",
    );
  }
  const log = await logOf(enriched, receipt, given);
  if (log !== undefined) return log;
  throw new InputError(
    "duplicates_log_missing",
    `${enriched} lacks ${dropped} of the list's rows, and their log is not beside it.`,
    "Name it with --duplicates FILE. The list itself was never changed.",
  );
}

async function requireReceipt(
  app: App,
  enriched: string,
  given: string | undefined,
): Promise<ReceiptFile> {
  const loaded = await loadReceipt(app, enriched, given);
  const again = "Name the receipt of this very run with --receipt FILE.";
  if (loaded === undefined) {
    const where = enriched === "-" ? "beside standard input" : `at ${besideOf(enriched)}`;
    throw new InputError("receipt_missing", `There is no receipt ${where}.`, again);
  }
  const { receipt, faults, path } = loaded;
  if (receipt !== undefined && faults.length === 0) return receipt;
  throw new InputError("receipt_unusable", `${path}: ${faults.join("; ")}.`, again);
}

/** Looks at the whole list before it writes any of it. */
async function giveBack(
  original: Table,
  receipt: ReceiptFile,
  output: string,
  { app: { io }, config, given }: { app: App; config: Config; given: UndoArguments },
): Promise<Examined> {
  const progress = await createProgress(io, config.settings);
  const onProgress = (rows: number) =>
    progress.update({ step: "Restoring", done: rows, total: receipt.rows_out, unit: "rows" });
  try {
    const examined = await examineOriginal(original, receipt, { signal: io.signal, onProgress });
    const { signal, stdout, unfinished } = io;
    const place = { keepExisting: !given.force, unfinished, stdout };
    if (receipt.output.format === "xlsx") await writeWorkbook(original, output, place, signal);
    else await writeText(original, examined, await openOutput(output, place), signal);
    return examined;
  } finally {
    progress.stop();
  }
}

async function writeText(
  original: Table,
  { dialect, sha256 }: Examined,
  file: OutputFile,
  signal: AbortSignal,
): Promise<void> {
  try {
    const hash = createHash("sha256");
    for await (const piece of originalBytes(original, dialect, { signal })) {
      hash.update(piece);
      await file.write(piece);
    }
    signal.throwIfAborted();
    if (hash.digest("hex") !== sha256) throw new Error("another list was written");
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}

async function writeWorkbook(
  original: Table,
  output: string,
  place: OpenOutputOptions,
  signal: AbortSignal,
): Promise<void> {
  const { columns, header, dialect, sheet } = original;
  const writer = await openWriter(output, {
    ...{ columns, header, dialect, signal, format: "xlsx", raw: false, added: [], extraColumns: 0 },
    ...(sheet === undefined ? {} : { sheet }),
    ...place,
  });
  try {
    for await (const rows of original.rows({ signal })) {
      await writer.write(rows.map((row) => ({ row, cells: [] })));
    }
    signal.throwIfAborted();
    await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
