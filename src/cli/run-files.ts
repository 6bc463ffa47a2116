import { UsageError } from "../model/errors.ts";
import type { Written } from "./output-path.ts";
import type { ReceiptPlace } from "./receipt-place.ts";

/** A receipt beside the output is replaced like the output itself, or removed. */
export function writtenFiles(
  output: string,
  rejects: string | undefined,
  { file, beside }: ReceiptPlace,
  duplicates?: string,
): Written[] {
  const files: Written[] = [{ flag: "--output", path: output }];
  if (rejects !== undefined) files.push({ flag: "--rejects", path: rejects });
  if (duplicates !== undefined) files.push({ flag: "--duplicates", path: duplicates });
  if (file !== undefined) files.push({ flag: "--receipt", path: file });
  if (beside !== undefined && beside !== file) files.push({ flag: "--output", path: beside });
  return files;
}

/** Of what a run writes only the list itself can go to standard output, and nothing beside it. */
export function refuseMixedStdout(
  json: boolean,
  output: string,
  rejects: string | undefined,
  receipt: string | undefined,
): void {
  if (rejects === "-") {
    throw new UsageError("usage", "--rejects needs a file.", "For example: --rejects rejects.csv");
  }
  if (receipt === "-") {
    throw new UsageError("usage", "--receipt needs a file.", "For example: --receipt run.json");
  }
  if (!json || output !== "-") return;
  throw new UsageError(
    "usage",
    "--json and the enriched list cannot both go to standard output.",
    "Write the list to a file with --output FILE, or leave --json away.",
  );
}
