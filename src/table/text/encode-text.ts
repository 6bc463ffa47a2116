import { Buffer } from "node:buffer";
import type { Dialect } from "../table.ts";
import { createDecoding } from "./decode-text.ts";

/**
 * Turns whole pieces of UTF-8 text back into a file's own bytes: the inverse of decode-text.ts.
 * undefined for a piece with a character that the encoding does not have.
 */
export type TextEncoder = (text: Uint8Array) => Uint8Array | undefined;

export function createEncoding(encoding: Dialect["encoding"]): TextEncoder {
  if (encoding === "utf-8") return (text) => text;
  if (encoding === "windows-1252") return windows1252();
  return (text) => {
    const bytes = Buffer.from(Buffer.from(text).toString("utf8"), "utf16le");
    return encoding === "utf-16le" ? bytes : bytes.swap16();
  };
}

/** The bytes a file begins with to say its encoding. */
export function bomOf({ encoding, bom }: Pick<Dialect, "bom" | "encoding">): Uint8Array {
  if (!bom) return Buffer.alloc(0);
  return createEncoding(encoding)(Buffer.from("\uFEFF")) ?? Buffer.alloc(0);
}

function windows1252(): TextEncoder {
  const decoding = createDecoding("windows-1252");
  const bytes = new Map<string, number>();
  for (let byte = 0x80; byte <= 0xff; byte++) {
    bytes.set(decoding.write(Buffer.of(byte)).toString("utf8"), byte);
  }
  return (text) => {
    const characters = Buffer.from(text).toString("utf8");
    const encoded = Buffer.alloc(characters.length);
    for (let i = 0; i < characters.length; i++) {
      const code = characters.charCodeAt(i);
      const byte = code < 0x80 ? code : bytes.get(characters.charAt(i));
      if (byte === undefined) return undefined;
      encoded[i] = byte;
    }
    return encoded;
  };
}
