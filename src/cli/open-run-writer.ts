import type { Config } from "../config.ts";
import { aboutRun } from "../enrich/about.ts";
import type { RunWriter } from "../enrich/enrich.ts";
import { outputColumns } from "../enrich/output-columns.ts";
import type { Survey } from "../enrich/receipt.ts";
import type { AtomicFileOptions } from "../table/atomic-file.ts";
import { openWriter } from "../table/open-writer.ts";
import type { OutputFormat } from "../table/output-format.ts";
import type { RejectsWriter } from "../table/rejects-writer.ts";
import type { Table } from "../table/table.ts";
import type { Io } from "./io.ts";
import { overridesOf } from "./list.ts";
import { version } from "./version.ts";

interface RunWriterOptions {
  table: Table;
  survey: Survey;
  fields: readonly string[];
  config: Config;
  format: OutputFormat;
  rejects: RejectsWriter | undefined;
  io: Io;
  atomic: AtomicFileOptions;
}

/** The writer of a run's output, which ends with what the run says about itself. */
export async function openRunWriter(path: string, options: RunWriterOptions): Promise<RunWriter> {
  const { table, survey, fields, config, format, rejects, io, atomic } = options;
  const { columns, header, dialect, sheet } = table;
  const { settings } = config;
  const writer = await openWriter(path, {
    ...{ columns, header, dialect, format },
    ...(sheet === undefined ? {} : { sheet }),
    added: outputColumns(fields),
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
      // The rejects first: where they fail, the output must not look like a finished run.
      await rejects?.finish();
      const told = {
        fields: settings.fields ?? "default",
        map: overridesOf(config).join(", ") || undefined,
        format,
      };
      const run = { table, survey, receipt, fields };
      await writer.finish(aboutRun({ ...run, version: version(), settings: told }));
    },
  };
}
