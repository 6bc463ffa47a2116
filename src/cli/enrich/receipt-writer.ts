import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import {
  type AtomicFileOptions,
  type OutputFile,
  type OutputWatch,
  openAtomicFile,
} from "../../table/files/atomic-file.ts";
import type { ReceiptPlace } from "../input/receipt-place.ts";

/**
 * Writes a run's receipt together with its output: the receipt is whole on the disk before the
 * output takes its place, and follows it there. Without an output there is no receipt.
 */
export interface ReceiptWriter {
  /** What the output is opened with. */
  readonly watch: Required<OutputWatch>;
  /** When the output is in place. */
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** @param toReceipt what the receipt says, asked once all of the output is written */
export function createReceiptWriter(
  { file, beside }: ReceiptPlace,
  toReceipt: (outputSha256: string) => ReceiptFile,
  options: AtomicFileOptions,
): ReceiptWriter {
  const hash = createHash("sha256");
  let prepared: OutputFile | undefined;

  /** An older receipt says nothing about the new output. */
  async function dropStale(path: string | undefined): Promise<void> {
    if (path !== undefined && !options.keepExisting) await rm(path, { force: true });
  }

  return {
    watch: {
      onBytes: (bytes) => hash.update(bytes),
      async beforeInPlace() {
        if (file === undefined) return;
        prepared = await openAtomicFile(file, options);
        const receipt = toReceipt(hash.digest("hex"));
        await prepared.write(Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`));
        await prepared.settle();
      },
    },
    async finish() {
      try {
        await prepared?.finish();
      } catch (error) {
        await dropStale(file).catch(() => undefined);
        throw error;
      }
      if (file !== beside) await dropStale(beside);
    },
    abort: async () => prepared?.abort(),
  };
}
