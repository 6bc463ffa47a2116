import type { Survey } from "../enrich/receipt.ts";
import { unsureConfidence } from "../table/column-confidence.ts";
import { type LeadField, leadFields } from "../table/lead-field.ts";
import type { Table } from "../table/table.ts";
import { damageLines } from "./damage-screen.ts";
import { printable, shorten } from "./printable.ts";
import { count, counted } from "./progress.ts";
import { readingLines } from "./reading-lines.ts";

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

/** How the list was understood, shown before any work. */
export function mappingLines(table: Table, survey: Survey): string[] {
  const { mapping, context, context_from } = survey;
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
    `  name order ${context.name_order} (${context_from.name_order}), prior ${context.prior.toFixed(2)} (${context_from.prior})`,
    ...nameColumnLines(survey),
    ...damageLines(survey.damage),
  ];
}

/** Columns that no field may have, whatever `--map` says. */
function neverSentLines({ never_sent }: Survey): string[] {
  if (never_sent.length === 0) return [];
  return [`  never sent: ${shorten(never_sent.map(({ column }) => quiet(column)).join(", "), 64)}`];
}

const nameColumnNotes = {
  swapped: "first and last name columns look swapped; read the other way round",
  full_in_first: "the first-name column holds whole names; they are read from there",
  full_in_last: "the last-name column holds whole names; they are read from there",
} as const;

/** Name columns that are not read as their headers say. */
function nameColumnLines({ context, context_from }: Survey): string[] {
  const columns = context.name_columns ?? "as_named";
  if (columns === "as_named") return [];
  const from = context_from.name_columns;
  return [
    `  ${nameColumnNotes[columns]} (${from})`,
    ...(from === "estimated" ? ["  --name-columns as_named reads them as their headers say"] : []),
  ];
}

/** What a run would send, for --dry-run. */
export function dryRunLines(
  survey: Survey,
  output: string,
  savedMap: string | undefined,
): string[] {
  const fields = Object.entries(survey.cells).filter(([field]) => field in survey.mapping);
  const width = Math.max(0, ...fields.map(([field]) => field.length));
  return [
    `Would ask ${count(survey.requests)} requests for ${count(survey.rows)} rows (identical leads are asked once) and send:`,
    ...fields.map(([field, cells]) => {
      const column = survey.mapping[field as LeadField]?.column ?? "";
      return `  ${field.padEnd(width)}  ${count(cells ?? 0).padStart(9)} cells of ${shorten(column, 40)}`;
    }),
    `Would write ${output === "-" ? "to standard output" : printable(output)}.`,
    savedMap === undefined
      ? "Nothing was sent, nothing was written."
      : `Nothing was sent, nothing was written but the mapping in ${printable(savedMap)}.`,
  ];
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
