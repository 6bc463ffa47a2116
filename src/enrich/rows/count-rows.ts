import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import type { MatchRequest } from "../../model/contract.ts";
import { cleanCell } from "../../normalize/cells/clean-cell.ts";
import { type ColumnMapping, type LeadField, leadFields } from "../../table/columns/lead-field.ts";
import type { TableRow } from "../../table/table.ts";
import type { EarlierRun } from "../earlier-run.ts";
import type { CellDamage, HeaderAgain } from "../receipt/receipt.ts";
import { apart } from "../refresh/npi-to-ask.ts";
import { cellDamage, type DamageKind } from "./cell-damage.ts";
import { readLead } from "./lead.ts";
import { leadDigest, shortHash } from "./lead-hash.ts";
import { createLeadRegister } from "./lead-register.ts";
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
  /** Records that an earlier run left without an answer; all without such a run. */
  open(): number;
  /** Widest long row's surplus. */
  extra(): number;
  /** Rows that are the header once more; undefined where there is none. */
  headerAgain(): HeaderAgain | undefined;
  /** Filled cells per mapped field, of rows that are open. */
  cells(): Partial<Record<LeadField, number>>;
  /** What spreadsheets have done to the mapped cells, in the order of fields. */
  damage(): CellDamage[];
  /** Cells of the rows with the smallest hash: no lead is known before the mapping is. */
  cellSample(): readonly (readonly string[])[];
  /** The distinct leads with the smallest digests, ascending. */
  leadSample(): MatchRequest[];
  /** Distinct leads, and those in several rows: short hash → number of the first row. */
  leads(): { distinct: number; repeated: Map<number, number> };
}

/**
 * @param header the header's own bytes
 * @param earlier whose answers stay: its rows are none that would be asked about
 */
export function createRowCount(
  mapping: ColumnMapping,
  header: Uint8Array,
  earlier?: EarlierRun,
): RowCount {
  const register = createLeadRegister();
  const leads = createSmallest<MatchRequest>(CONTEXT_SAMPLE);
  const cellSample = createSmallest<readonly string[]>(MAPPING_SAMPLE);
  const fields = mappedFields(mapping);
  let rows = 0;
  let rejected = 0;
  let open = 0;
  let extra = 0;
  let again: HeaderAgain | undefined;

  function addRecord(row: TableRow): void {
    extra = Math.max(extra, row.extra.length);
    const isOpen = earlier?.answerOf(row) === undefined;
    if (isOpen) {
      open++;
      addCells(row);
    }
    const rowDigest = hash("sha256", row.raw, "hex");
    if (cellSample.wants(rowDigest)) cellSample.add(rowDigest, ownCopy(row.cells));
    const before = earlier?.before?.(row).finding;
    const { request, problem, npiBefore } = readLead(row, mapping, before);
    if (problem !== undefined) return;
    const digest = leadDigest(request, apart(before, npiBefore));
    if (isOpen) register.add(row.number, shortHash(digest));
    if (leads.wants(digest)) leads.add(digest, ownCopy(request));
  }

  function addCells(row: TableRow): void {
    const state = row.cells[mapping.state?.index ?? -1] ?? "";
    for (const field of fields) {
      const cell = row.cells[field.index] ?? "";
      if (cleanCell(cell) !== "") field.cells++;
      for (const kind of cellDamage(field.name, cell, state)) {
        field.damage.set(kind, (field.damage.get(kind) ?? 0) + 1);
      }
    }
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
    open: () => open,
    extra: () => extra,
    headerAgain: () => again,
    cells: () => Object.fromEntries(fields.map(({ name, cells }) => [name, cells])),
    damage: () =>
      fields.flatMap(({ name, column, damage }) =>
        [...damage].map(([kind, cells]) => ({ kind, field: name, column, cells })),
      ),
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

interface FieldCount {
  name: LeadField;
  index: number;
  column: string;
  /** Filled ones. */
  cells: number;
  damage: Map<DamageKind, number>;
}

function mappedFields(mapping: ColumnMapping): FieldCount[] {
  return leadFields.flatMap((name) => {
    const mapped = mapping[name];
    if (mapped === undefined) return [];
    const { index, column } = mapped;
    return [{ name, index, column, cells: 0, damage: new Map<DamageKind, number>() }];
  });
}

/** A cell may be a slice of its whole record's text and would keep all of that in memory. */
function ownCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
