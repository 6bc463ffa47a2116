import type { Survey } from "../../enrich/receipt/receipt.ts";
import type { Table } from "../../table/table.ts";
import { count } from "../screen/progress.ts";

/** A reading less sure than this is put into words. */
const sure = 0.9;

/** What is doubtful or unusual in how a text was read; empty for most lists. */
export function readingLines(table: Table, survey: Pick<Survey, "header_again">): string[] {
  return [
    ...encodingLines(table),
    ...delimiterLines(table),
    ...headerLines(table),
    ...againLines(survey),
  ].map((line) => `  ${line}`);
}

function encodingLines({ certainty, dialect, text }: Table): string[] {
  const beyond = text?.beyondAscii;
  if (certainty === undefined || beyond === undefined) return [];
  const { lines, firstLine, utf8Lines, firstNotUtf8 } = beyond;
  if (dialect.encoding === "utf-8") {
    return [
      `encoding utf-8 (its BOM says so), but ${lineCount(lines - utf8Lines)} not UTF-8, the first is line ${firstNotUtf8 ?? firstLine}`,
    ];
  }
  const where = `${lineCount(lines, "hold")} other characters than ASCII, the first is line ${firstLine}`;
  const utf8 = utf8Lines === 0 ? [] : [`${count(utf8Lines)} of them would be UTF-8`];
  if (certainty.encoding >= sure) return utf8.length === 0 ? [] : [`${where}; ${utf8[0]}`];
  return [`encoding ${dialect.encoding} (likely; no BOM, not UTF-8)`, [where, ...utf8].join("; ")];
}

function delimiterLines({ certainty, columns }: Table): string[] {
  if (certainty === undefined || certainty.delimiter >= sure) return [];
  if (columns.length > 1) return ["the delimiter is likely, not certain; --delimiter says it"];
  return ["one column (likely; commas in its cells separate none); --delimiter says otherwise"];
}

function headerLines({ certainty, text }: Table): string[] {
  if (certainty === undefined || text === undefined) return [];
  const { linesAbove, headerLine } = text;
  const above =
    linesAbove === 0
      ? []
      : [
          `${linesAbove === 1 ? "1 line above the header is" : `${count(linesAbove)} lines above the header are`} kept as ${linesAbove === 1 ? "it is" : "they are"}; the header is line ${headerLine}`,
        ];
  if (certainty.header >= sure) return above;
  return [
    ...above,
    `header line ${headerLine} (likely; the first line, with no name that is known)`,
  ];
}

/** Exports that were put one behind the other. */
function againLines({ header_again }: Pick<Survey, "header_again">): string[] {
  if (header_again === undefined) return [];
  const { rows, first_line } = header_again;
  return [
    rows === 1
      ? `line ${first_line} is the header again; it is kept as a row`
      : `${count(rows)} lines are the header again, the first is line ${first_line}; they are kept as rows`,
  ];
}

function lineCount(lines: number, verb?: "hold"): string {
  if (lines === 1) return `1 line ${verb === undefined ? "is" : "holds"}`;
  return `${count(lines)} lines ${verb ?? "are"}`;
}
