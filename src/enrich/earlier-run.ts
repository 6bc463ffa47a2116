import { InputError } from "../model/errors.ts";
import { codeOfReason, reasonCodes } from "../model/reason.ts";
import { statuses, unansweredStatuses } from "../model/status.ts";
import type { SuppressionKeys } from "../model/suppressions.ts";
import type { Table, TableRow } from "../table/table.ts";
import { outputColumns } from "./cells/output-columns.ts";
import { earlierColumns } from "./earlier-columns.ts";
import { type Finding, withheld } from "./finding.ts";
import type { RowLayout } from "./receipt/row-layout.ts";
import { staleSinceUnknown } from "./refresh/stale-column.ts";
import { type ToldAnswers, toldText } from "./refresh/told-answers.ts";
import { readReplacements } from "./write/replacement.ts";

/** What an earlier run found, as it stands in the list that it wrote. */
export interface EarlierRun {
  /** The profile columns of the list, in its order. */
  fields: readonly string[];
  /** undefined for a row that is to be asked about again. InputError where it has no status. */
  answerOf(row: TableRow): EarlierAnswer | undefined;
  /**
   * Of a list all of whose rows are asked about again: what it says was found for this one. Absent
   * where those without an answer alone are. InputError where the row has no status.
   */
  before?(row: TableRow): EarlierAnswer;
  /** And what its rows were like then, where its columns are understood as they were. */
  layout?: RowLayout | undefined;
  /** Which of its answers would be the same again, as long as its terms are. */
  answers?: ToldAnswers | undefined;
  /** What the list says in the columns of a run (refresh/told-answers.ts). */
  told?(row: TableRow): string;
  /** Hears which rows are asked about as they were (refresh/confirm-by-profile.ts). */
  confirms?: ((row: number) => void) | undefined;
}

export type RunToRefresh = EarlierRun & Required<Pick<EarlierRun, "before" | "told">>;

export interface EarlierAnswer {
  finding: Finding;
  /** Number of the row that it repeats, else 0. */
  duplicateOf: number;
  /** ISO day on which it was last confirmed, or `unknown`; absent where there is nothing to confirm. */
  asOf?: string;
}

/**
 * @param table the list without its `hb_` columns (without-columns.ts), which hands them on. Throws
 * UsageError or InputError where they are not what a run writes.
 */
export function readEarlierRun(table: Pick<Table, "file" | "dropped">): EarlierRun {
  const { fields, stated } = readStated(table);
  return {
    fields,
    answerOf(row) {
      const answer = stated(row);
      return unansweredStatuses.has(answer.finding.status) ? undefined : answer;
    },
  };
}

/**
 * The same of a list all of whose rows are asked about again.
 *
 * @param asOf the day on which the list was written, where that is known
 */
export function readRunToRefresh(
  table: Pick<Table, "file" | "dropped">,
  asOf: string | undefined,
): RunToRefresh {
  const { fields, stated, told } = readStated(table, asOf);
  return {
    ...{ fields, told },
    answerOf: () => undefined,
    // Rows that were put in since have nothing in our columns.
    before: (row) => (row.dropped?.every((cell) => cell.trim() === "") ? newRow : stated(row)),
  };
}

const newRow: EarlierAnswer = {
  finding: {
    status: "not_attempted",
    reason: "",
    matchedOn: "",
    npi: "",
    candidates: [],
    cells: [],
  },
  duplicateOf: 0,
};

function readStated(table: Pick<Table, "file" | "dropped">, asOf?: string) {
  const { fields, positions, replaced, stale } = earlierColumns(table.file, table.dropped ?? []);
  const places = new Map(outputColumns(fields).map((name, index) => [name, index]));

  function cellsOf(row: TableRow): string[] {
    const cells = positions.map((position) => row.dropped?.[position] ?? "");
    if (row.values !== undefined) cells[confidencePlace] = asWritten(cells[confidencePlace]);
    return cells;
  }

  return {
    fields,
    told: (row: TableRow) => toldText(cellsOf(row), row.dropped?.[stale ?? -1] ?? ""),
    stated(row: TableRow): EarlierAnswer {
      const cells = cellsOf(row);
      const cell = (name: string) => cells[places.get(name) ?? -1] ?? "";
      const status = statuses.find((known) => known === cell("hb_status").trim());
      if (status === undefined) throw noStatus(table.file, row.number);
      // Whatever somebody has written into such a row since.
      if (status === "suppressed") return { finding: withheld, duplicateOf: 0 };
      return {
        finding: {
          status,
          reason: reasonOf(cell("hb_reason")),
          confidence: confidenceOf(cell("hb_confidence")),
          matchedOn: cell("hb_matched_on"),
          npi: cell("hb_npi"),
          candidates: candidatesOf(cell("hb_candidates")),
          // A list is read twice, and the first time nobody asks.
          get keys() {
            return keysOf(cell);
          },
          cells: cells.slice(cells.length - fields.length),
          kept: cells,
          replaced: readReplacements(row.dropped?.[replaced ?? -1] ?? ""),
        },
        asOf: sinceWhen(row.dropped?.[stale ?? -1] ?? "", cell("hb_source_as_of"), asOf),
        duplicateOf: /^[1-9]\d*$/.test(cell("hb_duplicate_of"))
          ? Number(cell("hb_duplicate_of"))
          : 0,
      };
    },
  };
}

/** Where an earlier refresh said it, that holds; else the day of the source, else of the run. */
function sinceWhen(said: string, sourceDay: string, runDay: string | undefined): string {
  const day = [said.trim(), sourceDay.trim()].find((text) => /^\d{4}-\d\d-\d\d$/.test(text));
  return day ?? runDay ?? staleSinceUnknown;
}

function noStatus(file: string, row: number): InputError {
  return new InputError(
    "hb_status_unknown",
    `${file}, row ${row}: its hb_status is none that heartbeat gives.`,
    "Write not_attempted there to have the row asked about, or enrich the whole list with --replace-hb.",
  );
}

const confidencePlace = outputColumns([]).indexOf("hb_confidence");

/** In a workbook the confidence is a number, which has lost its zeros. */
function asWritten(number: string | undefined): string {
  const confidence = confidenceOf(number ?? "");
  return confidence === undefined ? (number ?? "") : confidence.toFixed(4);
}

/** Reasons are counted and shown by their code, so that nothing else may pass for one. */
function reasonOf(cell: string): string {
  const isKnown = Object.hasOwn(reasonCodes, codeOfReason(cell));
  return isKnown ? cell : "other: this version of heartbeat gives no such reason";
}

function confidenceOf(cell: string): number | undefined {
  return /^[01](\.\d+)?$/.test(cell) ? Number(cell) : undefined;
}

/** Everybody whom the cell names, also where it was edited since. */
function candidatesOf(cell: string): Finding["candidates"] {
  return [...cell.matchAll(/(?<!\d)(\d{10})(?!\d)(?::([01](?:\.\d+)?)(:holder)?)?/g)].map(
    ([, npi = "", confidence, holder]) => ({
      npi,
      confidence: Number(confidence ?? 0),
      ...(holder === undefined ? {} : { matched_on: "npi" }),
    }),
  );
}

/** By what the person named can be suppressed, as far as the list says it. */
function keysOf(cell: (name: string) => string): SuppressionKeys | undefined {
  const npi = /\d{10}/.exec(cell("hb_npi"))?.[0];
  const phones = ["hb_phone", "hb_fax"].map(cell).filter((phone) => phone !== "");
  const licenses = [...cell("hb_licenses").matchAll(/([A-Z]{2}):([^;]+)/g)].map(
    ([, state = "", number = ""]) => ({ state, number: number.trim() }),
  );
  if (npi === undefined && phones.length === 0 && licenses.length === 0) return undefined;
  return { ...(npi === undefined ? {} : { npi }), phones, licenses };
}
