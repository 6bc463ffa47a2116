import { Buffer } from "node:buffer";
import iconv from "iconv-lite";
import type { Dialect } from "../table.ts";

/** Turns a file's bytes (without BOM), chunk by chunk, into UTF-8. */
export interface TextDecoding {
  write(chunk: Buffer): Buffer;
  end(): Buffer;
}

const nothing = Buffer.alloc(0);

export function createDecoding(encoding: Dialect["encoding"]): TextDecoding {
  if (encoding === "utf-8") return { write: (chunk) => chunk, end: () => nothing };
  if (encoding === "windows-1252") return windows1252();
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return {
    write: (chunk) => Buffer.from(decoder.decode(chunk, { stream: true })),
    end: () => Buffer.from(decoder.decode()),
  };
}

function windows1252(): TextDecoding {
  const table = Array.from({ length: 256 }, (_, byte) => utf8OfWindows1252(byte));
  return {
    write: (chunk) => {
      const text = Buffer.allocUnsafe(chunk.length * 3);
      let size = 0;
      for (const byte of chunk) {
        if (byte < 0x80) text[size++] = byte;
        else size += (table[byte] as Buffer).copy(text, size);
      }
      return text.subarray(0, size);
    },
    end: () => nothing,
  };
}

/** Five bytes are no character there; they become the control character of that number, unlost. */
function utf8OfWindows1252(byte: number): Buffer {
  const character = iconv.decode(Buffer.of(byte), "windows-1252");
  return Buffer.from(character === "\uFFFD" ? String.fromCharCode(byte) : character);
}
