import type { Examination } from "../../list/doctor/examine.ts";
import type { DoctorFinding } from "../../list/doctor/finding.ts";
import { type Severity, severities } from "../../list/doctor/finding-kinds.ts";
import { dialectWords, listName, quiet } from "../input/mapping-screen.ts";
import type { Annotation } from "../screen/annotations.ts";
import type { Paint } from "../screen/output.ts";
import { printable, shorten } from "../screen/printable.ts";
import { count } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";

const titles: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ["error: lost, or it would go wrong", "errors: lost, or it would go wrong"],
  warning: ["warning: repaired, left out or doubtful", "warnings: repaired, left out or doubtful"],
  note: ["note", "notes"],
};

const colours = { error: "red", warning: "yellow", note: "dim" } as const;

/** What `heartbeat doctor` prints about one list. */
export function examinationText(examined: Examination, paint: Paint): string {
  const { findings } = examined;
  const lines = [
    paint.bold(`${inert(listName(examined))}: ${rowCount(examined)}, ${dialectWords(examined)}`),
    ...columnLines(examined),
    ...severities.flatMap((severity) => section(severity, findings, paint)),
    ...(findings.length === 0 ? ["", "Nothing is wrong with it."] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function rowCount({ rows }: Examination): string {
  return rows === 1 ? "1 row" : `${count(rows)} rows`;
}

function columnLines({ mapping, not_used, never_sent }: Examination): string[] {
  const read = Object.entries(mapping).map(([field, { column }]) => `${field} <- ${quiet(column)}`);
  return [
    ...listLine("read as", read.length === 0 ? ["nothing"] : read),
    ...listLine("not used", not_used.map(quiet)),
    ...listLine("never sent", never_sent.map(quiet)),
  ];
}

function listLine(label: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const text = `  ${label}: ${names.map((name) => inert(shorten(name, 60))).join(", ")}`;
  return [wrapText(text, { taken: 0, indent: "    " })];
}

function section(severity: Severity, all: readonly DoctorFinding[], paint: Paint): string[] {
  const findings = all.filter((one) => one.severity === severity);
  if (findings.length === 0) return [];
  const title = `${count(findings.length)} ${titles[severity][findings.length === 1 ? 0 : 1]}`;
  return ["", paint[colours[severity]](title), ...findings.flatMap(findingLines)];
}

function findingLines(finding: DoctorFinding): string[] {
  const where = rowWords(finding);
  const first = `  ${columnWords(finding)}${finding.says}`;
  const second = `    ${where === "" ? "" : `${where}: `}${finding.effect}`;
  return [
    wrapText(first, { taken: 0, indent: "    " }),
    wrapText(second, { taken: 0, indent: "    " }),
  ];
}

function columnWords({ column, column_number }: DoctorFinding): string {
  if (column === null) return "";
  return column.trim() === ""
    ? `column ${column_number}: `
    : `${inert(shorten(column.trim(), 40))}: `;
}

/** A name in a log of GitHub Actions, unable to be a command of its own there. */
function inert(name: string): string {
  return name.replaceAll("::", ": :").replaceAll("##[", "# #[");
}

const shownRows = 5;

/** `rows 3, 9, 12 and 4 more` */
function rowWords({ rows, count: all }: DoctorFinding): string {
  if (rows.length === 0) return "";
  const shown = rows.slice(0, shownRows).map(({ row }) => count(row));
  const left = all - shown.length;
  const last = left > 0 ? `${count(left)} more` : shown.length > 1 ? shown.pop() : undefined;
  const words = shown.join(", ") + (last === undefined ? "" : ` and ${last}`);
  return `${all === 1 ? "row" : "rows"} ${words}`;
}

/** One finding is one annotation, at the line of its first row. */
export function findingAnnotation(file: string, finding: DoctorFinding): Annotation {
  const { severity, kind, says, effect, rows } = finding;
  const where = rowWords(finding);
  const text = `${columnWords(finding)}${says}${where === "" ? "" : ` (${where})`}; ${effect}`;
  const line = rows[0]?.line ?? 1;
  return { severity, file, line, title: kind, text: printable(text) };
}
