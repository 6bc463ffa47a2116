import type { AuditFinding } from "./audit.ts";

/**
 * What a restore came to. `placed`: there was no ledger. `caught_up`: the one in place was an earlier
 * state of the backup. `united`: each knew what the other did not. `known`: nothing in the backup was new.
 */
export interface Restored {
  how: "placed" | "caught_up" | "united" | "known";
  /** Id of the ledger in place. */
  ledger: string;
  suppressions: number;
  corrections: number;
  /** Of rights requests. */
  steps: number;
  /** Ids of requests that went on otherwise in the backup: those steps are not brought. */
  parted: readonly string[];
  /** Notices of closed channels, and rows of disclosures. */
  notices: number;
  disclosures: number;
  /** Requests whose evidence is gone: backups hold none. */
  evidence_lost: number;
}

/** Why a backup is not restored; nothing was changed then. */
export interface Refused {
  /** Files of the backup that are not as they were written, or not there. */
  files: readonly string[];
  /** In the ledger of the backup, or in the one in place. */
  backup: readonly AuditFinding[];
  present: readonly AuditFinding[];
}
