import { stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { DedupeMode } from "../../enrich/dedupe/dedupe-outcome.ts";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { UsageError } from "../../model/errors.ts";
import { formatOfName } from "../../table/output-format.ts";
import { isFileToBe } from "../input/receipt-place.ts";
import type { EnrichCall } from "./enrich-job.ts";

/** UsageError for options that only --dedupe gives a meaning. */
export function refuseWithoutDedupe({
  dedupe,
  dedupeAgainst,
  duplicates,
}: Pick<EnrichCall, "dedupe" | "dedupeAgainst" | "duplicates">): void {
  const option = duplicates === undefined ? "--dedupe-against" : "--duplicates";
  if (dedupe === undefined && (duplicates !== undefined || dedupeAgainst.length > 0)) {
    throw new UsageError(
      "usage",
      `${option} is part of --dedupe, and there is no --dedupe.`,
      "Add --dedupe report, mark or drop.",
    );
  }
  if (duplicates === "-") throw needsFile("--duplicates");
  if (dedupeAgainst.includes("-")) throw needsFile("--dedupe-against");
}

function needsFile(option: string): UsageError {
  return new UsageError("usage", `${option} needs a file.`, `For example: ${option} list.csv`);
}

interface Asked {
  mode: DedupeMode | undefined;
  /** `--duplicates`, as a path. */
  given: string | undefined;
}

/**
 * Where the log of duplicates goes; undefined where none is kept: nobody looks for duplicates, or
 * the output has no place beside it and loses no row.
 */
export async function duplicatesPlace(
  output: string,
  { mode, given }: Asked,
): Promise<string | undefined> {
  if (mode === undefined) return undefined;
  if (given !== undefined) return given;
  if (await isFileToBe(output)) return duplicatesBeside(output);
  if (mode !== "drop") return undefined;
  throw new UsageError(
    "duplicates_unkept",
    "What --dedupe drop leaves out has nowhere to go: the output is no file.",
    "Say where with --duplicates FILE.",
  );
}

/**
 * The log of a run that has left out rows; undefined where none is named and none lies beside the
 * enriched list.
 */
export async function logOf(
  enriched: string,
  { dropped }: ReceiptFile,
  given: string | undefined,
): Promise<string | undefined> {
  if (dropped === undefined || dropped.rows === "") return undefined;
  if (given !== undefined || enriched === "-") return given;
  const beside = duplicatesBeside(enriched);
  const isThere = (await stat(beside).catch(() => undefined)) !== undefined;
  return isThere ? beside : undefined;
}

/**
 * `leads.enriched.csv` → `leads.enriched.duplicates.csv`. It is a text, with the list's own
 * delimiter: of a text it keeps the extension.
 */
function duplicatesBeside(output: string): string {
  const extension = extname(output);
  const format = formatOfName(output);
  const isText = extension !== "" && (format === undefined || format === "csv");
  const name = basename(output, extension);
  return join(dirname(output), `${name}.duplicates${isText ? extension : ".csv"}`);
}
