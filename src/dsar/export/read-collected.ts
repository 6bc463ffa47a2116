import { parse } from "csv-parse/sync";
import { InputError } from "../../model/errors.ts";
import type { CategoryCode } from "./categories.ts";
import { guarded, type Piece, withheldPiece } from "./piece.ts";

/** A cell as another system calls it. */
interface Cell {
  field: string;
  value: string;
  day?: string;
}

/** A name of a column or key that says of which day its record is. */
const dayNames: ReadonlySet<string> = new Set(["date", "day", "collected_on"]);
const isoDay = /^\d{4}-\d\d-\d\d/;

/**
 * What another system holds of somebody: JSON, or CSV with a header. Throws InputError, which tells
 * nothing of what is in it.
 */
export function readCollected(bytes: Uint8Array): Cell[] {
  const text = decode(bytes);
  const cells = /^\s*[[{]/.test(text) ? cellsOfJson(text) : cellsOfCsv(text);
  if (cells.length > 0) return cells;
  throw unusable("It holds no value.", "Where nothing is held, say so: --none instead of --from.");
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unusable("It is no UTF-8 text.", "Save it as UTF-8: CSV with a header, or JSON.");
  }
}

function cellsOfJson(text: string): Cell[] {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    throw unusable("It begins as JSON and is none.", "Check it with a JSON tool.");
  }
  const records = Array.isArray(root) ? root : [root];
  return records.flatMap((record) => {
    const cells = [...leavesOf(record, "")];
    const day = cells.find(({ field, value }) => dayNames.has(field) && isoDay.test(value));
    return withDay(cells, day?.value);
  });
}

/** Every value with the path to it: `orders.1.amount`. */
function* leavesOf(value: unknown, path: string): Generator<Cell> {
  if (value === null || value === undefined || value === "") return;
  if (typeof value !== "object") {
    yield { field: path === "" ? "value" : path, value: String(value) };
    return;
  }
  for (const [key, one] of Object.entries(value)) {
    const name = Array.isArray(value) ? String(Number(key) + 1) : key;
    yield* leavesOf(one, path === "" ? name : `${path}.${name}`);
  }
}

function cellsOfCsv(text: string): Cell[] {
  const [header = [], ...rows] = recordsOf(text);
  return rows.flatMap((row) => {
    const cells = row.flatMap((value, i) =>
      value === "" ? [] : [{ field: header[i] || `column ${i + 1}`, value }],
    );
    const day = cells.find(({ field }) => dayNames.has(field.trim().toLowerCase()));
    return withDay(cells, day?.value);
  });
}

/** csv-parse's errors carry the record: none of them goes on. */
function recordsOf(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch {
    throw unusable("Its quotes do not add up.", "Save it as CSV with a header, or as JSON.");
  }
}

function withDay(cells: readonly Cell[], day: string | undefined): Cell[] {
  const known = day === undefined ? undefined : isoDay.exec(day)?.[0];
  return cells.map((cell) => (known === undefined ? cell : { ...cell, day: known }));
}

function unusable(why: string, hint: string): InputError {
  return new InputError("collected_unusable", `The file of --from cannot be used. ${why}`, hint);
}

/** The same as pieces of a category, without what must never be disclosed. */
export function piecesOfCollected(category: CategoryCode, bytes: Uint8Array): Piece[] {
  return readCollected(bytes).map((cell) => {
    const piece = guarded({ category, ...cell, source: "another system of the business" });
    const isAccount = category === "C4" && piece.withheld === undefined && isLongNumber(cell.value);
    return isAccount ? withheldPiece(piece, "financial-account") : piece;
  });
}

/** Among financial information a number of eight digits or more is an account's, unless it is a time. */
function isLongNumber(value: string): boolean {
  return !isoDay.test(value) && value.replace(/\D/g, "").length >= 8;
}
