import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import type { CanaryOutcome } from "../../list/canaries/canary.ts";
import { type GateOutcome, judgeGates } from "../../list/gates/judge-gates.ts";
import type { RunChecks } from "./run-checks.ts";

/** What the checks of a run came to. */
export interface Verdict {
  /** Undefined where the run was stopped before there was anything to hold them against. */
  gates: readonly GateOutcome[] | undefined;
  /** Undefined where there are none. */
  canaries: CanaryOutcome | undefined;
}

export function verdictOf(
  receipt: Receipt,
  { estimate }: Survey,
  { checks, canaries }: { checks: RunChecks; canaries: CanaryOutcome | undefined },
): Verdict {
  const furtherRequests = estimate.requests + (canaries?.requests ?? 0);
  return { gates: judgeGates(checks.gates, { receipt, furtherRequests }), canaries };
}

/** As `--json` prints it; nothing of what was not asked for. */
export function verdictSummary({ gates = [], canaries }: Verdict) {
  return {
    ...(gates.length > 0 && {
      gates: gates.map(({ gate, passed, measured }) => ({
        ...{ gate, passed },
        measured: Object.fromEntries(measured.map(({ metric, value }) => [metric, value ?? null])),
      })),
    }),
    ...(canaries !== undefined && {
      canaries: {
        rows: canaries.canaries,
        right: canaries.right,
        withheld: canaries.withheld,
        requests: canaries.requests,
      },
    }),
  };
}
