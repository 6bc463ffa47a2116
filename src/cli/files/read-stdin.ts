import { Buffer } from "node:buffer";
import type { Io } from "../io.ts";

/**
 * Standard input to its end, or to where it is longer than anything that is meant: what comes back has
 * more than `longest` bytes then, and is not whole.
 */
export async function readStdin({ stdin }: Pick<Io, "stdin">, longest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size > longest) break;
  }
  return Buffer.concat(chunks);
}
