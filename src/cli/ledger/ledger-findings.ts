import { type AuditFinding, auditProblems } from "../../ledger/audit.ts";

/** Of more than that the first are shown. */
const mostShown = 10;

/** What an audit has found wrong, a line each. */
export function findingLines(findings: readonly AuditFinding[]): string[] {
  const shown = findings.slice(0, mostShown).map((finding) => `  ${wordsOf(finding)}`);
  const left = findings.length - shown.length;
  return left === 0 ? shown : [...shown, `  and ${left} more; --json names them all`];
}

function wordsOf({ problem, seq, table }: AuditFinding): string {
  const words = auditProblems[problem];
  if (seq !== undefined) return `event ${seq} ${words}`;
  return table === undefined ? words : `${words} (${table})`;
}
