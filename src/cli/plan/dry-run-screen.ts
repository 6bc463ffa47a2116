import type { ListReading } from "../../enrich/receipt/receipt.ts";
import type { WritePlan } from "../../enrich/write/plan-writing.ts";
import type { LeadField } from "../../table/columns/lead-field.ts";
import { noColumnsToFill } from "../enrich/written-lines.ts";
import { printable, shorten } from "../screen/printable.ts";
import { count, counted } from "../screen/progress.ts";

/** A run that was not begun. */
export interface DryRun {
  survey: ListReading;
  /** Leads that it would ask about, of those that there are. */
  asks: number;
  /** Whom it would ask; undefined for a registry in this process, which costs nothing. */
  elsewhere: Elsewhere | undefined;
  /** `-` for standard output. */
  output: string;
  savedMap: string | undefined;
  /** Undefined where the list's own cells stay as they are. */
  writePlan: WritePlan | undefined;
}

export interface Elsewhere {
  /** Without user and password. */
  address: string;
  /** The public API, which takes several calls for a lead. */
  isPublicApi: boolean;
  /** Requests that an estimate of the prior would add at most; 0 where none would be made. */
  estimate: number;
}

/** What a run would send, for --dry-run. */
export function dryRunLines(run: DryRun): string[] {
  const { survey, asks, elsewhere, output, savedMap } = run;
  const fields = Object.entries(survey.cells).filter(([field]) => field in survey.mapping);
  const width = Math.max(0, ...fields.map(([field]) => field.length));
  const whom = elsewhere === undefined ? "" : ` ${printable(elsewhere.address)}`;
  return [
    `Would ask${whom} ${counted(asks, "request")} for ${counted(survey.rows, "row")} (identical leads are asked once) and send:`,
    ...fields.map(([field, cells]) => {
      const column = survey.mapping[field as LeadField]?.column ?? "";
      return `  ${field.padEnd(width)}  ${count(cells ?? 0).padStart(9)} cells of ${shorten(column, 40)}`;
    }),
    ...limitLines(survey.requests - asks),
    ...(survey.retold === undefined ? [] : [mostRequests]),
    ...elsewhereLines(elsewhere),
    ...writeLines(run.writePlan),
    `Would write ${output === "-" ? "to standard output" : printable(output)}.`,
    savedMap === undefined
      ? "Nothing was sent, nothing was written."
      : `Nothing was sent, nothing was written but the mapping in ${printable(savedMap)}.`,
  ];
}

const mostRequests =
  "Fewer where nothing has changed since: rows whose answer could only be the same are not asked about.";

function writeLines(plan: WritePlan | undefined): string[] {
  if (plan === undefined) return [];
  const whichCells = plan.mode === "fill" ? "empty cells of" : "cells of";
  if (plan.columns.length === 0) return [noColumnsToFill];
  const lines = plan.columns.map(({ name, field }) => `  ${shorten(name, 40)} (${field})`);
  return [
    `Would write into ${whichCells} rows that are matched, where there is a value:`,
    ...lines,
  ];
}

function limitLines(left: number): string[] {
  return left === 0 ? [] : [`--max-requests leaves ${counted(left, "lead")} unasked.`];
}

function elsewhereLines(elsewhere: Elsewhere | undefined): string[] {
  if (elsewhere === undefined) return [];
  const { isPublicApi, estimate } = elsewhere;
  return [
    ...(isPublicApi ? ["A lead takes several calls to the public API."] : []),
    ...(estimate === 0
      ? []
      : [
          `To estimate the prior takes up to ${counted(estimate, "request")} more; --prior saves them.`,
        ]),
  ];
}
