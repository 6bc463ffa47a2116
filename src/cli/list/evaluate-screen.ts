import type { Accuracy } from "../../list/evaluation/accuracy.ts";
import type { Evaluation } from "../../list/evaluation/evaluate.ts";
import type { ColumnFigures, GroupFigures } from "../../list/evaluation/value-figures.ts";
import type { Interval } from "../../list/evaluation/wilson-interval.ts";
import type { Paint } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { count } from "../screen/progress.ts";
import { textTable } from "../screen/text-table.ts";
import { wrapText } from "../screen/wrap-text.ts";

/** What `heartbeat evaluate` prints: what was compared, how good it is, and where it is not. */
export function evaluationText(evaluation: Evaluation, paint: Paint): string {
  const sections: [string, ...string[]][] = [
    [fileWords(evaluation.list), ...comparedLines(evaluation)],
    ["Answers you would take, with 95 % intervals", ...answerTable(evaluation)],
    ["Wrong ones among them", ...errorTable(evaluation)],
    [bestLine(evaluation)],
    ["Recall at a precision of at least", ...recallTable(evaluation)],
    [calibrationTitle(evaluation), ...reliabilityTable(evaluation)],
    ["By status: who is named first", ...statusTable(evaluation)],
    ...evaluation.by.map((column): [string, ...string[]] => [
      `By ${printable(column.column)}`,
      ...groupTable(column),
    ]),
  ];
  return sections
    .map(([title, ...lines]) => `${[paint.bold(title), ...lines].join("\n")}\n`)
    .join("\n");
}

function comparedLines(evaluation: Evaluation): string[] {
  const { leads, with_answer, without_answer, rows, in_registry_column } = evaluation;
  const told = [
    `${leads === 1 ? "1 lead" : `${count(leads)} leads`}, joined by ${joinWords(evaluation)}: ${are(with_answer)} in the registry, ${are(without_answer)} not`,
    ...(in_registry_column === null
      ? []
      : [`column ${printable(in_registry_column)} says who is in the registry`]),
    ...leftOut(rows.list_without_truth, "of the list", "no line in the truth file"),
    ...leftOut(rows.truth_without_list, "of the truth file", "no row in the list"),
    ...leftOut(rows.withheld, "of the list", "to be withheld"),
  ];
  return [
    `  compared with ${fileWords(evaluation.truth)}`,
    ...told.map((line) => `  ${wrapText(line, { taken: 2, indent: "  " })}`),
  ];
}

function are(leads: number): string {
  return `${count(leads)} ${leads === 1 ? "is" : "are"}`;
}

function leftOut(rows: number, owner: string, what: string): string[] {
  if (rows === 0) return [];
  const [noun, verbs] = rows === 1 ? ["row", "has"] : ["rows", "have"];
  const left = rows === 1 ? "is left out" : "are left out";
  return [`${count(rows)} ${noun} ${owner} ${verbs} ${what} and ${left}`];
}

function joinWords({ joined_by: { list, truth } }: Evaluation): string {
  if (list === null || truth === null) return "row number";
  return printable(list === truth ? list : `${list} = ${truth}`);
}

function answerTable(evaluation: Evaluation): string[] {
  return textTable([
    ["", "answers", "precision", "recall", "F1"],
    ...taken(evaluation).map(([label, one]) => [
      label,
      count(one.answers),
      measured(one.precision, one.precision_interval),
      measured(one.recall, one.recall_interval),
      share(one.f1),
    ]),
  ]);
}

function errorTable(evaluation: Evaluation): string[] {
  return textTable([
    ["", "wrong person", "nobody there", "false-match rate"],
    ...taken(evaluation).map(([label, one]) => [
      label,
      count(one.wrong_person),
      count(one.nobody_there),
      measured(one.false_match_rate, one.false_match_interval),
    ]),
  ]);
}

function taken({ matched, thresholds }: Evaluation): [string, Accuracy][] {
  return [
    ["matched", matched],
    ...thresholds.map((one): [string, Accuracy] => [`p >= ${one.threshold}`, one]),
  ];
}

function bestLine({ best_f1 }: Evaluation): string {
  if (best_f1 === null) return "Best F1: none, nobody to be found or nobody named";
  return `Best F1 ${share(best_f1.f1)}, at p >= ${share(best_f1.threshold)}`;
}

function recallTable({ recall_at_precision }: Evaluation): string[] {
  return textTable(
    recall_at_precision.map(({ precision, recall, recall_interval, threshold }) => [
      precision.toFixed(3),
      ...(recall === null
        ? ["-", "never reached"]
        : [measured(recall, recall_interval), `at p >= ${share(threshold)}`]),
    ]),
  );
}

function calibrationTitle({ calibration: { leads, ece, brier } }: Evaluation): string {
  if (leads === 0) return "Calibration: no lead names anybody";
  return `Calibration: ECE ${share(ece)}, Brier ${share(brier)}, over ${leads === 1 ? "1 lead that names" : `${count(leads)} leads that name`} somebody`;
}

function reliabilityTable({ calibration: { leads, reliability } }: Evaluation): string[] {
  if (leads === 0) return [];
  return textTable([
    ["confidence", "leads", "says", "is right"],
    ...reliability
      .filter((bin) => bin.leads > 0)
      .map((bin) => [
        `${bin.from.toFixed(1)}-${bin.to.toFixed(1)}`,
        count(bin.leads),
        share(bin.mean_confidence),
        share(bin.right_share),
      ]),
  ]);
}

function statusTable({ by_status }: Evaluation): string[] {
  return textTable([
    ["status", "leads", "right", "wrong person", "nobody there", "missed"],
    ...by_status.map((one) => [
      one.status,
      ...[one.leads, one.right, one.wrong_person, one.nobody_there, one.missed].map(count),
    ]),
  ]);
}

function groupTable({ values, other_values }: ColumnFigures): string[] {
  const row = (label: string, one: GroupFigures): string[] => [
    label,
    ...[one.leads, one.with_answer, one.matched].map(count),
    ...[one.precision, one.recall, one.recall_at_90, one.false_match_rate, one.ece].map(brief),
  ];
  const head = ["value", "leads", "there", "matched", "prec.", "recall", "p>=.9", "false", "ECE"];
  return textTable([
    head,
    ...values.map(({ value, ...figures }) => row(value === "" ? "(blank)" : value, figures)),
    ...(other_values === null
      ? []
      : [row(`(${count(other_values.values)} other values)`, other_values)]),
  ]);
}

function fileWords(file: string): string {
  return file === "-" ? "standard input" : printable(file);
}

function share(value: number | null): string {
  return value === null ? "-" : value.toFixed(4);
}

function brief(value: number | null): string {
  return value === null ? "-" : value.toFixed(3);
}

/** `0.9982 (.9969-.9990)` */
function measured(value: number | null, interval: Interval | null): string {
  return interval === null ? share(value) : `${share(value)} (${interval.map(end).join("-")})`;
}

/** Without the zero, so that two intervals fit a line. */
function end(value: number): string {
  const text = value.toFixed(4);
  return text.startsWith("0") ? text.slice(1) : "1.000";
}
