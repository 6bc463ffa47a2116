import type { Finding } from "../finding.ts";

/**
 * What a finding says in the output, in the order of `outputColumns`.
 *
 * @param fields how many profile columns there are
 * @param duplicateOf number of the first row with the same lead, or 0
 */
export function mergeCells(
  finding: Finding,
  fields: number,
  duplicateOf: number,
): readonly string[] {
  if (finding.kept !== undefined) return finding.kept;
  const cells = [
    finding.status,
    finding.confidence === undefined ? "" : finding.confidence.toFixed(4),
    finding.reason,
    finding.matchedOn,
    finding.npi,
    candidatesText(finding),
    duplicateOf === 0 || finding.status === "suppressed" ? "" : String(duplicateOf),
  ];
  for (let i = 0; i < fields; i++) cells.push(finding.cells[i] ?? "");
  return cells;
}

/** `npi:confidence`; of a conflict the holder of the NPI given says so: `npi:confidence:holder`. */
function candidatesText({ status, candidates }: Finding): string {
  let text = "";
  for (const { npi, confidence, matched_on } of candidates) {
    const holder = status === "conflict" && matched_on === "npi" ? ":holder" : "";
    text += `${text === "" ? "" : "; "}${npi}:${confidence.toFixed(4)}${holder}`;
  }
  return text;
}
