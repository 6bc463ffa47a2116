import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import type { ColumnMapping } from "../../table/columns/lead-field.ts";
import type { Table } from "../../table/table.ts";
import type { ContextOptions } from "../rows/settle-context.ts";
import { JOURNAL_SCHEMA } from "./journal-header.ts";

/** Everything that an answer depends on. What only shapes the output is not in it. */
export interface RunBinding {
  toolVersion: string;
  service: { kind: string; url?: string | undefined };
  release: string;
  inputSha256: string;
  table: Pick<Table, "format" | "sheet" | "dialect" | "header" | "dropped">;
  mapping: ColumnMapping;
  /** What the user said of the context, not what was estimated. */
  said: ContextOptions;
  /** 0..1 */
  minConfidence: number;
  /** Whether rows are asked about by what was found for them before. */
  refreshes: boolean;
}

/** The binding as it stands in a journal, in one order of keys. */
export function bindingOf(binding: RunBinding): Record<string, unknown> {
  const { table, mapping, said, service } = binding;
  const { header, dialect } = table;
  return {
    schema: JOURNAL_SCHEMA,
    tool_version: binding.toolVersion,
    service: { kind: service.kind, url: service.url ?? null },
    release: binding.release,
    input_sha256: binding.inputSha256,
    format: table.format,
    sheet: table.sheet ?? null,
    dialect: [dialect.delimiter, dialect.encoding, dialect.bom, dialect.line_ending],
    // Where the list begins, too: what stands above the header is in it.
    header_sha256: hash(
      "sha256",
      Buffer.concat([header.before, Buffer.from("\n"), header.raw]),
      "hex",
    ),
    dropped: table.dropped ?? [],
    mapping: Object.entries(mapping)
      .flatMap(([field, column]) => (column === undefined ? [] : [[field, column.index] as const]))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    said: {
      name_order: said.nameOrder ?? null,
      name_columns: said.nameColumns ?? null,
      prior: said.prior ?? null,
    },
    min_confidence: binding.minConfidence,
    ...(binding.refreshes ? { refreshes: true } : {}),
  };
}

/** The same for the same run, 16 hex digits. */
export function runIdOf(binding: Record<string, unknown>): string {
  return hash("sha256", JSON.stringify(binding), "hex").slice(0, 16);
}
