import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import type { MatchRequest } from "../model/contract.ts";
import { type ColumnMapping, type LeadField, leadFields } from "../table/lead-field.ts";
import type { TableRow } from "../table/table.ts";
import { judge } from "./judge.ts";
import { cleanCell, toMatchRequest } from "./lead.ts";
import { leadDigest, shortHash } from "./lead-hash.ts";
import { createLeadRegister } from "./lead-register.ts";
import type { HeaderAgain } from "./receipt.ts";
import { createSmallest } from "./smallest.ts";

/** Leads the context is settled from, and rows whose cells may say what a column holds. */
const CONTEXT_SAMPLE = 5000;
const MAPPING_SAMPLE = 1000;

const bom = Buffer.from("\uFEFF");

/** What one reading of a list finds, in memory that hardly grows with it (eight bytes a row). */
export interface RowCount {
  add(row: TableRow): void;
  rows(): number;
  rejected(): number;
  /** Widest long row's surplus. */
  extra(): number;
  /** Rows that are the header once more; undefined where there is none. */
  headerAgain(): HeaderAgain | undefined;
  /** Filled cells per mapped field. */
  cells(): Partial<Record<LeadField, number>>;
  /** Cells of the rows with the smallest hash: no lead is known before the mapping is. */
  cellSample(): readonly (readonly string[])[];
  /** The distinct leads with the smallest digests, ascending. */
  leadSample(): MatchRequest[];
  /** Distinct leads, and those in several rows: short hash → number of the first row. */
  leads(): { distinct: number; repeated: Map<number, number> };
}

/** @param header the header's own bytes */
export function createRowCount(mapping: ColumnMapping, header: Uint8Array): RowCount {
  const register = createLeadRegister();
  const leads = createSmallest<MatchRequest>(CONTEXT_SAMPLE);
  const cellSample = createSmallest<readonly string[]>(MAPPING_SAMPLE);
  const fields = mappedFields(mapping);
  let rows = 0;
  let rejected = 0;
  let extra = 0;
  let again: HeaderAgain | undefined;

  function addRecord(row: TableRow): void {
    extra = Math.max(extra, row.extra.length);
    for (const field of fields) {
      if (cleanCell(row.cells[field.index] ?? "") !== "") field.cells++;
    }
    const rowDigest = hash("sha256", row.raw, "hex");
    if (cellSample.wants(rowDigest)) cellSample.add(rowDigest, ownCopy(row.cells));
    const request = toMatchRequest(row, mapping);
    if (judge(request) !== undefined) return;
    const digest = leadDigest(request);
    register.add(row.number, shortHash(digest));
    if (leads.wants(digest)) leads.add(digest, ownCopy(request));
  }

  return {
    add(row) {
      if (row.kind === "blank_line") return;
      rows++;
      if (isHeader(row.raw, header)) {
        again = { rows: (again?.rows ?? 0) + 1, first_line: again?.first_line ?? row.line };
      }
      if (row.kind === "rejected") rejected++;
      else addRecord(row);
    },
    rows: () => rows,
    rejected: () => rejected,
    extra: () => extra,
    headerAgain: () => again,
    cells: () => Object.fromEntries(fields.map(({ name, cells }) => [name, cells])),
    cellSample: () => cellSample.values(),
    leadSample: () => leads.values(),
    leads: () => register.close(),
  };
}

/** Byte for byte, also behind the byte order mark of a file that was put behind another. */
function isHeader(raw: Uint8Array, header: Uint8Array): boolean {
  const more = raw.length - header.length;
  if (more !== 0 && more !== bom.length) return false;
  return Buffer.compare(raw.subarray(more), header) === 0 && startsWithBom(raw, more);
}

function startsWithBom(raw: Uint8Array, bytes: number): boolean {
  return bytes === 0 || Buffer.compare(raw.subarray(0, bytes), bom) === 0;
}

function mappedFields(mapping: ColumnMapping): { name: LeadField; index: number; cells: number }[] {
  return leadFields.flatMap((name) => {
    const mapped = mapping[name];
    return mapped === undefined ? [] : [{ name, index: mapped.index, cells: 0 }];
  });
}

/** A cell may be a slice of its whole record's text and would keep all of that in memory. */
function ownCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
