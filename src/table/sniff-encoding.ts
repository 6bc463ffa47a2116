import { Buffer, isUtf8 } from "node:buffer";
import { InputError } from "../model/errors.ts";
import type { Dialect } from "./table.ts";

/** How the bytes of a file become text. */
export interface Encoding {
  encoding: Dialect["encoding"];
  /** Bytes of the BOM to skip: 0, 2 or 3. */
  bomBytes: number;
}

/**
 * `head` is the file's beginning (64 KiB are plenty), `validUtf8` holds for the whole file.
 * Order: what is no text at all, BOM, the NULs of UTF-16, UTF-8, and else Windows-1252.
 */
export function sniffEncoding(file: string, head: Buffer, validUtf8: boolean): Encoding {
  refuseOtherFormats(file, head);
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: "utf-8", bomBytes: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: "utf-16le", bomBytes: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: "utf-16be", bomBytes: 2 };
  const utf16 = utf16ByNuls(head);
  if (utf16 !== undefined) return { encoding: utf16, bomBytes: 0 };
  if (looksBinary(head, validUtf8)) throw notText(file, "is a binary file, not a CSV list");
  return { encoding: validUtf8 ? "utf-8" : "windows-1252", bomBytes: 0 };
}

/** Says over chunks whether they are UTF-8 together; characters may be cut between chunks. */
export function createUtf8Check(): { write(chunk: Buffer): void; end(): boolean } {
  let valid = true;
  let carry = Buffer.alloc(0);
  return {
    write(chunk) {
      if (!valid) return;
      const text = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
      const whole = text.length - openCharacterBytes(text);
      valid = isUtf8(text.subarray(0, whole));
      carry = Buffer.from(text.subarray(whole));
    },
    end: () => valid && carry.length === 0,
  };
}

/** How many bytes at the end begin a character that goes on in the next chunk: 0 to 3. */
function openCharacterBytes(text: Buffer): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const byte = text[text.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

const otherFormats: readonly { signature: readonly number[]; what: string; hint: string }[] = [
  {
    signature: [0x25, 0x50, 0x44, 0x46],
    what: "is a PDF, not a CSV list",
    hint: "Ask for the list as CSV.",
  },
  {
    signature: [0x1f, 0x8b],
    what: "is gzip-compressed",
    hint: "Uncompress it first: gunzip -k FILE",
  },
  {
    signature: [0xff, 0xfe, 0x00, 0x00],
    what: "is UTF-32 text",
    hint: "Save it as UTF-8.",
  },
];

/** Text too, so that every line of it would be taken for a row. */
const otherTexts: readonly { pattern: RegExp; what: string; hint: string }[] = [
  {
    pattern: /^\s*<(?:!doctype|html|\?xml)/i,
    what: "is a web page or XML, not a CSV list",
    hint: "The download may have met a sign-in page; export the list again, as CSV.",
  },
  {
    pattern: /^\s*(?:\[\s*\{|\{\s*")/,
    what: "is JSON, not a CSV list",
    hint: "Export the list as CSV.",
  },
  {
    pattern: /^\s*\{\\rtf/,
    what: "is a text document (RTF), not a CSV list",
    hint: "Export the list as CSV.",
  },
];

function refuseOtherFormats(file: string, head: Buffer): void {
  for (const { signature, what, hint } of otherFormats) {
    if (startsWith(head, signature))
      throw new InputError("input_not_csv", `${file} ${what}.`, hint);
  }
  const start = head.toString("latin1", 0, 256).replace(/^\xef\xbb\xbf/, "");
  for (const { pattern, what, hint } of otherTexts) {
    if (pattern.test(start)) throw new InputError("input_not_csv", `${file} ${what}.`, hint);
  }
}

function notText(file: string, what: string): InputError {
  return new InputError("input_not_csv", `${file} ${what}.`, "Save the list as CSV UTF-8.");
}

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Text in Latin letters has a NUL in every second byte, and always on the same side. */
function utf16ByNuls(head: Buffer): "utf-16le" | "utf-16be" | undefined {
  const pairs = head.length >> 1;
  let first = 0;
  let second = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) first++;
    if (head[2 * i + 1] === 0) second++;
  }
  if (pairs < 2) return undefined;
  if (second > pairs * 0.5 && first < pairs * 0.05) return "utf-16le";
  if (first > pairs * 0.5 && second < pairs * 0.05) return "utf-16be";
  return undefined;
}

/** A NUL or two in a text only spoil their lines; a share of control characters is no text. */
function looksBinary(head: Buffer, validUtf8: boolean): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) controls++;
  if (controls > head.length * 0.3) return true;
  return !validUtf8 && controls >= 4 && controls > head.length * 0.02;
}
