import type { Config, Flags } from "../../config.ts";
import { UsageError } from "../../model/errors.ts";
import { formatOfName, type OutputFormat } from "../../table/output-format.ts";
import type { Table } from "../../table/table.ts";
import type { Io } from "../io.ts";
import { printable } from "../screen/printable.ts";

interface Asked {
  flags: Flags;
  /** As it was typed. */
  output: string | undefined;
}

/**
 * The format that was asked for: by `--format`, else by the name of `--output`, else by a setting
 * of another layer. undefined: the output is what the list is.
 */
export function askedFormat(
  { settings }: Config,
  { flags, output }: Asked,
): OutputFormat | undefined {
  if (flags.format !== undefined) return settings.format;
  return (output === undefined ? undefined : formatOfName(output)) ?? settings.format;
}

/** The output's format once the list is open: its name never promises another one by default. */
export function settleFormat(
  asked: OutputFormat | undefined,
  output: string,
  table: Pick<Table, "format">,
): OutputFormat {
  return asked ?? formatOfName(output) ?? table.format;
}

/** UsageError for a workbook on a terminal, which would only show its bytes. */
export function refuseOnTerminal(format: OutputFormat | undefined, output: string, io: Io): void {
  if (format !== "xlsx" || output !== "-" || io.stdout.isTTY !== true) return;
  throw new UsageError(
    "xlsx_to_terminal",
    "A workbook cannot be shown on a terminal.",
    "Write it to a file with --output FILE, or choose --format csv.",
  );
}

/** Said where `--format` and the output's name do not agree. */
export function contradictionLines(format: OutputFormat, { flags, output }: Asked): string[] {
  const named = output === undefined ? undefined : formatOfName(output);
  if (flags.format === undefined || named === undefined || named === format) return [];
  return [
    `note: ${printable(output ?? "")} will hold ${format}, as --format says, though its name says ${named}`,
  ];
}
