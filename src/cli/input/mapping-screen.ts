import type { Estimate, ListReading, SettledContext } from "../../enrich/receipt/receipt.ts";
import { unsureConfidence } from "../../table/columns/column-confidence.ts";
import { leadFields } from "../../table/columns/lead-field.ts";
import type { Table } from "../../table/table.ts";
import { printable, shorten } from "../screen/printable.ts";
import { count, counted } from "../screen/progress.ts";
import { damageLines } from "./damage-screen.ts";
import type { Earlier } from "./earlier-terms.ts";
import { readingLines } from "./reading-lines.ts";
import { besideOf } from "./receipt-place.ts";

const found = {
  name: "by its name",
  content: "by its content",
  map: "as you said",
} as const;

/** Words only for what is less than sure. */
function surenessOf(confidence: number): string {
  if (confidence >= 0.9) return "";
  return confidence > unsureConfidence ? ", likely" : ", unsure";
}

/**
 * How the list was understood, shown before any work.
 *
 * @param settled undefined where nobody was asked, so that there is no context yet
 */
export function mappingLines(
  table: Table,
  survey: ListReading,
  settled: (SettledContext & { estimate?: Estimate }) | undefined,
): string[] {
  const { mapping } = survey;
  const mapped = leadFields.flatMap((field) => {
    const column = mapping[field];
    return column === undefined ? [] : [{ field, ...column }];
  });
  const fieldWidth = Math.max(0, ...mapped.map(({ field }) => field.length));
  const columnWidth = Math.max(0, ...mapped.map(({ column }) => shorten(column, 40).length));
  const used = new Set([...mapped, ...survey.never_sent].map(({ index }) => index));
  const unused = table.columns.filter((_, index) => !used.has(index));
  return [
    `${listName(table)}: ${counted(survey.rows, "row")}, ${dialectWords(table)}`,
    ...readingLines(table, survey),
    ...mapped.map(
      ({ field, column, by, confidence }) =>
        `  ${field.padEnd(fieldWidth)}  <- ${shorten(column, 40).padEnd(columnWidth)}  ${found[by]}${surenessOf(confidence)}`,
    ),
    ...survey.not_taken.map(
      ({ field, column }) =>
        `  ${shorten(column, 40)} is not taken as ${field}: its cells hold something else`,
    ),
    ...(unused.length === 0 ? [] : [`  not used: ${shorten(unused.map(quiet).join(", "), 66)}`]),
    ...neverSentLines(survey),
    ...(settled === undefined ? [] : contextLines(settled)),
    ...damageLines(survey.damage),
  ];
}

/** Columns that no field may have, whatever `--map` says. */
function neverSentLines({ never_sent }: ListReading): string[] {
  if (never_sent.length === 0) return [];
  return [`  never sent: ${shorten(never_sent.map(({ column }) => quiet(column)).join(", "), 64)}`];
}

function contextLines(settled: SettledContext & { estimate?: Estimate }): string[] {
  const { context, context_from, estimate } = settled;
  const { requests = 0, isTooDear = false } = estimate ?? {};
  const asked = requests === 0 ? "" : ` by ${counted(requests, "request")}`;
  return [
    `  name order ${context.name_order} (${context_from.name_order}), prior ${context.prior.toFixed(2)} (${context_from.prior}${asked})`,
    ...(isTooDear ? ["  --max-requests is too low to estimate the prior; --prior says it"] : []),
    ...nameColumnLines(settled),
  ];
}

const nameColumnNotes = {
  swapped: "first and last name columns look swapped; read the other way round",
  full_in_first: "the first-name column holds whole names; they are read from there",
  full_in_last: "the last-name column holds whole names; they are read from there",
} as const;

/** Name columns that are not read as their headers say. */
function nameColumnLines({ context, context_from }: SettledContext): string[] {
  const columns = context.name_columns ?? "as_named";
  if (columns === "as_named") return [];
  const from = context_from.name_columns;
  return [
    `  ${nameColumnNotes[columns]} (${from})`,
    ...(from === "estimated" ? ["  --name-columns as_named reads them as their headers say"] : []),
  ];
}

/** What is asked about again, and under which terms. */
export function retryLines(
  table: Pick<Table, "file">,
  { rows, open_rows = 0 }: ListReading,
  earlier: Earlier | undefined,
): string[] {
  if (earlier === undefined) return [];
  const { terms, run } = earlier;
  if (run.before !== undefined) return refreshLines(table, rows, earlier);
  return [
    open_rows === 0
      ? `Nothing to retry: no row is error or not_attempted, so that all ${count(rows)} keep their answers.`
      : `${counted(open_rows, "row")} of ${count(rows)} to retry; the others keep their answers`,
    ...(terms === undefined
      ? [noReceiptLine(table.file)]
      : [
          `as its receipt says: release ${terms.release.slice(0, 12)}, columns, context and confidence as they were`,
        ]),
  ];
}

function refreshLines({ file }: Pick<Table, "file">, rows: number, { terms }: Earlier): string[] {
  const anew = "; columns as they are understood now";
  return [
    `${counted(rows, "row")} to refresh`,
    terms === undefined
      ? noReceiptLine(file)
      : `as its receipt says: context and confidence as they were${terms.mapping === undefined ? anew : ", and the columns"}; it was of release ${terms.release.slice(0, 12)}`,
  ];
}

function noReceiptLine(file: string): string {
  const where = file === "-" ? "with standard input" : `at ${printable(besideOf(file))}`;
  return `no receipt ${where}: columns, context and confidence are settled anew, the release is not checked`;
}

export function listName({ file }: Pick<Table, "file">): string {
  return file === "-" ? "standard input" : printable(file);
}

export function dialectWords({ dialect, sheet }: Pick<Table, "dialect" | "sheet">): string {
  if (sheet !== undefined) return `workbook, sheet "${shorten(sheet, 40)}"`;
  const delimiters = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;
  return `${delimiters[dialect.delimiter]}, ${dialect.encoding}${dialect.bom ? " with BOM" : ""}`;
}

export function quiet(column: string): string {
  return column.trim() === "" ? "(no name)" : column;
}
