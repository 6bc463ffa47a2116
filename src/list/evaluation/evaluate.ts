import { askSuppressions } from "../../enrich/withhold.ts";
import { InputError } from "../../model/errors.ts";
import type { SuppressionKeys, Suppressions } from "../../model/suppressions.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { columnsNamed, fileName, requireColumn } from "./find-column.ts";
import { type Join, keyOf, settleJoin } from "./join-rows.ts";
import { type Measures, measure } from "./measure.ts";
import { createOrderCheck } from "./order-check.ts";
import { findAnswerColumns, readAnswer } from "./read-answer.ts";
import { readTruth, type Truth } from "./read-truth.ts";
import type { ScoredLead } from "./scored-lead.ts";
import type { GroupColumn } from "./value-figures.ts";

/** Columns as the user named them. */
export interface EvaluateOptions {
  id?: string | undefined;
  truthId?: string | undefined;
  npi: string;
  inRegistry?: string | undefined;
  by: readonly string[];
}

interface EvaluateDeps {
  suppressions: Suppressions;
  signal: AbortSignal;
  /** Called with the rows of the list read so far. */
  onProgress?: (rows: number) => void;
}

/** Measures, and what they were taken from; in the keys of `--json`. */
export interface Evaluation extends Measures {
  /** Files as the user named them, and the columns that were used. */
  list: string;
  truth: string;
  /** Null: the row's number. */
  joined_by: { list: string | null; truth: string | null };
  npi_column: string;
  in_registry_column: string | null;
  rows: RowCounts;
}

interface RowCounts {
  list: number;
  truth: number;
  /** Rows of the list without a line in the truth file; left out of every figure. */
  list_without_truth: number;
  /** Rows of the truth file that no row of the list asked for; left out too. */
  truth_without_list: number;
  /** Rows whose answer or right answer is somebody suppressed; left out of every figure. */
  withheld: number;
}

const defaultInRegistry = "in_registry";

/** Compares an enriched list with its right answers. */
export async function evaluate(
  list: Table,
  truthTable: Table,
  options: EvaluateOptions,
  { suppressions, signal, onProgress = () => undefined }: EvaluateDeps,
): Promise<Evaluation> {
  const answers = findAnswerColumns(list);
  const npi = requireColumn(options.npi, "--npi", [truthTable]).index;
  const inRegistry = findInRegistry(truthTable, options.inRegistry);
  const taken = new Set(inRegistry === undefined ? [npi] : [npi, inRegistry]);
  const groups = findGroups(list, truthTable, options.by);
  const join = await settleJoin(list, truthTable, { ...options, taken, signal });
  const kept = groups.filter(({ file }) => file === "truth").map(({ index }) => index);
  const truth = await readTruth(truthTable, join, { npi, inRegistry, kept }, signal);

  const leads: ScoredLead[] = [];
  const seen = new Set<string>();
  const order = createOrderCheck(list, join);
  let rows = 0;
  let withheld = 0;
  for await (const batch of list.rows({ signal })) {
    const scored = batch.flatMap((row) => (row.kind === "blank_line" ? [] : (score(row) ?? [])));
    const hits = await askSuppressions(scored.flatMap(questionsOf), suppressions);
    scored.forEach((one, i) => {
      if (hits[2 * i] || hits[2 * i + 1]) withheld++;
      else add(one);
    });
    onProgress(rows);
  }
  const counts = countRows(rows, leads, seen, { truth, withheld });
  order.refuseMoved(truthTable.file, truth.rows);
  refuseUnjoined(list, truthTable, join, counts);
  return {
    list: list.file,
    truth: truthTable.file,
    joined_by: { list: columnOf(join.list), truth: columnOf(join.truth) },
    npi_column: truthTable.columns[npi] ?? "",
    in_registry_column: inRegistry === undefined ? null : (truthTable.columns[inRegistry] ?? ""),
    rows: counts,
    ...measure(leads, groups),
  };

  /** undefined for a row without a right answer. */
  function score(row: TableRow): Scored | undefined {
    rows++;
    order.see(row);
    const key = keyOf(join, "list", row);
    const right = truth.rows.get(key);
    if (right === undefined) return undefined;
    seen.add(key);
    const lead = { ...readAnswer(row, answers, list.file), truth: right.npi };
    return { row, lead, cells: right.cells };
  }

  function add({ row, lead, cells }: Scored): void {
    leads.push(lead);
    for (const group of groups) {
      const cell =
        group.file === "list" ? row.cells[group.index] : cells[kept.indexOf(group.index)];
      group.cells.push(group.read(cell ?? ""));
    }
  }
}

interface Scored {
  row: TableRow;
  lead: ScoredLead;
  /** Of the truth file. */
  cells: readonly string[];
}

/** About whoever was named, and whoever it is. */
function questionsOf({ lead: { npi, truth } }: Scored): SuppressionKeys[] {
  return [npi, truth].map((one) => (one === "" ? {} : { npi: one }));
}

interface Group extends GroupColumn {
  index: number;
  cells: string[];
  read: (cell: string) => string;
}

/** A column of the list goes before one of the truth file; a column named twice counts once. */
function findGroups(list: Table, truth: Table, by: readonly string[]): Group[] {
  const groups = by.map((wanted): Group => {
    const { header, index } = requireColumn(wanted, "--by", [list, truth]);
    const column = ([list, truth][header]?.columns[index] ?? "").trim();
    const isReason = header === 0 && column.toLowerCase() === "hb_reason";
    return {
      column,
      file: header === 0 ? "list" : "truth",
      index,
      cells: [],
      // The words behind the code may differ in every row.
      read: isReason ? (cell) => cell.split(":", 1)[0] ?? "" : (cell) => cell,
    };
  });
  const isFirst = (one: Group, at: number) =>
    groups.findIndex(({ file, index }) => file === one.file && index === one.index) === at;
  return groups.filter(isFirst);
}

function findInRegistry(truth: Table, wanted: string | undefined): number | undefined {
  if (wanted !== undefined) return requireColumn(wanted, "--in-registry", [truth]).index;
  const found = columnsNamed(defaultInRegistry, truth.columns);
  return found.length === 1 ? found[0] : undefined;
}

function countRows(
  list: number,
  leads: readonly ScoredLead[],
  seen: ReadonlySet<string>,
  { truth, withheld }: { truth: Truth; withheld: number },
): RowCounts {
  return {
    list,
    truth: truth.read,
    list_without_truth: list - leads.length - withheld,
    truth_without_list: truth.read - seen.size,
    withheld,
  };
}

function columnOf(identity: Join["list"]): string | null {
  return identity === "row_number" ? null : identity.column.trim();
}

function refuseUnjoined(list: Table, truth: Table, join: Join, counts: RowCounts): void {
  const [listName, truthName] = [fileName(list.file), fileName(truth.file)];
  if (counts.list_without_truth === counts.list) {
    throw new InputError(
      "nothing_to_compare",
      `None of the ${counts.list} rows of ${listName} has a line in ${truthName}.`,
      `Rows were looked up by ${words(join.list)} in ${words(join.truth)}, where capitals and leading zeros count; name other columns with --id and --truth-id.`,
    );
  }
  const isNumbered = join.list === "row_number" && join.truth === "row_number";
  if (isNumbered && counts.list !== counts.truth) {
    throw new InputError(
      "row_counts_differ",
      `${listName} has ${counts.list} rows and ${truthName} has ${counts.truth}, so that their row numbers do not tell which belong together.`,
      "Give both files a column that identifies a row, and name it with --id.",
    );
  }
}

function words(identity: Join["list"]): string {
  return identity === "row_number" ? "row number" : identity.column.trim();
}
