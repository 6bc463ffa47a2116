import { Buffer } from "node:buffer";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll } from "vitest";
import { type OpenTableOptions, openTable } from "../../src/table/open-table.ts";
import type { Table, TableRow } from "../../src/table/table.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

export const signal: AbortSignal = new AbortController().signal;

/** A folder of this test file's own, gone at its end. */
export async function tempFolder(): Promise<string> {
  const folder = temporaryFolder("heartbeat-table");
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface ReadList {
  table: Omit<Table, "close">;
  rows: TableRow[];
}

/** Writes bytes to `path` and reads them back as a list, wholly. */
export async function readList(
  path: string,
  content: string | Uint8Array,
  options: Partial<OpenTableOptions> = {},
): Promise<ReadList> {
  await writeFile(path, content);
  const table = await openTable(path, { tempDir: tmpdir(), signal, ...options });
  try {
    return { table, rows: await allRows(table) };
  } finally {
    await table.close();
  }
}

export async function allRows(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows({ signal })) rows.push(...batch);
  return rows;
}

/** What a reader would have to write to get the text back: everything, as UTF-8. */
export function joined({ table, rows }: ReadList): string {
  const { before, raw, ending } = table.header;
  const parts = [before, raw, Buffer.from(ending)];
  for (const row of rows) parts.push(row.raw, Buffer.from(row.ending));
  return Buffer.concat(parts).toString("utf8");
}

export function utf16be(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}
