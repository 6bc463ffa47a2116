import type { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import type { Dialect } from "../table.ts";
import { contradicted } from "./check-encoding.ts";

/** How the bytes of a file become text. */
export interface Encoding {
  encoding: Dialect["encoding"];
  /** Bytes of the BOM to skip: 0, 2 or 3. */
  bomBytes: number;
  /** 0..1, as in `Certainty`; before the lines of a Windows-1252 file were looked at. */
  certainty: number;
}

/** Where no BOM says it: nearly every byte pattern of these is impossible elsewhere. */
const sureByPattern = 0.99;
/** What is left when nothing else fits; Mac Roman or Latin-2 would look the same. */
const likelyWindows1252 = 0.8;

/**
 * `head` is the file's beginning (64 KiB are plenty), `validUtf8` holds for the whole file.
 * Order: what is no text at all, BOM, the NULs of UTF-16, UTF-8, and else Windows-1252.
 */
export function sniffEncoding(file: string, head: Buffer, validUtf8: boolean): Encoding {
  refuseOtherFormats(file, head);
  const marked = encodingOfBom(head);
  if (marked !== undefined) return marked;
  const utf16 = utf16ByNuls(head);
  if (utf16 !== undefined) return { encoding: utf16, bomBytes: 0, certainty: sureByPattern };
  if (looksBinary(head, validUtf8)) throw notText(file, "is a binary file, not a CSV list");
  return validUtf8
    ? { encoding: "utf-8", bomBytes: 0, certainty: sureByPattern }
    : { encoding: "windows-1252", bomBytes: 0, certainty: likelyWindows1252 };
}

/** The encoding that the user named. InputError where the file's beginning speaks against it. */
export function acceptEncoding(
  file: string,
  head: Buffer,
  given: Dialect["encoding"],
  validUtf8: boolean,
): Encoding {
  refuseOtherFormats(file, head);
  const marked = encodingOfBom(head);
  if (marked !== undefined && marked.encoding !== given) {
    throw contradicted(
      file,
      given,
      `line 1 begins with the BOM of ${marked.encoding}`,
      marked.encoding,
    );
  }
  const utf16 = utf16ByNuls(head);
  if (utf16 !== undefined && utf16 !== given) {
    throw contradicted(file, given, `line 1 on, every second byte is zero, as in ${utf16}`, utf16);
  }
  if (!given.startsWith("utf-16") && looksBinary(head, validUtf8)) {
    throw notText(file, "is a binary file, not a CSV list");
  }
  return { encoding: given, bomBytes: marked?.bomBytes ?? 0, certainty: 1 };
}

function encodingOfBom(head: Buffer): Encoding | undefined {
  const certainty = 1;
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: "utf-8", bomBytes: 3, certainty };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: "utf-16le", bomBytes: 2, certainty };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: "utf-16be", bomBytes: 2, certainty };
  return undefined;
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
