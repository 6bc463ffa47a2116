import { measuredWords, whyFailed } from "../../list/gates/gate-words.ts";
import type { GateOutcome } from "../../list/gates/judge-gates.ts";
import { CheckError } from "../../model/errors.ts";
import type { Paint } from "../screen/output.ts";
import { wrapText } from "../screen/wrap-text.ts";

/** Every gate with what was measured. */
export function gateLines(gates: readonly GateOutcome[], paint: Paint): string[] {
  if (gates.length === 0) return [];
  const lines = gates.map((outcome) => {
    const head = outcome.passed ? "passed" : "failed";
    const line = wrapText(`  ${head}  ${outcome.gate}: ${measuredWords(outcome)}`, {
      ...{ taken: 0, indent: "          " },
    });
    return outcome.passed ? line : paint.red(line);
  });
  return ["", "Gates", ...lines];
}

/** Undefined where all have passed. */
export function gatesFailed(gates: readonly GateOutcome[], output: string): CheckError | undefined {
  const failed = gates.filter(({ passed }) => !passed);
  if (failed.length === 0) return undefined;
  const where = output === "-" ? "The output was written" : `${output} was written and stays`;
  return new CheckError(
    "gates_failed",
    `${failed.length} of ${gates.length === 1 ? "1 gate" : `${gates.length} gates`} failed.`,
    [
      ...failed.slice(0, shownGates).map((one) => `  ${whyFailed(one)}`),
      `${where}, for people to look at: commit or load nothing of it before that.`,
    ].join("\n"),
  );
}

const shownGates = 9;
