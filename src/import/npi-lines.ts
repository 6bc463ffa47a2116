import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { systemErrorCode } from "../model/errors.ts";
import { makeFolders } from "../table/files/make-folders.ts";
import { createFactPartition, type FactPart, readLines } from "./fact-partition.ts";
import { workFolderFailed } from "./source-errors.ts";

/** Lines about people, on disk, to be read back sorted by NPI. */
export interface NpiLines {
  /** 0700; for other intermediate files too. */
  readonly folder: string;
  /** A line begins with its NPI's ten digits and ends with a line break. */
  add(npi: number, line: string): void;
  /** To be awaited between batches of `add`. */
  relieve(): Promise<void>;
  /**
   * All lines of an NPI together, NPIs ascending; within one NPI in the order they were added.
   * In batches; may be read once.
   */
  groups(onBytes?: (done: number, total: number) => void): AsyncGenerator<readonly LineGroup[]>;
}

interface LineGroup {
  npi: string;
  /** Whole, without their line breaks. */
  lines: readonly string[];
}

const FIRST_NPI = 1_000_000_000;
const AFTER_LAST_NPI = 3_000_000_000;
/** A part larger than this is split again before it is sorted in memory. */
const MAX_PART = 64 * 1024 * 1024;
const BATCH = 1000;

/** Runs `work` without a line in a folder of its own, removed at the end in any case. */
export async function withNpiLines<T>(
  tempDir: string,
  work: (lines: NpiLines) => Promise<T>,
  maxPart = MAX_PART,
): Promise<T> {
  const folder = await makeFolder(tempDir);
  try {
    return await work(createLines(folder, maxPart));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeFolder(tempDir: string): Promise<string> {
  try {
    await makeFolders(tempDir, 0o700);
    // 0700; a name that the next import clears away when this one is killed (release-store.ts).
    return await mkdtemp(join(tempDir, "building-facts-"));
  } catch (error) {
    throw workFolderFailed(tempDir, systemErrorCode(error) ?? "unknown error");
  }
}

function createLines(folder: string, maxPart: number): NpiLines {
  const partition = createFactPartition(folder, "facts", FIRST_NPI, AFTER_LAST_NPI);
  return {
    folder,
    add: (npi, line) => partition.add(npi, line),
    relieve: () => partition.relieve(),
    async *groups(onBytes) {
      const parts = await partition.finish();
      const total = parts.reduce((sum, part) => sum + part.bytes, 0);
      let done = 0;
      for (const whole of parts) {
        for await (const part of smallParts(folder, whole, maxPart)) {
          for (const { groups, bytes } of sortedGroups(await readFile(part.path))) {
            yield groups;
            done += bytes;
            onBytes?.(done, total);
            // So that Ctrl-C is heard and progress is drawn.
            await nextTurn();
          }
          await rm(part.path);
        }
      }
    },
  };
}

/** NPIs are spread evenly in the real file, but not in every made-up one. */
async function* smallParts(
  folder: string,
  part: FactPart,
  maxPart: number,
): AsyncGenerator<FactPart> {
  if (part.bytes <= maxPart || part.to - part.from <= 1) {
    yield part;
    return;
  }
  const name = `facts-${part.from}-${part.to}`;
  const finer = createFactPartition(folder, name, part.from, part.to);
  for await (const line of readLines(part.path)) {
    finer.add(Number(line.slice(0, 10)), line);
    await finer.relieve();
  }
  const parts = await finer.finish();
  await rm(part.path);
  for (const smaller of parts) yield* smallParts(folder, smaller, maxPart);
}

interface GroupBatch {
  groups: LineGroup[];
  /** That these groups took in the file. */
  bytes: number;
}

function* sortedGroups(bytes: Buffer): Generator<GroupBatch> {
  const lines: { npi: number; from: number; to: number }[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(10, from);
    lines.push({ npi: Number(bytes.toString("latin1", from, from + 10)), from, to });
    from = to + 1;
  }
  lines.sort((a, b) => a.npi - b.npi || a.from - b.from);
  let batch: GroupBatch = { groups: [], bytes: 0 };
  let texts: string[] = [];
  for (const [index, { npi, from, to }] of lines.entries()) {
    texts.push(bytes.toString("utf8", from, to));
    batch.bytes += to + 1 - from;
    if (lines[index + 1]?.npi === npi) continue;
    batch.groups.push({ npi: String(npi), lines: texts });
    texts = [];
    if (batch.groups.length < BATCH) continue;
    yield batch;
    batch = { groups: [], bytes: 0 };
  }
  if (batch.groups.length > 0) yield batch;
}
