import { UsageError } from "../../model/errors.ts";
import type { Written } from "../files/output-path.ts";
import type { ReceiptPlace } from "../input/receipt-place.ts";

/** What a run writes beside its output and receipt, where it was asked to. */
export interface SideFiles {
  rejects: string | undefined;
  provenance: string | undefined;
  changes: string | undefined;
  junit: string | undefined;
  report: string | undefined;
}

/** A receipt beside the output is replaced like the output itself, or removed. */
export function writtenFiles(
  output: string,
  { rejects, provenance, changes, junit, report }: SideFiles,
  { file, beside }: ReceiptPlace,
  duplicates?: string,
): Written[] {
  const files: Written[] = [{ flag: "--output", path: output }];
  if (rejects !== undefined) files.push({ flag: "--rejects", path: rejects });
  if (provenance !== undefined) files.push({ flag: "--provenance", path: provenance });
  if (changes !== undefined) files.push({ flag: "--changes", path: changes });
  if (junit !== undefined) files.push({ flag: "--junit", path: junit });
  if (report !== undefined) files.push({ flag: "--report", path: report });
  if (duplicates !== undefined) files.push({ flag: "--duplicates", path: duplicates });
  if (file !== undefined) files.push({ flag: "--receipt", path: file });
  if (beside !== undefined && beside !== file) files.push({ flag: "--output", path: beside });
  return files;
}

/** Of what a run writes only the list itself can go to standard output, and nothing beside it. */
export function refuseMixedStdout(
  json: boolean,
  output: string,
  { rejects, provenance, changes, junit, report }: SideFiles,
  receipt: string | undefined,
): void {
  if (rejects === "-") {
    throw new UsageError("usage", "--rejects needs a file.", "For example: --rejects rejects.csv");
  }
  if (provenance === "-") {
    throw new UsageError(
      "usage",
      "--provenance needs a file.",
      "For example: --provenance cells.ndjson",
    );
  }
  if (junit === "-") {
    throw new UsageError("usage", "--junit needs a file.", "For example: --junit checks.xml");
  }
  if (changes === "-") {
    throw new UsageError("usage", "--changes needs a file.", "For example: --changes changes.csv");
  }
  if (report === "-") {
    throw new UsageError("usage", "--report needs a file.", "For example: --report report.html");
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
