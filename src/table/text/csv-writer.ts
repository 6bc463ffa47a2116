import { Buffer } from "node:buffer";
import { openOutput } from "../files/open-output.ts";
import type { TableRow, TableWriter } from "../table.ts";
import { extraColumnNames, type WriterOptions } from "../writer-options.ts";
import { defuseFormula } from "./defuse-formula.ts";
import { formatQuoted, formatRecord, outputBom, ownCells } from "./output-text.ts";

export interface CsvWriterOptions extends WriterOptions {
  /** Leave our cells as they are, also where a spreadsheet would run them as formulas. */
  raw?: boolean;
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

interface Lines {
  header(): Buffer;
  row(row: TableRow, cells: readonly string[]): Buffer;
}

function createLines(options: CsvWriterOptions): Lines {
  const { columns, header, dialect, added, extraColumns } = options;
  const asOutput = options.raw === true ? (cell: string) => cell : defuseFormula;
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
      const extras = extraColumnNames(options);
      const start = Buffer.concat([outputBom(dialect), header.before, header.raw]);
      return line(start, append([...extras, ...added]), header.ending);
    },
    row(row, cells) {
      if (row.kind === "blank_line") return line(row.raw, "", row.ending);
      const appended = append(cells.map(asOutput));
      if (row.kind === "record") {
        const own = ownCells(row, width, delimiter);
        return line(row.raw, padding(own) + appended, row.ending);
      }
      const text = formatQuoted(Buffer.from(row.raw).toString("utf8"), delimiter);
      return line(Buffer.from(text), padding(1) + appended, row.ending);
    },
  };
}
