import type { CanaryOutcome } from "../../list/canaries/canary.ts";
import { whyFailed } from "../../list/gates/gate-words.ts";
import type { GateOutcome } from "../../list/gates/judge-gates.ts";
import type { Annotation, Annotations } from "../screen/annotations.ts";
import { canaryFault } from "./junit-text.ts";
import type { NotableRows } from "./notable-rows.ts";

/**
 * What GitHub is to show of a run. Each kind has a severity of its own, so that none takes the place
 * of another: errors are gates that failed, warnings rows that now are somebody else, notes rows
 * without an answer.
 */
export function runAnnotations(
  { input, output }: { input: string; output: string },
  gates: readonly GateOutcome[],
  notable: NotableRows,
): Annotations {
  const moved = notable.moved();
  const unanswered = notable.unanswered();
  const failed = gates.filter(({ passed }) => !passed);
  return {
    annotations: [
      ...failed.map(
        (outcome): Annotation => ({
          ...{ severity: "error", file: output, title: "gate failed", text: whyFailed(outcome) },
        }),
      ),
      ...moved.rows.map(
        ({ row, line }): Annotation => ({
          ...{ severity: "warning", file: input, line, title: "identity moved" },
          text: `row ${row}: its NPI is another person's now; somebody has to decide`,
        }),
      ),
      ...unanswered.rows.map(
        ({ row, line, why }): Annotation => ({
          ...{ severity: "note", file: input, line, title: "no answer" },
          text: `row ${row}: ${why}`,
        }),
      ),
    ],
    further: {
      warning: moved.all - moved.rows.length,
      note: unanswered.all - unanswered.rows.length,
    },
  };
}

export function canaryAnnotations({ file, wrong }: CanaryOutcome): Annotations {
  const annotations = wrong.map(
    (one): Annotation => ({
      ...{ severity: "error", file, line: one.line, title: "canary failed" },
      text: `row ${one.row}: ${canaryFault(one)}`,
    }),
  );
  return { annotations, further: {} };
}
