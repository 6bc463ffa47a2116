import type { CalibrationReport, HeldOutError } from "../../import/calibration/fit-calibration.ts";
import type { EvidenceClass } from "../../model/calibration.ts";
import { count } from "../screen/progress.ts";

const classWords: Readonly<Record<EvidenceClass, string>> = {
  identifier: "license or phone",
  place: "name and city or ZIP",
  state: "name and state",
  name: "name",
};

/** Curves with their errors on held-out leads, then the thresholds. */
export function calibrateText({ calibration, classes, error }: CalibrationReport): string {
  const rows = [
    ["evidence", "leads", "intercept", "slope", "error raw", "calibrated"],
    ...classes.map(({ evidenceClass, leads, curve, from, error: own }) => [
      classWords[evidenceClass],
      count(leads),
      curve.intercept.toFixed(4),
      `${curve.slope.toFixed(4)} ${from === "shipped" ? "*" : " "}`,
      ...errorCells(own),
    ]),
    [
      "all",
      count(classes.reduce((sum, { leads }) => sum + leads, 0)),
      "",
      "",
      ...errorCells(error),
    ],
  ];
  const thresholds = [
    ["precision", "confidence from"],
    ...calibration.thresholds.map(({ precision, confidence }) => [
      String(precision),
      confidence.toFixed(4),
    ]),
  ];
  const kept = classes.some(({ from }) => from === "shipped");
  return [
    ...aligned(rows, [22, 8, 11, 10, 11, 12]),
    ...(kept ? ["* as shipped: fitting did no better on held-out leads"] : []),
    "",
    ...aligned(thresholds, [11, 17]),
    "",
  ].join("\n");
}

function errorCells({ before, after }: HeldOutError): [string, string] {
  return [before.toFixed(4), after.toFixed(4)];
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[], widths: readonly number[]): string[] {
  return rows.map((cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("")
      .trimEnd(),
  );
}
