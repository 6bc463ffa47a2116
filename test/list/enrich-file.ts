import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { duplicateColumns } from "../../src/enrich/dedupe/duplicate-cells.ts";
import { createSurvivors } from "../../src/enrich/dedupe/survivors.ts";
import { enrich } from "../../src/enrich/enrich.ts";
import type { Receipt } from "../../src/enrich/receipt/receipt.ts";
import type { ReceiptFile } from "../../src/enrich/receipt/receipt-file.ts";
import { writeUpReceipt } from "../../src/enrich/receipt/write-up-receipt.ts";
import { survey } from "../../src/enrich/rows/survey.ts";
import { noChannelRules } from "../../src/model/channel-rules.ts";
import type { MatchRequest, MatchResult } from "../../src/model/contract.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { openRowLogWriter } from "../../src/table/files/row-log-writer.ts";
import { openTable } from "../../src/table/open-table.ts";
import type { Dialect, Table } from "../../src/table/table.ts";
import { openCsvWriter } from "../../src/table/text/csv-writer.ts";
import { npiOf } from "../helpers/profiles.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { signal } from "../table/temp-list.ts";

/**
 * A list written to `path`, enriched by the fake service into `output`, and the run's receipt. With
 * `log` repeated people are dropped into it.
 */
export async function enrichFile(
  path: string,
  content: Uint8Array,
  output: string,
  delimiter: Dialect["delimiter"],
  log?: string,
): Promise<ReceiptFile> {
  await writeFile(path, content);
  const table = await openTable(path, { tempDir: tmpdir(), delimiter, signal });
  try {
    return await enrichTable(table, output, log);
  } finally {
    await table.close();
  }
}

/** Most names are those of three people. */
function oneOfFew(request: MatchRequest): MatchResult | undefined {
  const letters = request.name?.full?.length ?? 0;
  return letters % 4 === 3 ? undefined : matchedWith(request, npiOf(letters % 4));
}

async function enrichTable(
  table: Table,
  output: string,
  logPath: string | undefined,
): Promise<ReceiptFile> {
  const service = fakeService(logPath === undefined ? {} : { answer: oneOfFew });
  const deps = { service, suppressions: noSuppressions, channels: noChannelRules, signal };
  const settled = await survey(table, { overrides: new Map([["full_name", "@1"]]) }, deps);
  const fields = resolveFields("hb_last_name,hb_phone");
  const hash = createHash("sha256");
  const writer = await openCsvWriter(output, {
    columns: table.columns,
    header: table.header,
    dialect: table.dialect,
    added: outputColumns(fields),
    extraColumns: settled.extra_columns,
    onBytes: (bytes) => hash.update(bytes),
    signal,
  });
  const log =
    logPath === undefined
      ? undefined
      : await openRowLogWriter(logPath, {
          ...{ names: duplicateColumns, list: table, raw: false },
          rows: { extraColumns: settled.extra_columns },
        });
  const survivors = createSurvivors().begin("leads.csv");
  const outcome: Receipt = await enrich(
    { survey: settled, fields, minConfidence: 0.95, batchSize: 7, concurrency: 2 },
    {
      ...{ ...deps, table, writer: { ...writer, finish: () => writer.finish() }, now: () => 0 },
      dedupe: log && { mode: "drop", survivors, timestamp: "2026-01-20T09:30:00.000Z", log },
    },
  );
  await log?.finish();
  return writeUpReceipt(table, settled, outcome, {
    toolVersion: "0",
    startedAt: new Date(0),
    finishedAt: new Date(1),
    inputName: "leads.csv",
    output: { name: "out.csv", format: "csv", sha256: hash.digest("hex") },
    fields: "default",
    fieldColumns: fields,
  });
}
