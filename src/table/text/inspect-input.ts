import { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import { createHashing, type InputFile } from "../files/input-file.ts";
import type { Dialect, LinesBeyondAscii } from "../table.ts";
import { contradicted, findHalfCharacter, findHighBytes, halfCharacter } from "./check-encoding.ts";
import { createUtf8Check } from "./check-utf8.ts";
import { createDecoding } from "./decode-text.ts";
import { acceptEncoding, type Encoding, sniffEncoding } from "./sniff-encoding.ts";

/** What reading a whole file tells before it is parsed. */
export interface Inspected {
  sha256: string;
  encoding: Encoding;
  /** Of a file that is in Windows-1252, or has a byte order mark of UTF-8 and other bytes. */
  beyondAscii?: LinesBeyondAscii;
  /** Beginning of the text as UTF-8; whether it is the whole of it. */
  head: Buffer;
  headIsAll: boolean;
}

const headBytes = 1 << 20;

/**
 * Reads the file once, a second time where it is not UTF-8, keeping its beginning only. InputError
 * when it is no text, or not in the encoding `given`.
 */
export async function inspectInput(
  input: InputFile,
  given: Dialect["encoding"] | undefined,
  signal: AbortSignal,
): Promise<Inspected> {
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
  const beginning = bytes.subarray(0, 64 << 10);
  const found =
    given === undefined
      ? sniffEncoding(input.name, beginning, utf8.end())
      : acceptEncoding(input.name, beginning, given, utf8.end());
  const checked = await checkBytes(input, found, { given, validUtf8: utf8.end(), signal });
  const decoding = createDecoding(found.encoding);
  const text = decoding.write(bytes.subarray(found.bomBytes));
  const headIsAll = bytes.length === kept;
  const head = headIsAll ? Buffer.concat([text, decoding.end()]) : text;
  if (given?.startsWith("utf-16") && !head.includes("\n") && !head.includes("\r")) {
    throw contradicted(input.name, given, "line 1 never ends");
  }
  return { sha256: hashing.end(), ...checked, head, headIsAll };
}

interface CheckOptions {
  given: Dialect["encoding"] | undefined;
  validUtf8: boolean;
  signal: AbortSignal;
}

/** Looks at every line where the encoding may be wrong, or its bytes may not be text. */
async function checkBytes(
  input: InputFile,
  encoding: Encoding,
  { given, validUtf8, signal }: CheckOptions,
): Promise<Pick<Inspected, "encoding" | "beyondAscii">> {
  const { name } = input;
  if (encoding.encoding === "utf-16le" || encoding.encoding === "utf-16be") {
    const line = await findHalfCharacter(input.chunks(signal), encoding.encoding);
    if (line === undefined) return { encoding };
    if (given === undefined) throw halfCharacter(name, line, encoding.encoding);
    throw contradicted(name, given, `line ${line} holds half a character`);
  }
  if (validUtf8 && encoding.encoding === "utf-8") return { encoding };
  const beyondAscii = await findHighBytes(input.chunks(signal));
  const { lines, utf8Lines, firstNotUtf8 = 1 } = beyondAscii;
  if (given === "utf-8") {
    const why = `line ${firstNotUtf8} holds bytes that are none`;
    throw contradicted(name, given, why, "windows-1252");
  }
  if (lines === 0) return { encoding };
  const likely = encoding.encoding === "utf-8" ? utf8Lines / lines : 1 - utf8Lines / lines;
  const certainty = given === undefined ? Math.min(encoding.certainty, 0.8) * likely : 1;
  return { encoding: { ...encoding, certainty }, beyondAscii };
}
