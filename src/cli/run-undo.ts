import { createHash } from "node:crypto";
import type { Config, Flags } from "../config.ts";
import type { ReceiptFile } from "../enrich/receipt-file.ts";
import { originalTable } from "../list/original/original-table.ts";
import { type Examined, examineOriginal } from "../list/undo/examine-original.ts";
import { originalBytes } from "../list/undo/original-bytes.ts";
import { InputError, UsageError } from "../model/errors.ts";
import { type OutputFile, openAtomicFile } from "../table/atomic-file.ts";
import { createStreamOutput } from "../table/stream-output.ts";
import type { Table } from "../table/table.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { loadReceipt } from "./load-receipt.ts";
import { openEnriched } from "./open-enriched.ts";
import { createOutput } from "./output.ts";
import { checkOutputs, originalOutput, pathIn } from "./output-path.ts";
import { createProgress } from "./progress.ts";
import { besideOf } from "./receipt-place.ts";
import { undoLines } from "./undo-screen.ts";

export interface UndoArguments {
  file: string;
  /** `-` for standard output; undefined for `<name>.original.<ext>` beside the enriched list. */
  output: string | undefined;
  receipt: string | undefined;
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
  await checkOutputs(enriched, [{ flag: "--output", path: output }], given.force);
  const examined = await closing(await openEnriched(app, enriched, receipt), (table) =>
    giveBack(originalTable(table, receipt), receipt, output, { app, config, given }),
  );
  for (const line of undoLines(output, examined, receipt, out.paint)) out.note(line);
  if (config.settings.json) {
    const { proof, rows, sha256, differing } = examined;
    await out.json({ schema_version: 1, output, proof, rows, sha256, differing_rows: differing });
  }
  return examined.proof === "edited" ? 7 : 0;
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
    const file: OutputFile =
      output === "-"
        ? createStreamOutput(io.stdout)
        : await openAtomicFile(output, { keepExisting: !given.force, unfinished: io.unfinished });
    try {
      const hash = createHash("sha256");
      const pieces = originalBytes(original, examined.dialect, { signal: io.signal });
      for await (const piece of pieces) {
        hash.update(piece);
        await file.write(piece);
      }
      io.signal.throwIfAborted();
      if (hash.digest("hex") !== examined.sha256) throw new Error("another list was written");
      await file.finish();
    } catch (error) {
      await file.abort();
      throw error;
    }
    return examined;
  } finally {
    progress.stop();
  }
}
