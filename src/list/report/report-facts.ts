import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import type { Calibration } from "../../model/calibration.ts";
import type { CanaryOutcome } from "../canaries/canary.ts";
import type { GateOutcome } from "../gates/judge-gates.ts";
import type { RunFigures } from "./collect-figures.ts";

/** All that the page about a run is made of. Neither times nor cells: equal runs, equal bytes. */
export interface ReportFacts {
  survey: Survey;
  receipt: Receipt;
  figures: RunFigures;
  /** What the run was held against. */
  gates: readonly GateOutcome[];
  canaries: CanaryOutcome | undefined;
  /** Of the release; undefined where it has none of its own. */
  calibration: Calibration | undefined;
  toolVersion: string;
  /** Names without their folders, `-` for a standard stream. */
  inputName: string;
  outputName: string;
  format: string;
  /** As they were asked for. */
  fields: string;
}
