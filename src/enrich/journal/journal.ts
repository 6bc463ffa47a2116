import { Buffer } from "node:buffer";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { MatchResult } from "../../model/contract.ts";
import { systemErrorCode } from "../../model/errors.ts";
import { syncFolder } from "../../table/files/atomic-file.ts";
import { createGroupSync, type Later } from "./group-sync.ts";
import { translateJournal } from "./journal-errors.ts";
import type { JournalHeader } from "./journal-header.ts";
import { decodeLine, encodeLine } from "./journal-line.ts";
import { createLineCache } from "./line-cache.ts";
import { createRowLines, type RowLines, rangesText } from "./row-lines.ts";
import { scanJournal } from "./scan-journal.ts";

/**
 * The answers of a run, kept as they come: an append-only file (0600) of lines with a checksum
 * each, on the disk within 50 ms. A line that is torn or damaged costs its own rows only.
 */
export interface Journal {
  readonly header: JournalHeader;
  /** Rows that are answered. */
  answered(): number;
  has(row: number): boolean;
  /** What is kept of these rows; a row is not there when it cannot be read. */
  read(rows: readonly number[]): Promise<Map<number, MatchResult>>;
  /** Resolves when the line is written. Throws InputError when the disk does not take it. */
  append(results: readonly MatchResult[]): Promise<void>;
  /** Has all of it on the disk. What comes later is dropped. */
  close(): Promise<void>;
}

/**
 * @param path in a folder of its own
 * @param later how a group of answers waits for its sync
 */
export async function createJournal(
  path: string,
  header: JournalHeader,
  later: Later,
): Promise<Journal> {
  try {
    const flags = constants.O_CREAT | constants.O_TRUNC | constants.O_RDWR;
    const handle = await open(path, flags, 0o600);
    const line = encodeLine("head", header);
    try {
      await writeWhole(handle, line, 0);
      await handle.sync();
      await syncFolder(dirname(path));
      await syncFolder(dirname(dirname(path)));
    } catch (error) {
      await handle.close();
      throw error;
    }
    const lines = createRowLines(header.rows);
    return createOpenJournal(path, handle, { header, lines, end: line.length }, later);
  } catch (error) {
    throw translateJournal(error, path);
  }
}

/** A journal that was found, and what is the matter with it. */
export interface Found {
  /** undefined when it is not `runId`'s, of another version, or its beginning is damaged. */
  journal: Journal | undefined;
  damagedLines: number;
}

/**
 * Opens what an earlier run left and cuts off a torn end. undefined where there is nothing: no
 * file, or one whose first line was never finished.
 */
export async function openJournal(
  path: string,
  runId: string,
  later: Later,
): Promise<Found | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, "r+");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw translateJournal(error, path);
  }
  let journal: Journal | undefined;
  try {
    const scanned = await scanJournal(handle);
    if (scanned === "empty") return undefined;
    if (scanned === "unusable" || scanned.header.run_id !== runId) {
      return { journal: undefined, damagedLines: 0 };
    }
    await handle.truncate(scanned.end);
    journal = createOpenJournal(path, handle, scanned, later);
    return { journal, damagedLines: scanned.damagedLines };
  } catch (error) {
    throw translateJournal(error, path);
  } finally {
    if (journal === undefined) await handle.close();
  }
}

/** Lines that are kept parsed; a batch is seldom answered by more than two. */
const cachedLines = 16;

function createOpenJournal(
  path: string,
  handle: FileHandle,
  { header, lines, end: begin }: { header: JournalHeader; lines: RowLines; end: number },
  later: Later,
): Journal {
  const sync = createGroupSync(() => handle.datasync(), later);
  const translated = (error: unknown): never => {
    throw translateJournal(error, path);
  };
  const lineAt = createLineCache(
    (offset, length) => readLine(handle, offset, length).catch(translated),
    cachedLines,
  );
  let end = begin;
  let isClosed = false;
  let writing: Promise<void> = Promise.resolve();

  async function write(line: Buffer, rows: readonly number[]): Promise<void> {
    if (sync.failure() !== undefined) throw sync.failure();
    try {
      await writeWhole(handle, line, end);
    } catch (error) {
      // What there is of the line would be cut off by whoever opens the journal next.
      await handle.truncate(end).catch(() => undefined);
      throw error;
    }
    lines.add(rows, { offset: end, length: line.length - 1 });
    end += line.length;
    sync.touch();
  }

  return {
    header,
    answered: lines.answered,
    has: (row) => lines.placeOf(row) !== undefined,
    async read(rows) {
      const found = new Map<number, MatchResult>();
      for (const row of rows) {
        const place = lines.placeOf(row);
        if (place === undefined) continue;
        const result = (await lineAt(place.offset, place.length)).get(row);
        if (result !== undefined) found.set(row, result);
      }
      return found;
    },
    append(results) {
      if (isClosed || results.length === 0) return Promise.resolve();
      const sorted = results.toSorted((a, b) => a.id - b.id);
      const rows = sorted.map(({ id }) => id);
      const line = encodeLine(rangesText(rows), sorted);
      // After a line that failed there is none: `writing` stays rejected.
      const written = writing.then(() => write(line, rows));
      writing = written;
      return written.catch(translated);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await writing.catch(() => undefined);
      try {
        await sync.end().catch(translated);
      } finally {
        await handle.close();
      }
    },
  };
}

/** Nothing where the line is not what it was. */
async function readLine(
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<ReadonlyMap<number, MatchResult>> {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  const results = decodeLine(bytes)?.json() as readonly MatchResult[] | undefined;
  return new Map((results ?? []).map((result) => [result.id, result]));
}

async function writeWhole(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
}
