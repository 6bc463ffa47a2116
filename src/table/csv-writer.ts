import { Buffer } from "node:buffer";
import type { Writable } from "node:stream";
import { UsageError } from "../model/errors.ts";
import { type AtomicFileOptions, type OutputFile, openAtomicFile } from "./atomic-file.ts";
import { defuseFormula, formatQuoted, formatRecord, outputBom, ownCells } from "./output-text.ts";
import { createStreamOutput } from "./stream-output.ts";
import type { Table, TableRow, TableWriter } from "./table.ts";

export interface CsvWriterOptions
  extends Pick<Table, "columns" | "header" | "dialect">,
    AtomicFileOptions {
  /** Names of the columns whose cells `write` is given. */
  added: readonly string[];
  /** Cells beyond the header of the longest row: that many `hb_extra_n` columns. */
  extraColumns: number;
  /** Where `-` leads. */
  stdout?: Writable;
  signal: AbortSignal;
}

/**
 * Writes the list back, each record with its own bytes, and appends cells. In order: the input's
 * cells (short rows padded), `hb_extra_n`, the added ones. Nothing is at `path` before `finish`.
 */
export async function openCsvWriter(path: string, options: CsvWriterOptions): Promise<TableWriter> {
  const output = await openOutput(path, options);
  const lines = createLines(options);
  try {
    await output.write(lines.header());
  } catch (error) {
    await output.abort();
    throw error;
  }
  return {
    async write(rows) {
      options.signal.throwIfAborted();
      await output.write(Buffer.concat(rows.map(({ row, cells }) => lines.row(row, cells))));
    },
    finish: () => output.finish(),
    abort: () => output.abort(),
  };
}

async function openOutput(path: string, options: CsvWriterOptions): Promise<OutputFile> {
  const { stdout } = options;
  if (path !== "-") return openAtomicFile(path, options);
  if (stdout === undefined) {
    throw new UsageError("output_missing", "There is no standard output.", "Use --output FILE.");
  }
  return createStreamOutput(stdout, options);
}

interface Lines {
  header(): Buffer;
  row(row: TableRow, cells: readonly string[]): Buffer;
}

function createLines({ columns, header, dialect, added, extraColumns }: CsvWriterOptions): Lines {
  const { delimiter, line_ending } = dialect;
  const width = columns.length;
  /** The record before had no line ending; it gets one only if something follows. */
  let endingOwed = false;

  function line(raw: Uint8Array, appended: string, ending: string): Buffer {
    const owed = Buffer.from(endingOwed ? line_ending : "");
    endingOwed = ending === "";
    return Buffer.concat([owed, raw, Buffer.from(appended + ending)]);
  }

  function padding(cells: number): string {
    return delimiter.repeat(width + extraColumns - cells);
  }

  function append(cells: readonly string[]): string {
    return cells.length === 0 ? "" : delimiter + formatRecord(cells, delimiter);
  }

  return {
    header() {
      const taken = takenExtras(columns);
      const extras = Array.from({ length: extraColumns }, (_, i) => `hb_extra_${taken + i + 1}`);
      const start = Buffer.concat([outputBom(dialect), header.before, header.raw]);
      return line(start, append([...extras, ...added]), header.ending);
    },
    row(row, cells) {
      if (row.kind === "blank_line") return line(row.raw, "", row.ending);
      const appended = append(cells.map(defuseFormula));
      if (row.kind === "record") {
        const own = ownCells(row, width, delimiter);
        return line(row.raw, padding(own) + appended, row.ending);
      }
      const text = formatQuoted(Buffer.from(row.raw).toString("utf8"), delimiter);
      return line(Buffer.from(text), padding(1) + appended, row.ending);
    },
  };
}

/** The highest `hb_extra_n` of an earlier run, or 0: no two columns get one name. */
function takenExtras(columns: readonly string[]): number {
  let taken = 0;
  for (const column of columns) {
    const n = /^\s*hb_extra_(\d{1,6})\s*$/i.exec(column)?.[1];
    if (n !== undefined) taken = Math.max(taken, Number(n));
  }
  return taken;
}
