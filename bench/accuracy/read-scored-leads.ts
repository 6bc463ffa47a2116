import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { outcomeOf, type ScoredLead } from "../../src/list/evaluation/scored-lead.ts";
import type { Status } from "../../src/model/status.ts";

/** What the program said of a lead, what is true, and what was done to the lead. */
export interface TaggedLead extends ScoredLead {
  noise: readonly string[];
  also: readonly string[];
}

type Row = Record<string, string | undefined>;

const readRows = (path: string): Row[] => parse(readFileSync(path), { bom: true, columns: true });

/** A matched row names its NPI; of any other row the first candidate counts, where it has any. */
function prediction(row: Row): { npi: string; confidence: number } {
  if (row.hb_status === "matched")
    return { npi: row.hb_npi ?? "", confidence: Number(row.hb_confidence) };
  const [npi = "", confidence = "0"] = (row.hb_candidates ?? "").split(";")[0]?.split(":") ?? [];
  return { npi, confidence: Number(confidence) };
}

/** Brings an enriched list and its right answers together; both are in the order of the leads. */
export function readScoredLeads(enriched: string, truth: string): TaggedLead[] {
  const rows = readRows(enriched);
  return readRows(truth).map((answer, index) => {
    const row = rows[index];
    if (row === undefined || row.lead_id !== answer.id)
      throw new Error("the enriched list is not the list that the answers are for");
    return {
      ...prediction(row),
      status: row.hb_status as Status,
      truth: answer.npi ?? "",
      noise: (answer.noise ?? "").split("+"),
      also: (answer.also ?? "").split("+"),
    };
  });
}

export function isRight(lead: ScoredLead): boolean {
  return outcomeOf(lead) === "right";
}
