import type { TableRow } from "../table.ts";
import { columnLetters } from "./column-letters.ts";
import { columnWidths } from "./column-widths.ts";
import { createListRows, type ListRowsOptions } from "./list-rows.ts";
import { requireRowFits } from "./sheet-limits.ts";
import { sheetName } from "./sheet-name.ts";
import { statusColours } from "./status-colours.ts";
import type { PackageSheet, WorkbookPackage } from "./workbook-package.ts";

const statusColumn = "hb_status";
/** A header further down would take the screen from the rows below it. */
const maxFrozenRows = 10;
const widthSample = 200;

export interface ListSheetsOptions extends ListRowsOptions {
  sheet?: string;
  /** Rows that a sheet can have. */
  maxRows: number;
}

interface WrittenRow {
  row: TableRow;
  cells: readonly string[];
}

/** A list on as many sheets as it needs, each under the list's header. */
export interface ListSheets {
  write(rows: readonly WrittenRow[]): Promise<void>;
  /** Also where there was no row; returns the sheets' names. */
  end(): Promise<string[]>;
}

export function createListSheets(
  workbook: WorkbookPackage,
  options: ListSheetsOptions,
): ListSheets {
  const rows = createListRows(options, workbook.style);
  const names: string[] = [];
  let open: { sheet: PackageSheet; header: number; next: number } | undefined;
  let widths: readonly number[] = [];
  /** The first rows, until there are enough of them; undefined when they are written. */
  let sample: WrittenRow[] | undefined = [];

  /** The first sheet also has what stands above the header. */
  async function openNext(): Promise<NonNullable<typeof open>> {
    const preamble = names.length === 0 ? rows.preamble : 0;
    const header = preamble + 1;
    const name = sheetName(options.sheet ?? "list", names.length + 1, names);
    names.push(name);
    const frozenRows = header <= maxFrozenRows ? header : 0;
    const sheet = workbook.addSheet({ name, widths, frozenRows });
    let xml = "";
    for (let i = 0; i < preamble; i++) xml += rows.preambleRow(i, i + 1);
    await sheet.write(xml + rows.headerRow(header));
    open = { sheet, header, next: header + 1 };
    return open;
  }

  function close({ sheet, header, next }: NonNullable<typeof open>): void {
    const last = columnLetters(rows.names.length - 1);
    const status = rows.names.indexOf(statusColumn, options.columns.length);
    const letter = columnLetters(status);
    sheet.end({
      autoFilter: `A${header}:${last}${next - 1}`,
      ...(status === -1 || next - 1 === header
        ? {}
        : { conditionalFormat: statusColours(`${letter}${header + 1}:${letter}${next - 1}`) }),
    });
    open = undefined;
  }

  async function writeRows(written: readonly WrittenRow[]): Promise<void> {
    let current = open ?? (await openNext());
    let xml = "";
    for (const { row, cells } of written) {
      if (current.next > options.maxRows) {
        await current.sheet.write(xml);
        xml = "";
        close(current);
        current = await openNext();
      }
      xml += rows.row(row, cells, current.next);
      current.next++;
    }
    if (xml !== "") await current.sheet.write(xml);
  }

  /** Widths stand before the rows in a sheet: nothing is written until the sample is complete. */
  async function writeSample(): Promise<void> {
    const written = sample ?? [];
    sample = undefined;
    widths = columnWidths(
      rows.names,
      written.map((row) => cellsOf(row, options)),
    );
    await writeRows(written);
  }

  return {
    async write(written) {
      if (sample === undefined) return writeRows(written);
      // What a workbook cannot hold is told at once.
      for (const { row } of written) requireRowFits(row);
      sample.push(...written);
      if (sample.length >= widthSample) await writeSample();
    },
    async end() {
      if (sample !== undefined) await writeSample();
      close(open ?? (await openNext()));
      return names;
    },
  };
}

function cellsOf({ row, cells }: WrittenRow, { extraColumns }: ListRowsOptions): string[] {
  if (row.kind !== "record") return [];
  const extra = Array.from({ length: extraColumns }, (_, i) => row.extra[i] ?? "");
  return [...row.cells, ...extra, ...cells];
}
