import { createHash } from "node:crypto";
import type { RunWriter } from "../../src/enrich/enrich.ts";
import type { Table, TableRow } from "../../src/table/table.ts";

/** What a row of a memory table is made from: cells, or a line that is no record, or a blank one. */
export type MemoryRow = readonly string[] | { rejected: string } | "blank";

export interface MemoryTableOptions {
  columns: readonly string[];
  rows: readonly MemoryRow[];
  /** Rows a batch of the reading holds. */
  batch?: number;
  /** What the second reading meets, when it is not the same. */
  secondReading?: readonly MemoryRow[];
}

/** A list in memory, through the same port as a file. */
export function memoryTable(options: MemoryTableOptions): Table & { readings: () => number } {
  const { columns, rows, batch = 64 } = options;
  let readings = 0;
  return {
    file: "leads.csv",
    format: "csv",
    columns,
    dialect: { delimiter: ",", encoding: "utf-8", bom: false, line_ending: "\n" },
    header: { before: new Uint8Array(), raw: Buffer.from(lineOf(columns)), ending: "\n" },
    async *rows({ signal }) {
      readings++;
      const now = readings > 1 ? (options.secondReading ?? rows) : rows;
      const table = toRows(columns, now);
      for (let at = 0; at < table.length; at += batch) {
        signal.throwIfAborted();
        yield table.slice(at, at + batch);
      }
    },
    sha256: () =>
      readings === 0
        ? undefined
        : createHash("sha256")
            .update(JSON.stringify([columns, rows]))
            .digest("hex"),
    close: async () => undefined,
    readings: () => readings,
  };
}

function toRows(columns: readonly string[], rows: readonly MemoryRow[]): TableRow[] {
  let number = 0;
  return rows.map((given, i): TableRow => {
    const blank = { line: i + 2, extra: [], ending: "\n" };
    const noCells = columns.map(() => "");
    if (given === "blank") {
      return { ...blank, kind: "blank_line", number: 0, cells: noCells, raw: new Uint8Array() };
    }
    number++;
    if (!Array.isArray(given)) {
      const { rejected } = given as { rejected: string };
      const problem = "stray_quote: a quote stands inside a cell that is not quoted";
      const raw = Buffer.from(rejected);
      return { ...blank, kind: "rejected", number, cells: noCells, raw, problem };
    }
    const padded = columns.map((_, c) => given[c] ?? "");
    const raw = Buffer.from(lineOf(given));
    const extra = given.slice(columns.length);
    return { ...blank, kind: "record", number, cells: padded, extra, raw };
  });
}

/** One record as CSV, quoted where it must be. */
function lineOf(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");
}

export interface MemoryWriter extends RunWriter {
  written: { row: TableRow; cells: readonly string[] }[];
  state: () => "open" | "finished" | "aborted";
  /** The whole output as one text. */
  text: () => string;
  /** Our cells of a row, by column name. */
  cellsOf: (row: number, columns: readonly string[]) => Record<string, string>;
}

export function memoryWriter(
  onWrite: (rows: readonly { row: TableRow; cells: readonly string[] }[]) => void = () => undefined,
): MemoryWriter {
  const written: MemoryWriter["written"] = [];
  let state: "open" | "finished" | "aborted" = "open";
  return {
    written,
    state: () => state,
    async write(rows) {
      if (state !== "open") throw new Error(`written to a writer that is ${state}`);
      onWrite(rows);
      written.push(...rows);
    },
    async finish() {
      state = "finished";
    },
    async abort() {
      state = "aborted";
    },
    text: () =>
      written
        .map(({ row, cells }) => `${Buffer.from(row.raw)}\t${JSON.stringify(cells)}\n`)
        .join(""),
    cellsOf(number, columns) {
      const found = written.find(({ row }) => row.number === number);
      return Object.fromEntries(columns.map((name, i) => [name, found?.cells[i] ?? ""]));
    },
  };
}
