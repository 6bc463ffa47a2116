import { createAllowance } from "../../enrich/allowance.ts";
import { planBatches } from "../../enrich/plan-batches.ts";
import type { ListReading } from "../../enrich/receipt/receipt.ts";
import { codeOfReason } from "../../model/reason.ts";
import type { Table } from "../../table/table.ts";
import type { PlanFile } from "./plan-file.ts";
import { strongestKey, strongestKeys } from "./strongest-key.ts";

/** What a run would ask about and what not: cut into the very batches that it would ask. */
export async function countLeads(
  table: Table,
  { mapping, repeated }: Pick<ListReading, "mapping" | "repeated">,
  { maxRequests, signal }: { maxRequests: number; signal: AbortSignal },
): Promise<Pick<PlanFile, "leads" | "excluded">> {
  const leads = Object.fromEntries(strongestKeys.map((key) => [key, 0])) as PlanFile["leads"];
  const invalid = new Map<string, number>();
  let repetitions = 0;
  let overLimit = 0;
  const batches = planBatches(table, {
    survey: { mapping, repeated, context: unasked },
    batchSize: 1000,
    allows: createAllowance(maxRequests, () => false),
    signal,
    onRead: () => undefined,
  });
  for await (const { entries, asked } of batches) {
    for (const { request } of asked) if (request !== undefined) leads[strongestKey(request)]++;
    for (const { finding, duplicateOf } of entries) {
      if (duplicateOf !== 0) repetitions++;
      if (finding?.status === "not_attempted") overLimit++;
      if (finding?.status !== "invalid_input") continue;
      const code = codeOfReason(finding.reason);
      invalid.set(code, (invalid.get(code) ?? 0) + 1);
    }
  }
  return {
    leads,
    excluded: {
      invalid_input: Object.fromEntries([...invalid].sort(([a], [b]) => (a < b ? -1 : 1))),
      repeated: repetitions,
      request_limit: overLimit,
    },
  };
}

/** Which leads there are does not hang on it. */
const unasked = { name_order: "mixed", prior: 0.5 } as const;
