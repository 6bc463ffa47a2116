import { severities } from "../../list/doctor/finding-kinds.ts";
import type { Io } from "../io.ts";
import { type Annotations, annotationLines } from "../screen/annotations.ts";
import type { Output } from "../screen/output.ts";
import type { RunOutcome } from "../screen/run-event.ts";

/** Whom a run tells what it came to: of one list it is the last word, of several one of many. */
export interface RunTeller {
  /** With `--json`. */
  summary(summary: object): Promise<void>;
  outcome(outcome: RunOutcome): void;
  /** For GitHub, which shows nine of a kind of all that a step says. */
  annotate(annotations: Annotations): void;
}

export function tellAtOnce(out: Output, io: Io): RunTeller {
  return {
    summary: (summary) => out.json(summary),
    outcome: io.speech.setOutcome,
    annotate: (annotations) => printAnnotations([annotations], out, io),
  };
}

/** On a machine of GitHub's only. */
export function printAnnotations(all: readonly Annotations[], out: Output, { env }: Io): void {
  if (env.GITHUB_ACTIONS !== "true") return;
  const further = { error: 0, warning: 0, note: 0 };
  for (const one of all) {
    for (const severity of severities) further[severity] += one.further[severity] ?? 0;
  }
  const annotations = all.flatMap((one) => one.annotations);
  for (const line of annotationLines(annotations, further)) out.note(line);
}
