import type { Receipt } from "../../enrich/receipt/receipt.ts";
import { type Status, statuses, unansweredStatuses } from "../../model/status.ts";
import { decisionLines } from "../decisions/decision-lines.ts";
import type { Paint } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { count, counted, duration } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";
import { shellWord } from "../typed/shell-word.ts";
import { fillLines } from "./fill-lines.ts";
import { refreshLines } from "./refresh-lines.ts";
import { writtenLines } from "./written-lines.ts";

interface EndScreen {
  receipt: Receipt;
  /** Answers among them that an earlier run left. */
  resumed: number;
  /** `-` for standard output. */
  output: string;
  /** Where its receipt lies; undefined where there is none. */
  receiptPlace: string | undefined;
  /** And the log of duplicates. */
  duplicatesLog: string | undefined;
  /** And the page about the run. */
  report: string | undefined;
  /** The words after `heartbeat explain FILE --row N` that give the same answer again. */
  explainOptions: readonly string[];
  /** Such words that hold for the list itself only: the output's encoding is another one. */
  inputOptions: readonly string[];
  /** Leads sent to a service elsewhere to estimate the prior. */
  estimated: number;
  /** The words after `heartbeat` that ask again about rows without an answer; undefined where the output cannot be read back. */
  retryWords: readonly string[] | undefined;
  /** File to explain from; `-` where there is none. */
  explainFile: string;
  /** The list itself, for rows that are rejected lines: in the output those are whole records. */
  input: string;
  paint: Paint;
}

/** What a row with this status asks of the user next, most useful first. */
const nextSteps: readonly Status[] = [
  "error",
  "not_attempted",
  "conflict",
  "ambiguous",
  "no_match",
  "invalid_input",
];

const colours: Partial<Record<Status, keyof Paint>> = {
  matched: "green",
  ambiguous: "yellow",
  conflict: "yellow",
  error: "red",
  not_attempted: "red",
};

/** The one screen a run ends in (design.md section 9). */
export function endScreen(screen: EndScreen): string[] {
  const { receipt, output, paint } = screen;
  const where = output === "-" ? "standard output" : printable(output);
  return [
    "",
    `${paint.bold(where)}: ${counted(receipt.rows_out, "row")} written${repeated(receipt)}`,
    ...leftOutLines(receipt),
    "",
    ...statusTable(receipt, paint),
    ...reasonTable(receipt),
    ...refreshLines(receipt.refresh),
    ...fillLines(receipt),
    ...writtenLines(receipt),
    "",
    `${duration(receipt.duration_ms)}, ${counted(receipt.requests, "lead")} asked${earlier(screen)}${estimateWords(screen)}, release ${receipt.release.slice(0, 12)}`,
    ...thresholdLine(receipt),
    ...receiptLine(screen),
    ...duplicateLines(screen),
    ...decisionLines(receipt),
    ...(screen.report === undefined ? [] : [`report: ${printable(screen.report)}`]),
    ...nextCommand(screen),
  ];
}

function earlier({ resumed }: EndScreen): string {
  return resumed === 0 ? "" : ` (${count(resumed)} in an earlier run)`;
}

function estimateWords({ estimated }: EndScreen): string {
  return estimated === 0 ? "" : ` and ${count(estimated)} more to estimate the prior`;
}

function repeated({ duplicate_rows }: Receipt): string {
  return duplicate_rows === 0 ? "" : `, ${count(duplicate_rows)} of them repeat an earlier row`;
}

function statusTable({ statuses: counts, rows_out }: Receipt, paint: Paint): string[] {
  return statuses
    .filter((status) => counts[status] > 0)
    .map((status) => {
      const share = ((100 * counts[status]) / Math.max(1, rows_out)).toFixed(1);
      const line = `  ${status.padEnd(14)}${count(counts[status]).padStart(10)}${share.padStart(8)} %`;
      const colour = colours[status];
      return colour === undefined ? line : paint[colour](line);
    });
}

function reasonTable({ reasons }: Receipt): string[] {
  const top = reasons.slice(0, 3);
  if (top.length === 0) return [];
  const width = Math.max(...top.map(([code]) => code.length));
  return [
    "",
    "Commonest reasons",
    ...top.map(([code, rows]) => `  ${code.padEnd(width)}  ${count(rows).padStart(9)}`),
  ];
}

/** Said only where it was not the user who said it. */
function thresholdLine({ min_confidence, target_precision }: Receipt): string[] {
  if (target_precision === undefined) return [];
  return [
    `matched means confidence ${min_confidence} or more, for a precision of ${target_precision}`,
  ];
}

function receiptLine({ receiptPlace }: EndScreen): string[] {
  return receiptPlace === undefined ? [] : [`receipt: ${printable(receiptPlace)}`];
}

function leftOutLines({ dedupe }: Receipt): string[] {
  const dropped = dedupe?.dropped?.count ?? 0;
  return dropped === 0 ? [] : [`  ${counted(dropped, "duplicate")} left out`];
}

/** `duplicates: 5 (3 by npi, 2 by name+zip; 1 first met in other lists)`, and where they are. */
function duplicateLines({ receipt: { dedupe }, duplicatesLog }: EndScreen): string[] {
  if (dedupe === undefined) return [];
  const { duplicates, tiers, elsewhere } = dedupe;
  const by = tiers.map(([tier, rows]) => `${count(rows)} by ${tier}`).join(", ");
  const others = elsewhere === 0 ? "" : `; ${count(elsewhere)} first met in other lists`;
  const line = `duplicates: ${count(duplicates)}${by === "" ? "" : ` (${by}${others})`}`;
  const log = duplicatesLog === undefined ? [] : [`  ${printable(duplicatesLog)}`];
  return [wrapText(line, { taken: 0, indent: "  " }), ...log];
}

function nextCommand(screen: EndScreen): string[] {
  const { receipt } = screen;
  const status = nextSteps.find((one) => receipt.first_row[one] !== undefined);
  if (status === undefined) return [];
  // What a row without an answer asks for is another try, also where it is one of few.
  const words = unansweredStatuses.has(status) ? screen.retryWords : explainWords(status, screen);
  if (words === undefined) return [];
  const lead = `${missingOr(status, receipt)}:`;
  const command = printable(["heartbeat", ...words].map(shellWord).join(" "));
  return lead.length + 1 + command.length <= 80 ? [`${lead} ${command}`] : [lead, `  ${command}`];
}

/** Both kinds of rows without an answer are asked again by one command. */
function missingOr(status: Status, { statuses: counts }: Receipt): string {
  const both = status === "error" && counts.not_attempted > 0;
  const also = both ? `, ${count(counts.not_attempted)} not_attempted` : "";
  return `${count(counts[status])} ${status}${also}`;
}

function explainWords(status: Status, screen: EndScreen): readonly string[] | undefined {
  const { receipt, input, explainFile, explainOptions, inputOptions } = screen;
  const file = status === "invalid_input" ? input : explainFile;
  if (file === "-") return undefined;
  const row = String(receipt.first_row[status]);
  const words = ["explain", pathWord(file), "--row", row, ...explainOptions];
  return file === input ? [...words, ...inputOptions] : words;
}

/** Not to be taken for an option. */
export function pathWord(path: string): string {
  return path.startsWith("-") ? `./${path}` : path;
}
