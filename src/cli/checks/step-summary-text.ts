import type { Receipt } from "../../enrich/receipt/receipt.ts";
import { changeKinds, type RefreshOutcome } from "../../enrich/refresh/change.ts";
import type { CanaryOutcome } from "../../list/canaries/canary.ts";
import { measuredWords } from "../../list/gates/gate-words.ts";
import type { GateOutcome } from "../../list/gates/judge-gates.ts";
import { statuses } from "../../model/status.ts";
import { shorten } from "../screen/printable.ts";
import { count, counted } from "../screen/progress.ts";
import { canaryFault } from "./junit-text.ts";
import type { Verdict } from "./verdict.ts";

/** What a summary tells of a run; names of files and numbers alone. */
export interface SummarizedRun {
  input: string;
  /** Undefined where nothing was written. */
  written:
    | {
        output: string;
        receipt: Receipt;
        /** Of the receipt beside the output; undefined where there is none. */
        receiptSha256: string | undefined;
      }
    | undefined;
  verdict: Verdict;
}

/** A table is cut after so many rows, so that a summary is never long. */
const longestTable = 30;

/** A run as Markdown, for the page that GitHub shows of a job. */
export function stepSummaryText({ input, written, verdict }: SummarizedRun): string {
  const { gates = [], canaries } = verdict;
  return [
    `### heartbeat: ${code(input)}`,
    ...(written === undefined
      ? ["The canaries failed: nothing of the list was asked, and nothing was written."]
      : []),
    ...gateTable(gates),
    ...canaryTable(canaries),
    ...(written === undefined ? [] : runTables(written)),
  ]
    .map((block) => `${block}\n\n`)
    .join("");
}

function gateTable(gates: readonly GateOutcome[]): string[] {
  if (gates.length === 0) return [];
  const failed = gates.filter(({ passed }) => !passed);
  const passed = gates.filter((one) => one.passed);
  const rows = [...failed, ...passed].map((outcome) => [
    outcome.passed ? "passed" : "**failed**",
    code(outcome.gate),
    measuredWords(outcome),
  ]);
  const title =
    failed.length === 0
      ? `All gates passed (${gates.length}).`
      : `**${failed.length} of ${gates.length} gates failed.** The output is for people to look at.`;
  return [title, table(["", "Fails if", "Measured"], rows)];
}

function canaryTable(canaries: CanaryOutcome | undefined): string[] {
  if (canaries === undefined) return [];
  const { right, withheld, wrong } = canaries;
  const title = `Canaries: ${right} of ${canaries.canaries} came back as expected, ${withheld} withheld.`;
  if (wrong.length === 0) return [title];
  const rows = wrong.map((one) => [String(one.row), canaryFault(one)]);
  return [title, table([`Row of ${code(canaries.file)}`, "Failed"], rows)];
}

function runTables({
  output,
  receipt,
  receiptSha256,
}: NonNullable<SummarizedRun["written"]>): string[] {
  const { rows_out, refresh } = receipt;
  const share = (rows: number) => `${((100 * rows) / Math.max(1, rows_out)).toFixed(1)} %`;
  const byStatus = statuses
    .filter((status) => receipt.statuses[status] > 0)
    .map((status) => [status, count(receipt.statuses[status]), share(receipt.statuses[status])]);
  return [
    table(["Status", "Rows", ""], [...byStatus, ["all", count(rows_out), ""]]),
    ...changeTable(refresh),
    [
      `Output ${output === "-" ? "standard output" : code(output)}`,
      `release ${code(receipt.release)}`,
      `${counted(receipt.requests, "lead")} asked`,
      ...(receiptSha256 === undefined ? [] : [`receipt ${code(receiptSha256)}`]),
    ].join(", "),
  ];
}

function changeTable(refresh: RefreshOutcome | undefined): string[] {
  if (refresh === undefined) return [];
  const { changes, changed_rows, stale } = refresh;
  const rows = changeKinds
    .filter((kind) => changes[kind] > 0)
    .map((kind) => [kind, count(changes[kind])]);
  return [
    `${counted(changed_rows, "row")} changed, ${count(stale)} kept as ${stale === 1 ? "it was" : "they were"} for want of an answer.`,
    ...(rows.length === 0 ? [] : [table(["Change", ""], rows)]),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const more = rows.length - longestTable;
  const rest = more > 0 ? [[`and ${more} more`, ...head.slice(1).map(() => "")]] : [];
  return [head, head.map(() => "---"), ...rows.slice(0, longestTable), ...rest]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** A name on one line, which nothing in it can end. */
function code(text: string): string {
  return `\`${shorten(text, 500).replaceAll("`", "'").replaceAll("|", "¦")}\``;
}
