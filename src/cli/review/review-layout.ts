import type { Paint } from "../screen/output.ts";
import { printable, shorten } from "../screen/printable.ts";

/** A line of the screen, before it is made to fit and painted. */
export interface ScreenLine {
  text: string;
  as?: keyof Paint;
}

/** Columns before the first cell of a table. */
export const labelWidth = 12;
const mostLines = 2;

/** A label and cells of one width, each broken at blanks to as many lines as it takes, two at most. */
export function tableLines(label: string, cells: readonly string[], width: number): ScreenLine[] {
  const broken = cells.map((cell) => breakCell(printable(cell), Math.max(1, width)));
  const height = Math.max(1, ...broken.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) => ({
    text: [
      (at === 0 ? label : "").padEnd(labelWidth - 1),
      ...broken.map((lines) => (lines[at] ?? "").padEnd(width)),
    ].join(" "),
  }));
}

function breakCell(text: string, width: number): string[] {
  const indent = /^[+-] | {2}/.test(text) ? "  " : "";
  const lines = breakText(text, width, indent);
  const kept = lines.slice(0, mostLines);
  if (lines.length > mostLines) kept[mostLines - 1] = shorten(`${kept[mostLines - 1]}…`, width);
  return kept.map((line) => shorten(line, width));
}

/** As many lines as the text takes, all but the first behind the indent. */
export function wrapped(text: string, columns: number, indent: string): ScreenLine[] {
  return breakText(printable(text), columns, indent).map((line) => ({ text: line }));
}

function breakText(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  const own = /^ */.exec(text)?.[0] ?? "";
  for (const word of text.trim().split(/ +/)) {
    const before = line === "" ? (lines.length === 0 ? own : indent) : `${line} `;
    if (line !== "" && before.length + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = `${before}${word}`;
  }
  return [...lines, line];
}
