import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const unzip = promisify(gunzip);

/** A body that is too long, or not what its headers say. */
export class BodyError extends Error {}

/** The body as text, unpacked; no more than so many bytes of either are ever held. */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string | string[] | undefined,
  most: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > most) throw new BodyError("too long");
    chunks.push(chunk);
  }
  const plain = await unpack(Buffer.concat(chunks), String(encoding ?? "identity"), most);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    throw new BodyError("not UTF-8");
  }
}

async function unpack(bytes: Buffer, encoding: string, most: number): Promise<Uint8Array> {
  const said = encoding.trim().toLowerCase();
  if (said === "identity" || said === "") return bytes;
  if (said !== "gzip" && said !== "x-gzip") throw new BodyError("another encoding");
  try {
    return await unzip(bytes, { maxOutputLength: most });
  } catch {
    throw new BodyError("no gzip");
  }
}
