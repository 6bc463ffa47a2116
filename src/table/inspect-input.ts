import { Buffer } from "node:buffer";
import { InputError } from "../model/errors.ts";
import { createDecoding } from "./decode-text.ts";
import { createHashing, type InputFile } from "./input-file.ts";
import { createUtf8Check, type Encoding, sniffEncoding } from "./sniff-encoding.ts";

/** What one reading of a whole file tells before it is parsed. */
export interface Inspected {
  sha256: string;
  encoding: Encoding;
  /** Beginning of the text as UTF-8; whether it is the whole of it. */
  head: Buffer;
  headIsAll: boolean;
}

const headBytes = 1 << 20;

/** Reads the file once, keeping its beginning only. InputError when it is no text. */
export async function inspectInput(input: InputFile, signal: AbortSignal): Promise<Inspected> {
  if (input.size === 0) {
    throw new InputError("input_empty", `${input.name} is empty.`, "Export the list again.");
  }
  const hashing = createHashing();
  const utf8 = createUtf8Check();
  const parts: Buffer[] = [];
  let kept = 0;
  for await (const chunk of input.chunks(signal)) {
    hashing.write(chunk);
    utf8.write(chunk);
    if (kept < headBytes) parts.push(chunk);
    kept += chunk.length;
  }
  const bytes = Buffer.concat(parts);
  const encoding = sniffEncoding(input.name, bytes.subarray(0, 64 << 10), utf8.end());
  const decoding = createDecoding(encoding.encoding);
  const text = decoding.write(bytes.subarray(encoding.bomBytes));
  const headIsAll = bytes.length === kept;
  const head = headIsAll ? Buffer.concat([text, decoding.end()]) : text;
  return { sha256: hashing.end(), encoding, head, headIsAll };
}
