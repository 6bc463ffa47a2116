import type { Buffer } from "node:buffer";
import { UsageError } from "../../model/errors.ts";
import { isKnownHeader } from "../columns/header-synonyms.ts";
import type { Dialect } from "../table.ts";
import { parseCells } from "./parse-cells.ts";
import { createRecordScanner, type ScannedRecord } from "./scan-records.ts";

type Delimiter = Dialect["delimiter"];

/** Records that may be the header, and how many behind one are looked at. */
const headerRecords = 20;
const sampleRecords = 100;
/** Names that make a header; share of the records below it that must be as wide. */
const convincingNames = 2;
const mostOf = 0.5;
/** Share of one width among the records that makes a narrower first line doubtful. */
const nearlyAll = 0.8;
const fewRecords = 3;

/** Where in the text the header was found, below other lines. */
export interface HeaderBelow {
  delimiter: Delimiter;
  /** Offset of its record, and physical lines before it. */
  bytes: number;
  lines: number;
}

export interface HeaderSearch {
  file: string;
  head: Buffer;
  /** Whether `head` is the whole text. */
  final: boolean;
  /** Where the first line of text begins, and the physical lines before it. */
  from: { bytes: number; lines: number };
}

interface Sampled {
  found: ScannedRecord;
  /** Physical lines before it. */
  lines: number;
}

/** How many different cells of a header have a name that leads are known to have. */
export function countKnownNames(cells: readonly string[]): number {
  return new Set(cells.map((cell) => cell.trim().toLowerCase()).filter(isKnownHeader)).size;
}

/** The cells of the first record under a delimiter; undefined when it is no record. */
export function firstCells(search: HeaderSearch, delimiter: Delimiter): string[] | undefined {
  const [first] = sample(search, delimiter, 1);
  return first === undefined ? undefined : cellsOf(first, search.head, delimiter);
}

/**
 * The header where the first line is none: the first of twenty records with two known names and the
 * width that most records below it have, when the first line fills fewer cells. Undefined where
 * there is no such record. UsageError where several delimiters each show another one, and where
 * the first line fills as many cells but has no known name, or one above nothing but known names.
 */
export function findHeaderBelow(
  search: HeaderSearch,
  delimiters: readonly Delimiter[],
  knownAbove: number,
): HeaderBelow | undefined {
  const candidates = delimiters
    .flatMap((delimiter) => candidateOf(search, delimiter, knownAbove) ?? [])
    .sort((a, b) => b.known - a.known || b.share - a.share);
  const [best, second] = candidates;
  if (best === undefined) return undefined;
  if (second?.known === best.known && second.share === best.share) {
    throw unclearHeader(search.file, undefined);
  }
  if (!best.wider) throw unclearHeader(search.file, best.lines + 1);
  return best;
}

interface Candidate extends HeaderBelow {
  known: number;
  /** Share of the records below that are as wide. */
  share: number;
  /** Whether the first line fills fewer cells. */
  wider: boolean;
}

function candidateOf(
  search: HeaderSearch,
  delimiter: Delimiter,
  knownAbove: number,
): Candidate | undefined {
  const records = sample(search, delimiter, headerRecords + sampleRecords);
  const [first] = records;
  const filled = first === undefined ? 0 : filledCells(first, search.head, delimiter);
  for (let i = 1; i < Math.min(headerRecords, records.length); i++) {
    const { found, lines } = records[i] as Sampled;
    if (found.cells < convincingNames) continue;
    const cells = cellsOf(records[i] as Sampled, search.head, delimiter) ?? [];
    const known = countKnownNames(cells);
    if (known < convincingNames) continue;
    const wider = found.cells > filled;
    if (!wider && knownAbove > 0 && !cells.every(isKnownHeader)) continue;
    const below = records.slice(i + 1, i + 1 + sampleRecords);
    const share = below.filter(({ found: { cells } }) => cells === found.cells).length;
    if (share <= below.length * mostOf) continue;
    return { delimiter, bytes: found.start, lines, known, share: share / below.length, wider };
  }
  return undefined;
}

/**
 * Refuses a first line without any known name that has fewer cells than nearly all lines below it:
 * the title of a report, most likely. A list of one column may well have commas in its cells.
 */
export function refuseTitle(search: HeaderSearch, delimiters: readonly Delimiter[]): void {
  for (const delimiter of delimiters) {
    const [first, ...below] = sample(search, delimiter, 1 + sampleRecords);
    if (first === undefined || below.length < fewRecords) continue;
    const width = commonestWidth(below);
    const alike = below.filter(({ found }) => found.cells === width);
    const least = delimiter === "," ? 3 : 2;
    if (width < least || width <= first.found.cells) continue;
    if (alike.length < below.length * nearlyAll) continue;
    throw unclearHeader(search.file, (alike[0] as Sampled).lines + 1);
  }
}

function commonestWidth(records: readonly Sampled[]): number {
  const counts = new Map<number, number>();
  for (const { found } of records) counts.set(found.cells, (counts.get(found.cells) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function sample({ file, head, final, from }: HeaderSearch, delimiter: Delimiter, most: number) {
  const scanner = createRecordScanner(head, final, { delimiter, width: 0, file });
  const records: Sampled[] = [];
  let lines = from.lines;
  let at = from.bytes;
  for (let found = scanner.scan(at); found !== undefined; found = scanner.scan(at)) {
    if (found.kind !== "blank") records.push({ found, lines });
    if (records.length === most) break;
    lines += found.lines;
    at = found.next;
  }
  return records;
}

function cellsOf({ found }: Sampled, head: Buffer, delimiter: Delimiter): string[] | undefined {
  if (found.kind === "damaged") return undefined;
  const raw = head.subarray(found.start, found.end);
  return parseCells([{ ...found, raw, quoted: found.kind === "quoted" }], delimiter)[0];
}

/** Cells up to the last one with text: spreadsheets pad the lines of a report with empty ones. */
function filledCells(record: Sampled, head: Buffer, delimiter: Delimiter): number {
  const cells = cellsOf(record, head, delimiter) ?? [];
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}

function unclearHeader(file: string, line: number | undefined): UsageError {
  return new UsageError(
    "header_unclear",
    `Which line of ${file} names the columns is not clear.`,
    `Say it with --header-row: ${line === undefined ? "" : `--header-row ${line} if it is line ${line}, `}--header-row 1 if it is the first line after all.`,
  );
}
