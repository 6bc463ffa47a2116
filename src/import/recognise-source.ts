import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { InputError, systemErrorCode } from "../model/errors.ts";
import type { FileKind } from "../model/profile.ts";
import { columnName } from "./column-picker.ts";
import { createCsvScanner } from "./csv-scanner.ts";
import { unknownSource, unreadable } from "./source-errors.ts";
import { asOfFromName, rangeDays } from "./source-name.ts";
import { listZipMembers, readZipMember, type ZipMember } from "./zip-members.ts";

/** A file, or a member of a zip, that an import understands. */
export interface FoundSource {
  kind: Exclude<FileKind, "nppes_weekly">;
  format: "csv" | "xlsx";
  /** As the user gave it. */
  path: string;
  /** Inside the zip at `path`. */
  member?: string;
  /** Name without folders, of the member where there is one. */
  file: string;
  /** ISO date that the name says. */
  as_of?: string;
  /** Unpacked. */
  bytes: number;
  /**
   * Main files only: one week's changes. `by_zip` when CMS calls the zip so; `by_range` when the
   * dates in the file's own name say so.
   */
  weekly?: "by_zip" | "by_range";
}

const HEAD_BYTES = 64 * 1024;
const WEEKLY_DAYS = 31;

/**
 * What a file is, told by its content (header cells, zip directory), never by its extension.
 * A zip of CMS gives several sources; its header-only files, PDFs and endpoint file give none.
 */
export async function recogniseSources(path: string): Promise<FoundSource[]> {
  const file = basename(path);
  const bytes = await fileSize(path, file);
  if (bytes === 0)
    throw new InputError("source_unreadable", `${file} is empty.`, "Download it again.");
  const head = await headOf(createReadStream(path, { end: HEAD_BYTES - 1 }), file);
  if (isZip(head)) return recogniseZip(path, file, bytes);
  const kind = kindOfCsv(head);
  if (kind === undefined) throw unknownSource(file);
  return [describe({ kind, format: "csv", path, file, bytes }, file)];
}

async function recogniseZip(path: string, file: string, bytes: number): Promise<FoundSource[]> {
  const members = await listZipMembers(path, file);
  if (members.some((member) => member.name === "xl/workbook.xml")) {
    return [describe({ kind: "nppes_deactivations", format: "xlsx", path, file, bytes }, file)];
  }
  const found: FoundSource[] = [];
  for (const member of members) {
    const source = await recogniseMember(path, file, member);
    if (source !== undefined) found.push(describe(source, file));
  }
  if (found.length === 0) throw unknownSource(file);
  return found;
}

async function recogniseMember(
  path: string,
  zip: string,
  member: ZipMember,
): Promise<FoundSource | undefined> {
  const file = basename(member.name);
  const source = { path, member: member.name, file, bytes: member.bytes };
  if (member.name.startsWith("__MACOSX/") || /_FileHeader\.csv$/i.test(file)) return undefined;
  if (/deactivated.*\.xlsx$/i.test(file)) {
    return { ...source, kind: "nppes_deactivations", format: "xlsx" };
  }
  if (!/\.csv$/i.test(file)) return undefined;
  const kind = kindOfCsv(await headOf(readZipMember(path, zip, member.name), zip));
  return kind && { ...source, kind, format: "csv" };
}

/** Adds what the names say: the date, and whether a main file holds one week's changes. */
function describe(source: FoundSource, outerName: string): FoundSource {
  const as_of = asOfFromName(source.file) ?? asOfFromName(outerName);
  const described = as_of === undefined ? source : { ...source, as_of };
  if (source.kind !== "nppes") return described;
  if (/_weekly/i.test(outerName)) return { ...described, weekly: "by_zip" };
  const days = rangeDays(source.file);
  return days !== undefined && days <= WEEKLY_DAYS
    ? { ...described, weekly: "by_range" }
    : described;
}

function kindOfCsv(head: Buffer): FoundSource["kind"] | undefined {
  // Neither binary files nor UTF-16; no public source is either.
  if (head.includes(0)) return undefined;
  const names = new Set(headerOf(head.toString("utf8").replace(/^\ufeff/, "")).map(columnName));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  if (has("npi", "entity type code", "provider last name (legal name)")) return "nppes";
  if (has("npi", "provider secondary practice location address - city name")) {
    return "nppes_practice_locations";
  }
  if (has("npi", "provider other organization name")) return "nppes_other_names";
  if (has("code", "grouping", "classification")) return "nucc_taxonomy";
  return undefined;
}

/** The first record's cells; none when the text does not begin with one. */
function headerOf(text: string): readonly string[] {
  let header: readonly string[] = [];
  const done = new Error("header read");
  const scanner = createCsvScanner({
    pick: (cells) => {
      header = cells;
      throw done;
    },
    fail: () => {
      throw done;
    },
  });
  try {
    scanner.push(text);
    scanner.finish();
  } catch (error) {
    if (error !== done) throw error;
  }
  return header;
}

async function headOf(stream: AsyncIterable<Uint8Array>, file: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= HEAD_BYTES) break;
    }
  } catch (error) {
    const code = systemErrorCode(error);
    throw code === undefined || error instanceof InputError ? error : unreadable(file, code);
  }
  return Buffer.concat(chunks);
}

async function fileSize(path: string, file: string): Promise<number> {
  let isFolder = false;
  try {
    const stats = await stat(path);
    if (stats.isFile()) return stats.size;
    isFolder = stats.isDirectory();
  } catch (error) {
    throw unreadable(file, systemErrorCode(error) ?? "unknown error");
  }
  const what = isFolder ? "a folder" : "no file";
  throw new InputError("source_unreadable", `${file} is ${what}.`, "Name the files to import.");
}

function isZip(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32LE(0) === 0x04034b50;
}
