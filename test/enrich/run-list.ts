import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { type EnrichDeps, type EnrichOptions, enrich } from "../../src/enrich/enrich.ts";
import type { Receipt, Survey } from "../../src/enrich/receipt/receipt.ts";
import { survey } from "../../src/enrich/rows/survey.ts";
import { noChannelRules } from "../../src/model/channel-rules.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import type { Table } from "../../src/table/table.ts";
import { type MemoryWriter, memoryWriter } from "../helpers/memory-table.ts";
import { fakeService } from "../helpers/service.ts";

export type Run = Partial<Omit<EnrichDeps, "table" | "writer">> &
  Partial<Pick<EnrichOptions, "batchSize" | "concurrency" | "maxRequests" | "earlier">> & {
    writer?: MemoryWriter;
    fields?: string;
    prior?: number;
    nameOrder?: "mixed";
  };

export interface RunOutcome {
  settled: Survey;
  receipt: Receipt;
  writer: MemoryWriter;
}

/** Survey and run of a list, with what a test does not name left at rest. */
export async function runList(table: Table, given: Run = {}): Promise<RunOutcome> {
  const { service = fakeService(), suppressions = noSuppressions } = given;
  const { signal = new AbortController().signal, writer = memoryWriter() } = given;
  const settled = await survey(
    table,
    {
      overrides: new Map(),
      prior: given.prior ?? 0.8,
      ...(given.nameOrder === undefined ? {} : { nameOrder: given.nameOrder }),
    },
    {
      ...{ service, suppressions, earlier: given.earlier },
      signal: new AbortController().signal,
    },
  );
  const receipt = await enrich(
    {
      survey: settled,
      earlier: given.earlier,
      fields: given.earlier?.fields ?? resolveFields(given.fields),
      minConfidence: 0.95,
      batchSize: given.batchSize ?? 10,
      concurrency: given.concurrency ?? 2,
      maxRequests: given.maxRequests,
    },
    {
      table,
      writer,
      service,
      suppressions,
      channels: given.channels ?? noChannelRules,
      signal,
      now: () => 0,
      ...(given.drain === undefined ? {} : { drain: given.drain }),
      ...(given.isAnswered === undefined ? {} : { isAnswered: given.isAnswered }),
      ...(given.rejects === undefined ? {} : { rejects: given.rejects }),
      ...{ disclosures: given.disclosures, answerTerms: given.answerTerms },
      dedupe: given.dedupe,
      ...(given.onProgress === undefined ? {} : { onProgress: given.onProgress }),
    },
  );
  return { settled, receipt, writer };
}
