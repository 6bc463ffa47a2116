import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { enrich } from "../../src/enrich/enrich.ts";
import { outputColumns } from "../../src/enrich/output-columns.ts";
import type { Receipt } from "../../src/enrich/receipt.ts";
import type { ReceiptFile } from "../../src/enrich/receipt-file.ts";
import { resolveFields } from "../../src/enrich/resolve-fields.ts";
import { survey } from "../../src/enrich/survey.ts";
import { writeUpReceipt } from "../../src/enrich/write-up-receipt.ts";
import { noChannelRules } from "../../src/model/channel-rules.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { openCsvWriter } from "../../src/table/csv-writer.ts";
import { openTable } from "../../src/table/open-table.ts";
import type { Dialect, Table } from "../../src/table/table.ts";
import { fakeService } from "../helpers/service.ts";
import { signal } from "../table/temp-list.ts";

/** A list written to `path`, enriched by the fake service into `output`, and the run's receipt. */
export async function enrichFile(
  path: string,
  content: Uint8Array,
  output: string,
  delimiter: Dialect["delimiter"],
): Promise<ReceiptFile> {
  await writeFile(path, content);
  const table = await openTable(path, { tempDir: tmpdir(), delimiter, signal });
  try {
    return await enrichTable(table, output);
  } finally {
    await table.close();
  }
}

async function enrichTable(table: Table, output: string): Promise<ReceiptFile> {
  const deps = {
    service: fakeService(),
    suppressions: noSuppressions,
    channels: noChannelRules,
    signal,
  };
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
  const outcome: Receipt = await enrich(
    { survey: settled, fields, minConfidence: 0.95, batchSize: 7, concurrency: 2 },
    { ...deps, table, writer: { ...writer, finish: () => writer.finish() }, now: () => 0 },
  );
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
