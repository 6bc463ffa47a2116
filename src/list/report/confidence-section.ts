import { html } from "hono/html";
import type { Markup } from "../../page/markup.ts";
import { binWidth } from "./confidence-histogram.ts";
import { confidencePlot } from "./confidence-plot.ts";
import { count, counted, percent } from "./figure-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { inFigures, sectionOf, tableOf } from "./report-markup.ts";

/** How sure the answers are, and how many of them the calibration expects to be right. */
export function confidenceSection(facts: ReportFacts): Markup {
  const { confidence } = facts.figures;
  if (confidence.rows === 0) {
    return sectionOf("confidence", "Confidence", html`<p>No row was answered.</p>`);
  }
  return sectionOf(
    "confidence",
    "Confidence",
    html`${expectation(facts)}
${confidencePlot(confidence, facts.receipt.min_confidence)}
${inFigures(binTable(facts))}
${thresholdTable(facts)}`,
  );
}

function expectation({ figures: { confidence }, receipt, calibration }: ReportFacts): Markup {
  const { matched, expectedRight } = confidence;
  const { min_confidence, target_precision } = receipt;
  const wrong = matched - expectedRight;
  const target =
    target_precision === undefined ? "" : `, chosen for a precision of ${target_precision}`;
  const basis =
    calibration === undefined
      ? "The release has no calibration of its own: confidences are as shipped with heartbeat and not held against this registry, so that these shares are a guess."
      : `Confidences are calibrated on ${count(calibration.leads)} people of this registry.`;
  const expected =
    matched === 0
      ? "No row is matched."
      : `Of ${counted(matched, "matched row")} with a confidence, ${percent(expectedRight, matched)} should be right, so that about ${count(Math.round(wrong))} may be wrong.`;
  return html`<p>A row is matched from a confidence of ${min_confidence} on${target}. ${expected} ${basis}</p>`;
}

function binTable({ figures: { confidence } }: ReportFacts): Markup {
  return tableOf({
    caption: "Answered rows by confidence",
    heads: ["Confidence", "Rows", "Matched", "Expected right"],
    numbers: [1, 2, 3],
    rows: confidence.bins.map(({ from, rows, matched, expected }) => [
      `${from.toFixed(2)}–${(from + binWidth).toFixed(2)}`,
      count(rows),
      count(matched),
      expected.toFixed(1),
    ]),
  });
}

/** What each threshold of the calibration would take of this list. */
function thresholdTable({ calibration, figures: { confidence } }: ReportFacts): Markup | "" {
  if (calibration === undefined) return "";
  return tableOf({
    caption: "What a precision takes, by the calibration of the release",
    heads: ["Precision", "From confidence", "Rows as sure", "Share"],
    numbers: [1, 2, 3],
    rows: calibration.thresholds.map(({ precision, confidence: from }) => [
      String(precision),
      String(from),
      count(confidence.atLeast(from)),
      percent(confidence.atLeast(from), confidence.rows),
    ]),
  });
}
