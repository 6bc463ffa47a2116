import { codeOfReason, reasonCodes } from "../model/reason.ts";
import type { Table, TableRow } from "../table/table.ts";
import { openCsvWriter } from "../table/text/csv-writer.ts";

/** The rows that nobody got, in their order: a few bytes each. */
export interface RejectList {
  /** @param reason `code: words` */
  add(row: TableRow, reason: string): void;
  readonly length: number;
  /** Number of each row, and why, as the column `hb_reject` says it. */
  rows(): Iterable<{ number: number; reason: string }>;
  /** Cells beyond the header that the longest of them has. */
  extra(): number;
}

/** Of lines that are no records, several may have one number; each is as it comes. */
export function createRejectList(): RejectList {
  const numbers: number[] = [];
  const reasons: string[] = [];
  const known = new Map<string, string>();
  let extra = 0;
  return {
    add(row, reason) {
      const code = codeOfReason(reason);
      const words = known.get(code) ?? plainReason(code, reason);
      known.set(code, words);
      numbers.push(row.number);
      reasons.push(words);
      extra = Math.max(extra, row.extra.length);
    },
    get length() {
      return numbers.length;
    },
    *rows() {
      for (const [i, number] of numbers.entries()) yield { number, reason: reasons[i] as string };
    },
    extra: () => extra,
  };
}

/** In the words of its code alone: the same text for all rows of one code. */
function plainReason(code: string, reason: string): string {
  const words: Readonly<Record<string, string>> = reasonCodes;
  const known = words[code];
  return known === undefined ? reason : `${code}: ${known}`;
}

interface WriteRejectsOptions {
  signal: AbortSignal;
  unfinished: Set<string>;
}

/**
 * Writes these rows as they stand in the list, and why in a column `hb_reject`: mended, they can be
 * imported again. Reads the list once more.
 */
export async function writeRejects(
  path: string,
  table: Table,
  rejects: RejectList,
  { signal, unfinished }: WriteRejectsOptions,
): Promise<void> {
  const { columns, header, dialect } = table;
  const writer = await openCsvWriter(path, {
    ...{ columns, header, dialect, signal, unfinished },
    added: ["hb_reject"],
    extraColumns: rejects.extra(),
  });
  try {
    const wanted = rejects.rows()[Symbol.iterator]();
    let next = wanted.next();
    for await (const rows of table.rows({ signal })) {
      const written: { row: TableRow; cells: readonly string[] }[] = [];
      for (const row of rows) {
        if (next.done || row.kind === "blank_line" || row.number !== next.value.number) continue;
        written.push({ row, cells: [next.value.reason] });
        next = wanted.next();
      }
      if (written.length > 0) await writer.write(written);
      if (next.done) break;
    }
    await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
