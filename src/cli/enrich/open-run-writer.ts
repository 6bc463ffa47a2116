import type { Config } from "../../config.ts";
import { outputColumns } from "../../enrich/cells/output-columns.ts";
import type { RunWriter } from "../../enrich/enrich.ts";
import { aboutRun } from "../../enrich/receipt/about.ts";
import type { Survey } from "../../enrich/receipt/receipt.ts";
import { receiptToSections } from "../../enrich/receipt/receipt-sections.ts";
import { type RunFacts, writeUpReceipt } from "../../enrich/receipt/write-up-receipt.ts";
import type { AtomicFileOptions } from "../../table/files/atomic-file.ts";
import { openWriter } from "../../table/open-writer.ts";
import type { OutputFormat } from "../../table/output-format.ts";
import type { Table } from "../../table/table.ts";
import { overridesOf } from "../input/list.ts";
import type { Io } from "../io.ts";
import { version } from "../version.ts";

interface RunWriterOptions {
  table: Table;
  survey: Survey;
  fields: readonly string[];
  fieldsSaid: string;
  config: Config;
  format: OutputFormat;
  io: Io;
  atomic: AtomicFileOptions;
  /** Whether the run may write into the list's own cells, and whether it refreshes them. */
  writes: boolean;
  refreshes: boolean;
  /** Whether an output that has a place for its receipt holds it. */
  withReceipt: boolean;
  facts: () => RunFacts;
}

/** The writer of a run's output, which ends with what the run says about itself. */
export async function openRunWriter(path: string, options: RunWriterOptions): Promise<RunWriter> {
  const { table, survey, fields, config, format, io, atomic } = options;
  const { columns, header, dialect, sheet } = table;
  const { settings } = config;
  const writer = await openWriter(path, {
    ...{ columns, header, dialect, format },
    ...(sheet === undefined ? {} : { sheet }),
    added: outputColumns(fields, options),
    extraColumns: survey.extra_columns,
    raw: settings.raw,
    stdout: io.stdout,
    signal: io.signal,
    ...atomic,
  });
  return {
    write: writer.write,
    abort: writer.abort,
    async finish(receipt) {
      if (format !== "xlsx") return writer.finish();
      const told = {
        fields: options.fieldsSaid,
        map: overridesOf(config).join(", ") || undefined,
        format,
      };
      const run = { table, survey, receipt, fields };
      const about = aboutRun({ ...run, version: version(), settings: told });
      const kept = options.withReceipt
        ? receiptToSections(writeUpReceipt(table, survey, receipt, options.facts()))
        : [];
      await writer.finish([...about, ...kept]);
    },
  };
}
