import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { enrich } from "../../src/enrich/enrich.ts";
import type { ReceiptFile } from "../../src/enrich/receipt/receipt-file.ts";
import { writeUpReceipt } from "../../src/enrich/receipt/write-up-receipt.ts";
import { survey } from "../../src/enrich/rows/survey.ts";
import { planWriting, type WritePlan } from "../../src/enrich/write/plan-writing.ts";
import type { WriteMode } from "../../src/enrich/write/write-mode.ts";
import { originalTable } from "../../src/list/original/original-table.ts";
import { examineOriginal } from "../../src/list/undo/examine-original.ts";
import { originalBytes } from "../../src/list/undo/original-bytes.ts";
import { noChannelRules } from "../../src/model/channel-rules.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import type { LeadField } from "../../src/table/columns/lead-field.ts";
import { openWriter } from "../../src/table/open-writer.ts";
import type { Table } from "../../src/table/table.ts";
import { memoryOutput } from "../helpers/memory-file.ts";
import { signal } from "../table/temp-list.ts";

interface WrittenRun {
  plan: WritePlan;
  receipt: ReceiptFile;
  bytes: Buffer;
}

interface RunOptions {
  mode: WriteMode;
  service: SearchService;
  format: "csv" | "xlsx";
  raw?: boolean;
  overrides?: ReadonlyMap<LeadField, string>;
}

/** A list enriched in memory, by a run that may write into its own cells. */
export async function runWriting(table: Table, options: RunOptions): Promise<WrittenRun> {
  const { mode, service, format, raw = false, overrides = new Map() } = options;
  const deps = { service, suppressions: noSuppressions, signal };
  const settled = await survey(table, { overrides, prior: 0.8, nameOrder: "mixed" }, deps);
  const plan = planWriting(mode, {
    columns: table.columns,
    mapping: settled.mapping,
    neverSent: settled.never_sent,
    said: new Map(),
    nameColumns: settled.context.name_columns,
  });
  const fields = resolveFields("hb_phone");
  const { columns, header, dialect, sheet } = table;
  const { stdout, bytes } = memoryOutput();
  const hash = createHash("sha256");
  const writer = await openWriter("-", {
    ...{ columns, header, dialect, format, raw, stdout, signal },
    ...(sheet === undefined ? {} : { sheet }),
    added: outputColumns(fields, { writes: true }),
    extraColumns: settled.extra_columns,
    onBytes: (piece) => hash.update(piece),
  });
  const outcome = await enrich(
    {
      survey: settled,
      fields,
      write: { plan, as: format === "xlsx" ? "workbook" : "text", defuse: !raw },
      minConfidence: 0.95,
      batchSize: 5,
      concurrency: 2,
    },
    {
      ...deps,
      channels: noChannelRules,
      table,
      writer: { ...writer, finish: () => writer.finish() },
      now: () => 0,
    },
  );
  const receipt = writeUpReceipt(table, settled, outcome, {
    toolVersion: "0",
    startedAt: new Date(0),
    finishedAt: new Date(1),
    inputName: "leads.csv",
    output: { name: "out.csv", format, sha256: hash.digest("hex") },
    fields: "default",
    fieldColumns: fields,
  });
  return { plan, receipt, bytes: bytes() };
}

/** What undo makes of an enriched list: its bytes and how sure it is. */
export async function undo(
  enriched: Table,
  receipt: ReceiptFile,
): Promise<{ proof: string; bytes: Buffer }> {
  const original = originalTable(enriched, receipt);
  const { proof, dialect } = await examineOriginal(original, receipt, { signal });
  const pieces: Uint8Array[] = [];
  for await (const piece of originalBytes(original, dialect, { signal })) pieces.push(piece);
  return { proof, bytes: Buffer.concat(pieces) };
}
