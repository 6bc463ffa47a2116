import { Buffer } from "node:buffer";
import { Writable } from "node:stream";
import type { InputFile } from "../../src/table/files/input-file.ts";

/** A file that is read, without a disk. */
export function memoryInput(name: string, bytes: Buffer): InputFile {
  return {
    name,
    size: bytes.length,
    async *chunks() {
      // In two pieces, so that records are cut somewhere.
      const middle = bytes.length >> 1;
      yield Buffer.from(bytes.subarray(0, middle));
      yield Buffer.from(bytes.subarray(middle));
    },
    checkSame: async () => undefined,
    close: async () => undefined,
  };
}

/** What is written to standard output. */
export function memoryOutput(): { stdout: Writable; bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stdout, bytes: () => Buffer.concat(chunks) };
}
