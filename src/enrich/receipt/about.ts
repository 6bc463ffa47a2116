import { basename } from "node:path";
import { statuses, statusMeanings } from "../../model/status.ts";
import { type LeadField, leadFields } from "../../table/columns/lead-field.ts";
import type { AboutSection, Table } from "../../table/table.ts";
import { alwaysColumns } from "../cells/field-catalogue.ts";
import { columnSays } from "../cells/provenance-columns.ts";
import { replacedColumn } from "../write/replacement.ts";
import type { Receipt, Survey } from "./receipt.ts";

export interface AboutOptions {
  table: Pick<Table, "file" | "format" | "sheet" | "dialect">;
  survey: Survey;
  receipt: Receipt;
  /** Profile columns of the output. */
  fields: readonly string[];
  /** Of the program. */
  version: string;
  /** Settings that decide what comes out, as they counted; undefined ones are left out. */
  settings: Readonly<Record<string, string | number | undefined>>;
}

/**
 * What an output says about how it came to be: receipt, mapping, context, settings, and a legend of
 * statuses and columns. No time and no path: the same run says the same, and no more than the list.
 */
export function aboutRun(options: AboutOptions): AboutSection[] {
  return [
    { title: "heartbeat", rows: originRows(options) },
    { title: "Receipt", rows: receiptRows(options.receipt) },
    {
      title: "Reasons, commonest first",
      rows: options.receipt.reasons.map(([code, n]) => [code, `${n}`]),
    },
    { title: "Columns that were used", rows: mappingRows(options.receipt) },
    { title: "How the list was read", rows: contextRows(options) },
    { title: "Settings", rows: settingRows(options) },
    ...writtenSection(options.receipt),
    { title: "Statuses", rows: statuses.map((status) => [status, statusMeanings[status]]) },
    { title: "Columns that were added", rows: columnRows(options) },
  ];
}

function originRows({ table, survey, receipt, version }: AboutOptions): string[][] {
  return [
    ["version", version],
    ["list", table.file === "-" ? "standard input" : basename(table.file)],
    ...(table.sheet === undefined ? [] : [["sheet", table.sheet]]),
    ["SHA-256 of the list", survey.input_sha256],
    ["release of the registry", receipt.release],
  ];
}

function receiptRows(receipt: Receipt): string[][] {
  return [
    ["rows in the list", `${receipt.rows_in}`],
    ["rows written", `${receipt.rows_out}`],
    ...statuses.map((status) => [status, `${receipt.statuses[status]}`]),
    ["rows that repeat an earlier one", `${receipt.duplicate_rows}`],
    ...duplicateRows(receipt),
    ["leads asked", `${receipt.requests}`],
    ["SHA-256 of the list's own rows", receipt.untouched_sha256],
  ];
}

function duplicateRows({ dedupe }: Receipt): string[][] {
  if (dedupe === undefined) return [];
  const { duplicates, dropped } = dedupe;
  return [
    ["rows that are somebody whom an earlier one names", `${duplicates}`],
    ...(dropped === undefined ? [] : [["of them left out", `${dropped.count}`]]),
  ];
}
const replacedSays = "cells of the list that were written, and what stood there, as JSON";

const foundBy = { name: "by its name", content: "by its content", map: "as you said" } as const;

function mappingRows({ mapping }: Receipt): string[][] {
  return leadFields.flatMap((field: LeadField) => {
    const mapped = mapping[field];
    if (mapped === undefined) return [];
    return [[field, mapped.column, `column ${mapped.index + 1}, ${foundBy[mapped.by]}`]];
  });
}

function contextRows({ table, survey, receipt }: AboutOptions): string[][] {
  const { context, context_from: from } = survey;
  const { delimiter, encoding } = receipt.dialect;
  return [
    ...(table.format === "xlsx"
      ? [["format", "workbook"]]
      : [
          ["delimiter", delimiter === "\t" ? "tab" : delimiter],
          ["encoding", encoding],
        ]),
    ["name order", context.name_order, from.name_order],
    ["name columns", context.name_columns ?? "as_named", from.name_columns],
    ["prior", `${context.prior}`, from.prior],
  ];
}

function settingRows({ receipt, settings }: AboutOptions): string[][] {
  const given = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, `${value}`]],
  );
  return [
    ["min_confidence", `${receipt.min_confidence}`],
    ...(receipt.target_precision === undefined
      ? []
      : [["target_precision", `${receipt.target_precision}`]]),
    ...given,
  ];
}

function writtenSection({ write }: Receipt): AboutSection[] {
  if (write === undefined) return [];
  const rows = write.columns.map(({ column, name, field, cells, kept_verified: kept }) => [
    `column ${column}, ${name}`,
    field,
    `${cells} cells`,
    ...(kept === 0 ? [] : [`${kept} verified and kept`]),
  ]);
  return [{ title: `The list's own columns, --write ${write.mode}`, rows }];
}

function columnRows({ survey, fields, receipt }: AboutOptions): string[][] {
  const columns = [
    ...(survey.extra_columns === 0
      ? []
      : [["hb_extra_1 …", "cells of the list beyond its header"]]),
    ...alwaysColumns.map(({ name, says }) => [name, says]),
    ...fields.map((name) => [name, columnSays(name)]),
    ...(receipt.write === undefined ? [] : [[replacedColumn, replacedSays]]),
  ];
  return columns.map(([name = "", says = ""]) => [name, says.replaceAll("`", "")]);
}
