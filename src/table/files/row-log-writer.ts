import { Buffer } from "node:buffer";
import type { Table, TableRow } from "../table.ts";
import { defuseFormula } from "../text/defuse-formula.ts";
import { formatRecord, outputBom, ownCells } from "../text/output-text.ts";
import { extraColumnNames } from "../writer-options.ts";
import { type AtomicFileOptions, openAtomicFile } from "./atomic-file.ts";

export interface RowLogOptions extends AtomicFileOptions {
  /** Names of the columns whose cells `write` is given. */
  names: readonly string[];
  list: Pick<Table, "columns" | "header" | "dialect">;
  /** Whether the rows follow, and how many `hb_extra_n` columns they need; without it cells only. */
  rows?: { extraColumns: number } | undefined;
  /** Leave our cells as they are, also where a spreadsheet would run them. */
  raw: boolean;
}

/** A CSV about rows of a list, in its dialect: cells of ours, and behind them the row's own bytes. */
export interface RowLogWriter {
  /** Records only. */
  write(rows: readonly { row: TableRow; cells: readonly string[] }[]): Promise<void>;
  /** Has everything so far on the disk. */
  settle(): Promise<void>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** Nothing is at `path` before `finish`. */
export async function openRowLogWriter(
  path: string,
  options: RowLogOptions,
): Promise<RowLogWriter> {
  const { names, list, rows, raw, ...atomic } = options;
  const { columns, header, dialect } = list;
  const { delimiter, line_ending } = dialect;
  const asOutput = raw ? (cell: string) => cell : defuseFormula;
  const output = await openAtomicFile(path, atomic);

  function line(cells: readonly string[], own: Uint8Array, behind: string): Buffer {
    const front = formatRecord(cells, delimiter) + (rows === undefined ? "" : delimiter);
    return Buffer.concat([Buffer.from(front), own, Buffer.from(behind)]);
  }

  function toLine({ row, cells }: { row: TableRow; cells: readonly string[] }): Buffer {
    const ours = cells.map(asOutput);
    if (rows === undefined) return line(ours, new Uint8Array(), line_ending);
    const width = columns.length + rows.extraColumns;
    const padding = delimiter.repeat(width - ownCells(row, columns.length, delimiter));
    // The last row of a file may have no ending; of the log it is the last one, too.
    return line(ours, row.raw, padding + row.ending);
  }

  try {
    await output.write(outputBom(dialect));
    const extra = rows === undefined ? [] : extraColumnNames({ columns, ...rows });
    const extras = extra.map((name) => delimiter + name).join("");
    const own = rows === undefined ? new Uint8Array() : header.raw;
    await output.write(line(names, own, extras + line_ending));
  } catch (error) {
    await output.abort();
    throw error;
  }
  return {
    write: (some) => output.write(Buffer.concat(some.map(toLine))),
    settle: output.settle,
    finish: output.finish,
    abort: output.abort,
  };
}
