import type { Buffer } from "node:buffer";
import type { Entry } from "yauzl";
import { damaged, otherFormat, tooLarge } from "./workbook-errors.ts";

/** A member of the workbook's ZIP, where its packed bytes are, and what they have to come to. */
export interface Member {
  name: string;
  packed: Buffer;
  method: "stored" | "deflated";
  /** Bytes when unpacked. */
  size: number;
  crc32: number;
}

const zipLimits = {
  entries: 2000,
  unpackedBytes: 512 << 20,
  /** Unpacked to packed, of members beyond `ratioFrom`. */
  ratio: 200,
  ratioFrom: 1 << 20,
};

const localHeaderBytes = 30;
const centralHeaderBytes = 46;

/**
 * The members of a ZIP by lower-case name. Everything that its directory says is compared with
 * what stands before each member, so that two readers could not see two different workbooks in it.
 */
export async function listMembers(bytes: Buffer, file: string): Promise<Map<string, Member>> {
  const entries = await readDirectory(bytes, file);
  const members = new Map<string, Member>();
  const spans: { start: number; end: number }[] = [];
  let unpacked = 0;
  for (const entry of entries) {
    refuseUnreadable(entry, file);
    unpacked += entry.uncompressedSize;
    if (unpacked > zipLimits.unpackedBytes) {
      throw tooLarge(file, `it unpacks to more than ${zipLimits.unpackedBytes >> 20} MB`);
    }
    refuseBomb(entry, file);
    const start = checkLocalHeader(bytes, entry, file);
    const end = start + entry.compressedSize;
    spans.push({ start: entry.relativeOffsetOfLocalHeader, end });
    if (entry.fileName.endsWith("/")) continue;
    const key = entry.fileName.toLowerCase();
    if (members.has(key)) throw damaged(file, "two of its parts have the same name");
    members.set(key, {
      name: entry.fileName,
      packed: bytes.subarray(start, end),
      method: entry.compressionMethod === 0 ? "stored" : "deflated",
      size: entry.uncompressedSize,
      crc32: entry.crc32,
    });
  }
  refuseOverlaps(spans, file);
  return members;
}

async function readDirectory(bytes: Buffer, file: string): Promise<Entry[]> {
  const { default: yauzl } = await import("yauzl");
  const entries: Entry[] = [];
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
    if (zip.entryCount > zipLimits.entries) {
      throw tooLarge(file, `it has more than ${zipLimits.entries} parts`);
    }
    let directory = 0;
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      directory += centralHeaderBytes + entry.fileNameLength;
      directory += entry.extraFieldLength + entry.fileCommentLength;
      if (directory > bytes.length) throw damaged(file, "its ZIP directory runs past its end");
    }
  } catch (error) {
    if (error instanceof Error && "exitCode" in error) throw error;
    throw damaged(file, "its ZIP directory is incomplete or broken, as after a download cut short");
  }
  return entries;
}

function refuseUnreadable(entry: Entry, file: string): void {
  if (entry.isEncrypted()) {
    throw otherFormat(
      file,
      "xlsx_password",
      "is a ZIP file protected by a password",
      "Unpack it with its password, and give the workbook that is in it.",
    );
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw damaged(file, `a part is compressed by method ${entry.compressionMethod}`);
  }
  if (entry.compressionMethod === 0 && entry.compressedSize !== entry.uncompressedSize) {
    throw damaged(file, "the sizes of a part disagree");
  }
}

function refuseBomb({ uncompressedSize, compressedSize }: Entry, file: string): void {
  if (uncompressedSize < zipLimits.ratioFrom) return;
  if (uncompressedSize <= compressedSize * zipLimits.ratio) return;
  throw tooLarge(file, `a part unpacks to more than ${zipLimits.ratio} times its size`);
}

/** Returns where the member's packed bytes start. */
function checkLocalHeader(bytes: Buffer, entry: Entry, file: string): number {
  const at = entry.relativeOffsetOfLocalHeader;
  if (at + localHeaderBytes > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) {
    throw damaged(file, "its ZIP directory points to a place where no part begins");
  }
  const flags = bytes.readUInt16LE(at + 6);
  const nameBytes = bytes.readUInt16LE(at + 26);
  const start = at + localHeaderBytes + nameBytes + bytes.readUInt16LE(at + 28);
  const name = bytes.subarray(at + localHeaderBytes, at + localHeaderBytes + nameBytes);
  /** Written before the sizes were known: they stand behind the part and in the directory. */
  const streamed = (flags & 0x08) !== 0;
  const same =
    flags === entry.generalPurposeBitFlag &&
    bytes.readUInt16LE(at + 8) === entry.compressionMethod &&
    name.equals(entry.fileNameRaw) &&
    agrees(bytes.readUInt32LE(at + 14), entry.crc32, streamed) &&
    agrees(bytes.readUInt32LE(at + 18), entry.compressedSize, streamed, true) &&
    agrees(bytes.readUInt32LE(at + 22), entry.uncompressedSize, streamed, true);
  if (!same) throw damaged(file, "its ZIP directory and its parts disagree");
  if (start + entry.compressedSize > bytes.length) throw damaged(file, "it is cut short");
  return start;
}

/** ZIP64 writes all ones where the size stands elsewhere. */
function agrees(local: number, central: number, streamed: boolean, size = false): boolean {
  return local === central || (streamed && local === 0) || (size && local === 0xffffffff);
}

function refuseOverlaps(spans: { start: number; end: number }[], file: string): void {
  spans.sort((a, b) => a.start - b.start);
  for (let i = 1; i < spans.length; i++) {
    const before = spans[i - 1] as { end: number };
    if ((spans[i] as { start: number }).start < before.end) {
      throw damaged(file, "two of its parts lie in the same place");
    }
  }
}
