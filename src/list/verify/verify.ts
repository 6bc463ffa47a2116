import { type ReceiptFile, writtenSha256 } from "../../enrich/receipt/receipt-file.ts";
import { headerHash } from "../../enrich/receipt/write-up-receipt.ts";
import type { Table } from "../../table/table.ts";
import { originalTable } from "../original/original-table.ts";
import { withoutRows } from "../original/without-rows.ts";
import { checkDropped } from "./check-dropped.ts";
import { type Comparison, compareRecords } from "./compare-records.ts";
import { countStatuses } from "./count-statuses.ts";
import { findMoved, type MovedRecords } from "./moved-records.ts";
import { headerWords, inputWords, recordWords, statusWords } from "./words-of-checks.ts";

export const checkNames = [
  "receipt",
  "input",
  "header",
  "records",
  "dropped",
  "statuses",
  "output",
] as const;

/** One thing that was looked at. */
export interface Check {
  name: (typeof checkNames)[number];
  /** null where it could not be made. */
  ok: boolean | null;
  /** A clause in words; rows by number, never what stands in them. */
  says: string;
}

export interface VerifyOptions {
  receipt: ReceiptFile;
  /** What is wrong with the receipt itself. */
  faults: readonly string[];
  /** The log of duplicates, where the run has left out any. */
  log?: Table | undefined;
  signal: AbortSignal;
  onProgress?: (rows: number) => void;
}

/** The checks when there is no receipt to check by. */
export function withoutReceipt(why: string): Check[] {
  // Nobody knows whether any were.
  return checkNames
    .filter((name) => name !== "dropped")
    .map((name) =>
      name === "receipt"
        ? { name, ok: false, says: why }
        : { name, ok: null, says: "not checked without a receipt" },
    );
}

/**
 * Holds an enriched list against the receipt of its run, and against the list the run read where
 * that is given; `input` has the columns that the run dropped no more.
 */
export async function verify(
  enriched: Table,
  input: Table | undefined,
  { receipt, faults, log, signal, onProgress }: VerifyOptions,
): Promise<Check[]> {
  const { dropped } = receipt;
  const original = originalTable(enriched, receipt);
  // A workbook keeps the cells of a text, and not its quotes.
  const by = receipt.input.format === "csv" && receipt.output.format === "xlsx" ? "cells" : "bytes";
  const list = input && withoutRows(input, dropped?.rows ?? "");
  const compared = await compareRecords(original, list, { by, signal, onProgress });
  const moved =
    list === undefined || compared.otherCells === 0
      ? undefined
      : await findMoved(original, list, signal);
  const header = checkHeader(original, input, receipt, by);
  const records = checkRecords(receipt, compared, moved, by);
  const statuses = statusWords(receipt, await countStatuses(enriched, signal));
  const rest = [header, records, statuses];
  return [
    { name: "receipt", ok: faults.length === 0, says: faults.join("; ") || "well-formed, adds up" },
    { name: "input", ...inputWords(receipt, input, compared) },
    { name: "header", ...header },
    { name: "records", ...records },
    ...(dropped === undefined
      ? []
      : [{ name: "dropped" as const, ...(await checkDropped(log, receipt, signal)) }]),
    { name: "statuses", ...statuses },
    {
      name: "output",
      ...checkOutput(
        enriched,
        receipt,
        rest.every(({ ok }) => ok !== false),
      ),
    },
  ];
}

type Finding = Omit<Check, "name">;

function checkHeader(
  original: Table,
  input: Table | undefined,
  receipt: ReceiptFile,
  by: "bytes" | "cells",
): Finding {
  const isTold = by === "cells" || headerHash(original) === receipt.header_sha256;
  const differing =
    input === undefined
      ? []
      : input.columns.flatMap((column, i) => (column === original.columns[i] ? [] : [i + 1]));
  const isOther = input !== undefined && input.columns.length !== original.columns.length;
  const isSame =
    input === undefined || by === "cells" || headerHash(input) === headerHash(original);
  const ok = isTold && isSame && !isOther && differing.length === 0;
  return { ok, says: headerWords(original, input, receipt, { ok, differing }) };
}

function checkRecords(
  receipt: ReceiptFile,
  compared: Comparison,
  moved: MovedRecords | undefined,
  by: "bytes" | "cells",
): Finding {
  const { enriched, input } = compared;
  const isTold =
    enriched.rows === receipt.rows_out &&
    (by === "cells" || enriched.untouched_sha256 === writtenSha256(receipt));
  const ok = isTold && compared.differing === 0;
  // Another file than the run's says nothing about which rows were edited.
  const isInput = input?.untouched_sha256 === writtenSha256(receipt);
  return { ok, says: recordWords(receipt, compared, { ok, isTold, isInput, moved }) };
}

function checkOutput(enriched: Table, { output }: ReceiptFile, isListWhole: boolean): Finding {
  if (output.sha256 === undefined) {
    return { ok: null, says: "not checked: a workbook that holds its receipt holds no own hash" };
  }
  if (enriched.sha256() === output.sha256) return { ok: true, says: "the file as it was written" };
  return {
    ok: false,
    says: isListWhole
      ? "edited since the run, but the list's own cells and the statuses are untouched"
      : "edited since the run",
  };
}
