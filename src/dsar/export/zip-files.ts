import { Buffer } from "node:buffer";
import { ZipFile } from "yazl";

/** The first moment that a zip can hold; the same digits in every time zone. */
const fixedTime = new Date(1980, 0, 1);

/**
 * A zip of these files whose bytes hang on names and contents alone: names sorted, one time, one mode
 * (0600), and stored: what compresses differs from machine to machine.
 */
export async function zipFiles(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { mtime: fixedTime, forceDosTimestamp: true, mode: 0o100600, compress: false };
  for (const name of [...files.keys()].sort()) {
    zip.addBuffer(Buffer.from(files.get(name) ?? []), name, options);
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
