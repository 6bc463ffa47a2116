import { InputError } from "../../model/errors.ts";
import { type Status, statuses } from "../../model/status.ts";
import { isNpi, readNpi } from "../../normalize/npi.ts";
import type { TableRow } from "../../table/table.ts";
import { columnsNamed, fileName, type Header } from "./find-column.ts";
import type { ScoredLead } from "./scored-lead.ts";

type Answer = Omit<ScoredLead, "truth">;

const columns = ["hb_status", "hb_confidence", "hb_npi", "hb_candidates"] as const;

type AnswerColumns = Record<(typeof columns)[number], number>;

/** Where a list has the answers of `heartbeat enrich`; InputError when it has none. */
export function findAnswerColumns(list: Header): AnswerColumns {
  const found = columns.map((column) => [column, columnsNamed(column, list.columns)] as const);
  const missing = found.find(([, positions]) => positions.length === 0);
  if (missing !== undefined) throw notEnriched(list, missing[0], found);
  const twice = found.find(([, positions]) => positions.length > 1);
  if (twice !== undefined) {
    throw new InputError(
      "answers_twice",
      `${fileName(list.file)} has several columns called ${twice[0]}, so that it is not clear which answers count.`,
      "Keep the hb_ columns of one run, or enrich the list again with --replace-hb.",
    );
  }
  return Object.fromEntries(found.map(([column, [index = 0]]) => [column, index])) as AnswerColumns;
}

function notEnriched(
  list: Header,
  missing: string,
  found: readonly (readonly [string, readonly number[]])[],
): InputError {
  const hasSome = found.some(([, positions]) => positions.length > 0);
  return new InputError(
    "not_enriched",
    `${fileName(list.file)} is not an enriched list: it has no ${missing} column.`,
    hasSome
      ? "Give it with all the hb_ columns that heartbeat enrich wrote."
      : "Run heartbeat enrich on the list first and give its output here.",
  );
}

const namesSomebody: ReadonlySet<Status> = new Set([
  "matched",
  "ambiguous",
  "no_match",
  "conflict",
]);

/**
 * A matched row names its NPI; of any other answer the first candidate counts, where it has any.
 * A line that was no CSV record is what enrichment made of it.
 */
export function readAnswer(row: TableRow, at: AnswerColumns, file: string): Answer {
  if (row.kind === "rejected") return { status: "invalid_input", npi: "", confidence: 0 };
  const cell = (column: keyof AnswerColumns) => row.cells[at[column]]?.trim() ?? "";
  const text = cell("hb_status");
  const status = statuses.find((known) => known === text);
  if (status === undefined) throw unreadable("hb_status", row, file);
  if (!namesSomebody.has(status)) return { status, npi: "", confidence: 0 };
  if (status === "matched") {
    // Tables of floats write `.0` behind it.
    const read = readNpi(cell("hb_npi"));
    const confidence = toConfidence(cell("hb_confidence"));
    if (read.kind !== "valid") throw unreadable("hb_npi", row, file);
    if (confidence === undefined) throw unreadable("hb_confidence", row, file);
    return { status, npi: read.npi, confidence };
  }
  const listed = cell("hb_candidates")
    .split(";")
    .map((text) => text.trim());
  // Whose the NPI is in a conflict: the one person the list says it is not.
  const first = listed.find((text) => text !== "" && !text.endsWith(":holder"));
  if (first === undefined) return { status, npi: "", confidence: 0 };
  const [npi = "", share = ""] = first.split(":");
  const confidence = toConfidence(share);
  if (!isNpi(npi) || confidence === undefined) throw unreadable("hb_candidates", row, file);
  return { status, npi, confidence };
}

/** undefined unless a number from 0 to 1, written plainly. */
function toConfidence(text: string): number | undefined {
  if (!/^(?:[01](?:\.\d*)?|\.\d+)$/.test(text)) return undefined;
  const value = Number(text);
  return value <= 1 ? value : undefined;
}

function unreadable(column: string, { number }: TableRow, file: string): InputError {
  return new InputError(
    "answer_unreadable",
    `${fileName(file)}: ${column} of row ${number} is not as heartbeat writes it.`,
    "Was the file saved by a spreadsheet? Evaluate it as heartbeat enrich wrote it.",
  );
}
