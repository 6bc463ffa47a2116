import { createHash } from "node:crypto";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { createRowLayout, differingParts } from "../../enrich/receipt/row-layout.ts";
import { createUntouchedHash } from "../../enrich/receipt/untouched-hash.ts";
import { headerHash } from "../../enrich/receipt/write-up-receipt.ts";
import { InputError } from "../../model/errors.ts";
import type { Dialect, Table } from "../../table/table.ts";
import { originalBytes } from "./original-bytes.ts";

/** What a list that is to be given back is, known before anything of it is written. */
export interface Examined {
  /**
   * `file`: the file that the run read, byte for byte. `list`: its header and records, where the
   * file itself cannot be had. `edited`: neither.
   */
  proof: "file" | "list" | "edited";
  rows: number;
  /** Of the file that will be written. */
  sha256: string;
  /** How it is written: as the run found it, or UTF-8 where an edit does not fit into that. */
  dialect: Pick<Dialect, "encoding" | "bom">;
  /** First and last rows of the parts in which records differ from those of the run. */
  differing: readonly [first: number, last: number][];
}

interface Options {
  signal: AbortSignal;
  onProgress?: (rows: number) => void;
}

/** Reads the list once, or twice where its own encoding does not hold it any more. */
export async function examineOriginal(
  original: Table,
  receipt: ReceiptFile,
  options: Options,
): Promise<Examined> {
  const { encoding, bom } = receipt.dialect;
  try {
    return await examine(original, receipt, { encoding, bom }, options);
  } catch (error) {
    if (!(error instanceof InputError && error.code === "not_encodable")) throw error;
    return await examine(original, receipt, { encoding: "utf-8", bom: true }, options);
  }
}

async function examine(
  original: Table,
  receipt: ReceiptFile,
  dialect: Pick<Dialect, "encoding" | "bom">,
  { signal, onProgress }: Options,
): Promise<Examined> {
  const hash = createHash("sha256");
  const untouched = createUntouchedHash();
  const layout = createRowLayout(original);
  const pieces = originalBytes(original, dialect, {
    signal,
    onRows(rows) {
      rows.forEach(untouched.add);
      rows.forEach(layout.add);
      onProgress?.(untouched.rows());
    },
  });
  for await (const piece of pieces) hash.update(piece);
  const sha256 = hash.digest("hex");
  const rows = untouched.rows();
  const isList =
    headerHash(original) === receipt.header_sha256 &&
    untouched.digest() === receipt.untouched_sha256;
  return {
    proof: proofOf(receipt, sha256, isList),
    rows,
    sha256,
    dialect,
    differing: differingParts(layout.layout(), receipt.layout, Math.max(rows, receipt.rows_in)),
  };
}

function proofOf(receipt: ReceiptFile, sha256: string, isList: boolean): Examined["proof"] {
  if (sha256 === receipt.input.sha256) return "file";
  // What the run left out, or read from a workbook, no output gives back.
  const isPart = receipt.columns.dropped.length > 0 || receipt.input.format !== "csv";
  return isPart && isList ? "list" : "edited";
}
