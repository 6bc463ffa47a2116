import { Buffer } from "node:buffer";
import { createHashing, type InputFile } from "../files/input-file.ts";
import type { ReadOptions } from "./parse-xml.ts";
import { readSheet } from "./read-sheet.ts";
import { requireWorkbook } from "./refuse-other-zips.ts";
import type { SheetRow } from "./row-builder.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { readCellFormats } from "./styles.ts";
import { checkMember } from "./unpack-member.ts";
import { damaged, otherFormat, tooLarge } from "./workbook-errors.ts";
import { findMainPart, readWorkbook, type SheetPart } from "./workbook-parts.ts";
import { containerOf, refuseOle } from "./workbook-signature.ts";
import { listMembers } from "./zip-members.ts";

/** A workbook in memory, every part of it but its sheets read and verified. */
export interface LoadedWorkbook {
  /** SHA-256 (hex) of the file. */
  sha256: string;
  /** In the order of the tabs. */
  sheets: readonly SheetPart[];
  /** May be called for several sheets, and again; verified when it ends. */
  readRows(sheet: SheetPart): AsyncGenerator<SheetRow[], void>;
}

const maxBytes = 256 << 20;

/**
 * Reads the file and looks at everything that can be wrong with it: what it is, the ZIP, checksums,
 * the parts. InputError `xlsx_…` says which.
 */
export async function loadWorkbook(
  input: InputFile,
  options: ReadOptions,
): Promise<LoadedWorkbook> {
  const { file, signal } = options;
  const { bytes, sha256 } = await readFile(input, options);
  if (containerOf(bytes) === "ole") refuseOle(file, bytes);
  const members = await listMembers(bytes, file);
  const main = await findMainPart(members, options);
  const workbook = await readWorkbook(
    members,
    await requireWorkbook(members, main, options),
    options,
  );
  if (workbook.sheets.length === 0) {
    throw otherFormat(file, "xlsx_no_sheet", "is a workbook without a sheet of cells");
  }
  const formats = await readCellFormats(workbook.styles, options);
  const strings = await readSharedStrings(workbook.sharedStrings, options);
  const sheets = new Set(workbook.sheets.map(({ member }) => member));
  for (const member of members.values()) {
    if (sheets.has(member)) continue;
    if (member === workbook.styles || member === workbook.sharedStrings) continue;
    await checkMember(member, file, signal);
  }
  const { date1904, recalculate } = workbook;
  const context = { file, strings, formats, date1904, recalculate };
  return {
    sha256,
    sheets: workbook.sheets,
    readRows: ({ member }) => readSheet(member, context, options),
  };
}

async function readFile(
  input: InputFile,
  { file, signal }: ReadOptions,
): Promise<{ bytes: Buffer; sha256: string }> {
  if (input.size > maxBytes) throw tooLarge(file, `it has more than ${maxBytes >> 20} MB`);
  const bytes = Buffer.allocUnsafeSlow(input.size);
  const hashing = createHashing();
  let at = 0;
  for await (const chunk of input.chunks(signal)) {
    if (at + chunk.length > bytes.length) break;
    hashing.write(chunk);
    at += chunk.copy(bytes, at);
  }
  await input.checkSame();
  if (at !== bytes.length) throw damaged(file, "it changed while it was being read");
  return { bytes, sha256: hashing.end() };
}
