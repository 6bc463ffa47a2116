import { UsageError } from "../../model/errors.ts";
import type { Table, TableRow } from "../../table/table.ts";
import {
  columnsNamed,
  columnsText,
  fileName,
  fold,
  type Header,
  requireColumn,
} from "./find-column.ts";

/** What identifies a row in one file: a column, or its number. */
type Identity = { column: string; index: number } | "row_number";

/** How the rows of the two files find each other. */
export interface Join {
  list: Identity;
  truth: Identity;
}

interface JoinOptions {
  /** Columns as the user named them. */
  id?: string | undefined;
  truthId?: string | undefined;
  /** Columns of the truth file that cannot identify a row. */
  taken: ReadonlySet<number>;
  signal: AbortSignal;
}

/** The column name that stands for a row's number when a file has no such column. */
const rowWord = "row";

/** Settles it from what the user said, else from the one column that both files share. */
export async function settleJoin(list: Table, truth: Table, options: JoinOptions): Promise<Join> {
  const { id, truthId } = options;
  if (id === undefined && truthId === undefined) return findJoin(list, truth, options);
  return {
    list: named(id ?? truthId ?? "", "--id", list),
    truth: named(truthId ?? id ?? "", truthId === undefined ? "--id" : "--truth-id", truth),
  };
}

/** Compared without the blanks around; row numbers also as `1.0`, which tables of floats write. */
export function keyOf(join: Join, side: "list" | "truth", row: TableRow): string {
  const identity = join[side];
  if (identity === "row_number") return String(row.number);
  const cell = row.cells[identity.index]?.trim() ?? "";
  const isNumbered = join.list === "row_number" || join.truth === "row_number";
  return isNumbered ? cell.replace(/^0*(\d+?)(?:\.0*)?$/, "$1") : cell;
}

/** A record of nothing but delimiters. */
export function isEmpty({ cells }: TableRow): boolean {
  return cells.every((cell) => cell.trim() === "");
}

function named(wanted: string, option: string, header: Header): Identity {
  const found = columnsNamed(wanted, header.columns);
  if (found.length === 0 && fold(wanted) === rowWord) return "row_number";
  const { index } = requireColumn(wanted, option, [header]);
  return { column: header.columns[index] ?? "", index };
}

async function findJoin(list: Table, truth: Table, options: JoinOptions): Promise<Join> {
  const shared = sharedColumns(list, truth, options.taken);
  const unique = await uniqueColumns(truth, shared, options.signal);
  const [only, second] = shared.filter(({ truth: { index } }) => unique.has(index));
  if (only !== undefined && second === undefined) return only;
  const [row, secondRow] = columnsNamed(rowWord, truth.columns);
  const numbered = row !== undefined && secondRow === undefined;
  if (numbered && columnsNamed(rowWord, list.columns).length === 0) {
    return { list: "row_number", truth: { column: truth.columns[row] ?? "", index: row } };
  }
  throw unclear(list, truth, shared, unique);
}

interface Shared extends Join {
  list: { column: string; index: number };
  truth: { column: string; index: number };
}

function sharedColumns(list: Header, truth: Header, taken: ReadonlySet<number>): Shared[] {
  return truth.columns.flatMap((column, index) => {
    const isOurs = column.trim() === "" || fold(column).startsWith("hb_");
    if (isOurs || taken.has(index) || columnsNamed(column, truth.columns).length > 1) return [];
    const [at, second] = columnsNamed(column, list.columns);
    if (at === undefined || second !== undefined) return [];
    return [{ list: { column: list.columns[at] ?? "", index: at }, truth: { column, index } }];
  });
}

/** Those of the shared columns that have another value, and one, in every row of the truth file. */
async function uniqueColumns(
  truth: Table,
  shared: readonly Shared[],
  signal: AbortSignal,
): Promise<Set<number>> {
  const seen = new Map(shared.map((one) => [one.truth.index, new Set<string>()]));
  for await (const rows of truth.rows({ signal })) {
    if (seen.size === 0) break;
    for (const row of rows) {
      if (row.kind !== "record" || isEmpty(row)) continue;
      for (const [index, values] of seen) {
        const value = row.cells[index]?.trim() ?? "";
        if (value === "" || values.has(value)) seen.delete(index);
        else values.add(value);
      }
    }
  }
  return new Set(seen.keys());
}

function unclear(
  list: Header,
  truth: Header,
  shared: readonly Shared[],
  unique: ReadonlySet<number>,
): UsageError {
  const several = shared.filter((one) => unique.has(one.truth.index));
  const names = several.map((one) => one.truth.column.trim());
  const what =
    several.length > 0
      ? `several columns could (${names.join(", ")})`
      : `no column of ${fileName(truth.file)} is in ${fileName(list.file)} too and different in every row`;
  return new UsageError(
    "id_unclear",
    `It is not clear what identifies a row: ${what}.`,
    `Name the column with --id (and --truth-id where ${fileName(truth.file)} calls it otherwise), or say --id row for row numbers. ${columnsText(truth, true)}`,
  );
}
