import type { Buffer } from "node:buffer";
import { UsageError } from "../../model/errors.ts";
import { isKnownHeader } from "../columns/header-synonyms.ts";
import type { Dialect } from "../table.ts";
import { createRecordScanner } from "./scan-records.ts";

type Delimiter = Dialect["delimiter"];

export const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];
const sampleRecords = 100;

interface Score {
  delimiter: Delimiter;
  /** Header cells; 1 means the delimiter does not cut the header. */
  width: number;
  /** Share of records as wide as the header; another width of two or more counts half. */
  constancy: number;
  /** Share of header cells with a name that leads are known to have. */
  known: number;
  /** Records, and those of them that the delimiter cuts. */
  records: number;
  cut: number;
}

/** A delimiter, and how sure it is (`Certainty.delimiter`). */
export interface DelimiterFound {
  delimiter: Delimiter;
  certainty: number;
}

/**
 * `head` begins with the header. A delimiter must cut the header; among those that do, constancy
 * of the width and known header names decide. None cuts it: a list of one column.
 */
export function detectDelimiter(file: string, head: Buffer, final: boolean): DelimiterFound {
  const scores = delimiters.map((delimiter) => score(file, head, final, delimiter));
  const candidates = scores
    .filter(({ width }) => width > 1)
    .sort((a, b) => rank(b) - rank(a) || b.width - a.width);
  const [best, second] = candidates;
  if (best === undefined) return oneColumn(scores);
  if (file.toLowerCase().endsWith(".tsv") && candidates.some(isTab)) {
    return { delimiter: "\t", certainty: 1 };
  }
  const tie = second !== undefined && rank(best) - rank(second) < 0.05 * rank(best);
  const certainty = Math.min(1, best.constancy + best.known);
  if (tie || certainty < 0.9) throw unclearDelimiter(file);
  return { delimiter: best.delimiter, certainty };
}

function isTab({ delimiter }: Score): boolean {
  return delimiter === "\t";
}

function rank({ constancy, known }: Score): number {
  return constancy * (1 + known);
}

/** A delimiter that no cell holds, so that `Doe, Jane` stays one cell; else the comma. */
function oneColumn(scores: readonly Score[]): DelimiterFound {
  const uncut = scores.find(({ cut }) => cut === 0);
  const cut = Math.max(...scores.map((score) => score.cut / Math.max(1, score.records)));
  return { delimiter: uncut?.delimiter ?? ",", certainty: 1 - cut };
}

function score(file: string, head: Buffer, final: boolean, delimiter: Delimiter): Score {
  const scanner = createRecordScanner(head, final, { delimiter, width: 0, file });
  const widths: number[] = [];
  let header: string[] = [];
  let at = 0;
  for (let found = scanner.scan(at); found !== undefined; found = scanner.scan(at)) {
    if (header.length === 0) header = headerNames(head.toString("utf8", at, found.end), delimiter);
    if (found.kind !== "blank") widths.push(found.cells);
    at = found.next;
    if (widths.length > sampleRecords) break;
  }
  const width = widths[0] ?? 0;
  let fitting = 0;
  for (const cells of widths) fitting += cells === width ? 1 : cells > 1 ? 0.5 : 0;
  return {
    delimiter,
    width,
    constancy: widths.length === 0 ? 0 : fitting / widths.length,
    known: header.length === 0 ? 0 : header.filter(isKnownHeader).length / header.length,
    records: widths.length,
    cut: widths.filter((cells) => cells > 1).length,
  };
}

/** Good enough for recognising names; the header itself is parsed by csv-parse. */
function headerNames(text: string, delimiter: string): string[] {
  return text.split(delimiter).map((cell) => cell.replaceAll('"', ""));
}

export function unclearDelimiter(file: string): UsageError {
  return new UsageError(
    "delimiter_unclear",
    `What separates the cells of ${file} is not clear.`,
    'Say it with --delimiter: "," or ";" or "|" or tab. If the names of the columns stand further down, say --header-row N too.',
  );
}
