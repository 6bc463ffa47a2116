import fc from "fast-check";
import type { SqliteDatabase } from "../../src/store/sqlite.ts";

/** Something done to a table behind the ledger's back. */
export interface Tampering {
  table: number;
  how: "alter" | "drop" | "insert" | "swap" | "cut";
  row: number;
  other: number;
  column: number;
  value: number;
}

export const tamperings: fc.Arbitrary<Tampering> = fc.record({
  table: fc.nat(),
  // Cells are what there is most of.
  how: fc.constantFrom("alter", "alter", "alter", "drop", "insert", "swap", "cut"),
  row: fc.nat(),
  other: fc.nat(),
  column: fc.nat(),
  value: fc.nat(),
});

/** Rows as SQL literals. */
type Rows = string[][];

/** Other values for a cell, some of which a careless reader takes for the same. */
const others: readonly ((cell: string, other: string) => string)[] = [
  () => "NULL",
  () => "0",
  () => "''",
  (cell) => `${cell} + 1`,
  (cell) => `${cell} || 'x'`,
  (cell) => `${cell} || char(0) || 'x'`,
  (cell) => `CAST(${cell} AS BLOB)`,
  (cell) => `CAST(${cell} AS TEXT)`,
  (cell) => `upper(${cell})`,
  (cell) => `replace(${cell}, '1', '2')`,
  (cell) => `replace(${cell}, ':', ': ')`,
  (cell) => `CAST(substr(${cell}, 2) || x'07' AS BLOB)`,
  (_, other) => other,
];

/** False where it came to nothing: the same cells, or what no table takes. */
export function tamper(db: SqliteDatabase, tampering: Tampering): boolean {
  const named = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
  const tables = db.prepare(named).all().map(String);
  const table = pick(tables, tampering.table) ?? "";
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all().map(String);
  const before = exactly(db, table, columns);
  const cells = columns.map((name) => `quote(${name})`).join(", ");
  const rows = db
    .prepare(`SELECT ${cells} FROM ${table}`)
    .all()
    .map((row) => row.map(String));
  const changed = change(rows, tampering);
  db.exec("BEGIN");
  try {
    db.exec(`DELETE FROM ${table}`);
    for (const row of changed) db.exec(`INSERT INTO ${table} VALUES(${row.join(", ")})`);
    db.exec("COMMIT");
  } catch {
    db.exec("ROLLBACK");
    return false;
  }
  return exactly(db, table, columns) !== before;
}

function change(rows: Rows, { how, row, other, column, value }: Tampering): Rows {
  const at = rows.length === 0 ? 0 : row % rows.length;
  const chosen = rows[at];
  if (chosen === undefined) return rows;
  const to = other % rows.length;
  const place = column % chosen.length;
  const altered = (cell: (before: string) => string) =>
    chosen.map((before, i) => (i === place ? cell(before) : before));
  const otherCell = rows[to]?.[place] ?? "NULL";
  const asAltered = altered((before) => pick(others, value)?.(before, otherCell) ?? before);
  if (how === "alter") return rows.toSpliced(at, 1, asAltered);
  if (how === "drop") return rows.toSpliced(at, 1);
  if (how === "insert") return [...rows, asAltered];
  if (how === "cut") return rows.slice(0, at);
  // Two rows change places, but for the number that each is known by.
  return rows.map((cells, i) => {
    if (i === at) return [cells[0] ?? "", ...(rows[to] ?? []).slice(1)];
    return i === to ? [cells[0] ?? "", ...chosen.slice(1)] : cells;
  });
}

function exactly(db: SqliteDatabase, table: string, columns: readonly string[]): string {
  const cells = columns.map((name) => `typeof(${name}), hex(${name})`).join(", ");
  return JSON.stringify(db.prepare(`SELECT ${cells} FROM ${table}`).all().map(String).sort());
}

function pick<T>(all: readonly T[], n: number): T | undefined {
  return all[n % all.length];
}
