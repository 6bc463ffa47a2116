import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { Audit, AuditFinding } from "../../audit.ts";
import { checkOf } from "../settle-secret.ts";
import { atOneMoment } from "../transaction.ts";
import { auditChain } from "./audit-chain.ts";
import { auditRows } from "./audit-rows.ts";
import { createToldRows, type ToldRows } from "./told-rows.ts";

/** More than that are counted by nobody. */
const mostFindings = 1_000;

/**
 * Whether the ledger is as it was written: its file, its chain, and all rows that events tell of.
 *
 * @param withoutEvidence of a copy that has none
 */
export function auditLedger(
  { db, secret }: { db: SqliteDatabase; secret: Uint8Array },
  { withoutEvidence = false }: { withoutEvidence?: boolean } = {},
): Audit & { told: ToldRows } {
  const told = createToldRows();
  const findings: AuditFinding[] = [];
  const find = (finding: AuditFinding) => {
    if (findings.length < mostFindings) findings.push(finding);
  };
  const events = atOneMoment(db, () => {
    const said = db.prepare("PRAGMA integrity_check").all();
    if (said.length !== 1 || said[0]?.[0] !== "ok") find({ problem: "file_damaged" });
    const followed = auditChain(db, secret, told.hear, find);
    auditRows(db, { check: checkOf(secret), withoutEvidence }, told, find);
    return followed;
  });
  return { events, told, findings: findings.sort(bySeq) };
}

function bySeq(a: AuditFinding, b: AuditFinding): number {
  return (a.seq ?? Number.MAX_SAFE_INTEGER) - (b.seq ?? Number.MAX_SAFE_INTEGER);
}
