import { Buffer } from "node:buffer";
import type { Table, TableRow } from "../table/table.ts";

/**
 * The list as if it never had these columns (`--replace-hb`). What stays keeps its own bytes, and
 * rejected lines stay whole. Survey, writer and run must all see the same one.
 *
 * @param positions 0-based
 */
export function withoutColumns(table: Table, positions: ReadonlySet<number>): Table {
  if (positions.size === 0) return table;
  const { header, dialect } = table;
  const delimiter = dialect.delimiter.charCodeAt(0);
  const stays = (_: string, i: number) => !positions.has(i);
  const cut = (raw: Uint8Array) => cutCells(raw, delimiter, positions);
  const columns = table.columns.filter(stays);

  return {
    file: table.file,
    format: table.format,
    columns,
    dialect,
    header: { ...header, raw: cut(header.raw) },
    async *rows(options) {
      for await (const rows of table.rows(options)) {
        yield rows.map((row): TableRow => {
          if (row.kind === "blank_line") return row;
          if (row.kind === "rejected") return { ...row, cells: columns.map(() => "") };
          return { ...row, cells: row.cells.filter(stays), raw: cut(row.raw) };
        });
      }
    },
    sha256: () => table.sha256(),
    close: () => table.close(),
  };
}

const quote = 0x22;

/** A well-formed record's bytes without some of its cells. */
function cutCells(raw: Uint8Array, delimiter: number, positions: ReadonlySet<number>): Uint8Array {
  const kept: Uint8Array[] = [];
  let cell = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= raw.length; at++) {
    const byte = raw[at];
    // A doubled quote inside a quoted cell turns this twice.
    if (byte === quote) quoted = !quoted;
    if (at < raw.length && (quoted || byte !== delimiter)) continue;
    if (!positions.has(cell)) kept.push(raw.subarray(start, at));
    cell++;
    start = at + 1;
  }
  const between = Uint8Array.of(delimiter);
  return Buffer.concat(kept.flatMap((bytes, i) => (i === 0 ? [bytes] : [between, bytes])));
}
