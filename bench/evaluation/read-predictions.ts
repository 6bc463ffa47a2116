import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { ScoredLead } from "./scored-lead.ts";

interface EvaluationFiles {
  predictions: string;
  truth: string;
  /** Columns of the two files. */
  idColumn: string;
  truthIdColumn: string;
  npiColumn: string;
  noiseColumn: string;
  /** Where this column holds `N`, the person is not in the registry, whatever the NPI column says. */
  presentColumn: string;
}

type Row = Record<string, string | undefined>;

function readRows(path: string): Row[] {
  return parse(readFileSync(path), { bom: true, columns: true, relax_column_count: true });
}

function firstCandidate(text: string): { npi: string; confidence: number } {
  const [npi = "", confidence = "0"] = (text.split(";")[0] ?? "").trim().split(":");
  return { npi, confidence: Number(confidence) };
}

/** A matched row names its NPI; of any other row the first candidate counts, where it has any. */
function prediction(row: Row): { npi: string; confidence: number } {
  if (row.hb_status === "matched")
    return { npi: row.hb_npi ?? "", confidence: Number(row.hb_confidence) };
  if (row.hb_candidates) return firstCandidate(row.hb_candidates);
  return { npi: "", confidence: 0 };
}

/** Brings an enriched list and its right answers together; a lead without an answer is an error. */
export function readScoredLeads(files: EvaluationFiles): ScoredLead[] {
  const rows = new Map(readRows(files.predictions).map((row) => [row[files.idColumn], row]));
  return readRows(files.truth).map((answer) => {
    const id = answer[files.truthIdColumn];
    const row = rows.get(id);
    if (row === undefined)
      throw new Error(
        `a lead of the truth file is not in the predictions (columns ${files.idColumn}, ${files.truthIdColumn})`,
      );
    const absent = answer[files.presentColumn] === "N";
    return {
      ...prediction(row),
      status: row.hb_status ?? "",
      truth: absent ? "" : (answer[files.npiColumn] ?? ""),
      noise: (answer[files.noiseColumn] ?? "").split("+").filter((tag) => tag !== ""),
    };
  });
}
