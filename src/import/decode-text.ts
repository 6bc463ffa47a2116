import { isAscii, isUtf8 } from "node:buffer";
import iconv from "iconv-lite";

/** Pieces are gathered to this size: a zip hands out 16 KB at a time. */
const PIECE = 512 * 1024;

/**
 * Bytes to text, in pieces that never cut a character. UTF-8 with or without byte order mark;
 * from the first piece that is not UTF-8 on, the file is read as Windows-1252 (two editions of
 * the NUCC list are).
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let isWindows = false;
  let first = true;
  const decode = (bytes: Buffer): string => {
    if (isAscii(bytes)) return bytes.toString("latin1");
    isWindows ||= !isUtf8(bytes);
    // Node's own decoder of this name gives Latin-1 instead, up to Node 22.
    return isWindows ? iconv.decode(bytes, "windows-1252") : bytes.toString("utf8");
  };
  const start = (text: string): string => {
    const bare = first && text.startsWith("\ufeff") ? text.slice(1) : text;
    first = false;
    return bare;
  };
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < PIECE) continue;
    const bytes = Buffer.concat(held);
    const whole = isWindows ? bytes.length : endOfWholeCharacters(bytes);
    held = whole < bytes.length ? [bytes.subarray(whole)] : [];
    size = bytes.length - whole;
    yield start(decode(bytes.subarray(0, whole)));
  }
  if (size > 0) yield start(decode(Buffer.concat(held)));
}

/** Length without an unfinished UTF-8 sequence at the end. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
