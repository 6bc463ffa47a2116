import type { DedupeMode } from "../../enrich/dedupe/dedupe-outcome.ts";
import type { EarlierRun } from "../../enrich/earlier-run.ts";
import type { SettledContext } from "../../enrich/receipt/receipt.ts";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { type WritableField, writableFields } from "../../enrich/write/writable-field.ts";
import type { WriteMode } from "../../enrich/write/write-mode.ts";
import { matchContextSchema } from "../../model/contract.ts";
import { InputError } from "../../model/errors.ts";
import {
  type ColumnMapping,
  type LeadField,
  leadFields,
  type MappedColumn,
} from "../../table/columns/lead-field.ts";
import { columnReference, columnsNamed } from "../../table/columns/map-option.ts";
import type { Table } from "../../table/table.ts";

/** The run whose rows without an answer are asked about again. */
export interface Earlier {
  run: EarlierRun;
  /** What its receipt says it was asked under; undefined without one. */
  terms: EarlierTerms | undefined;
}

/** Under what a run asked: what was settled about its list, and what an answer had to be. */
interface EarlierTerms {
  /** Undefined where the columns are to be understood anew. */
  mapping: ColumnMapping | undefined;
  /** The same as `--map` would say it, also of fields that no column has. */
  overrides: ReadonlyMap<LeadField, string> | undefined;
  settled: SettledContext;
  minConfidence: number;
  targetPrecision: number | undefined;
  /** As they were asked for. */
  fields: string;
  /** What became of duplicates; undefined where nobody looked for them. */
  dedupe: DedupeMode | undefined;
  release: string;
  /** What it wrote into the list's own columns. */
  write: EarlierWriting | undefined;
}

interface EarlierWriting {
  mode: WriteMode;
  /** What each of its columns held, by position. */
  fields: ReadonlyMap<number, WritableField>;
}

/** InputError where the list has not the columns that the receipt names and they are to be the same. */
export function earlierTerms(
  receipt: ReceiptFile,
  table: Table,
  columns: "same" | "anew" | "same_if_there",
): EarlierTerms {
  const { context, context_from, settings, release } = receipt;
  const settled = matchContextSchema.safeParse(context);
  if (!settled.success) throw contextUnknown(table.file);
  const { mapping, lost } = columns === "anew" ? understoodAnew : mappingOf(receipt, table);
  if (lost !== undefined && columns === "same") throw columnsChanged(table.file, lost);
  return {
    mapping,
    overrides: mapping && overridesOf(mapping, table.columns),
    settled: {
      context: settled.data,
      context_from: context_from as SettledContext["context_from"],
    },
    minConfidence: settings.min_confidence,
    targetPrecision: settings.target_precision,
    fields: settings.fields,
    dedupe: settings.dedupe,
    release,
    write: writingOf(receipt, table),
  };
}

function writingOf(
  { settings: { write }, columns: { written = [] } }: ReceiptFile,
  { columns }: Table,
): EarlierWriting | undefined {
  if (write === undefined) return undefined;
  const fields = new Map<number, WritableField>();
  const names: string[] = [];
  for (const { name, field } of written) {
    const [index] = columnsNamed(name, columns);
    const known = writableFields.find((one) => one === field);
    if (index === undefined || known === undefined) continue;
    fields.set(index, known);
    names.push(name);
  }
  return { mode: write === "fill" ? { mode: "fill" } : { mode: write, columns: names }, fields };
}

function overridesOf(
  mapping: ColumnMapping,
  columns: readonly string[],
): ReadonlyMap<LeadField, string> {
  return new Map(
    leadFields.map((field) => {
      const index = mapping[field]?.index;
      return [field, index === undefined ? "" : columnReference(index, columns)];
    }),
  );
}

interface FoundColumns {
  /** Undefined where one of the columns is not there any more. */
  mapping?: ColumnMapping;
  /** The field that it was. */
  lost?: LeadField;
}

const understoodAnew: FoundColumns = {};

/** Columns may have been moved since. */
function mappingOf(receipt: ReceiptFile, { columns }: Table): FoundColumns {
  const mapping: ColumnMapping = {};
  for (const field of leadFields) {
    const mapped = receipt.mapping[field] as MappedColumn | undefined;
    if (mapped === undefined) continue;
    const named = columns.flatMap((column, at) => (column === mapped.column ? [at] : []));
    const index = named.includes(mapped.index) ? mapped.index : named[0];
    if (index === undefined || (index !== mapped.index && named.length > 1)) {
      return { lost: field };
    }
    mapping[field] = { ...mapped, index };
  }
  return { mapping };
}

function columnsChanged(file: string, field: LeadField): InputError {
  return new InputError(
    "retry_columns_changed",
    `${file} has not the column any more that was ${field} in the run, or has it several times.`,
    "Put its header back as it was, or enrich the whole list again with --replace-hb.",
  );
}

function contextUnknown(file: string): InputError {
  return new InputError(
    "receipt_unusable",
    `The receipt of ${file} has a context that this version of heartbeat does not know.`,
    "Use the version that wrote it, or enrich the whole list again with --replace-hb.",
  );
}
