import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { MatchResult } from "../../model/contract.ts";
import { syncFolder } from "../../table/files/atomic-file.ts";
import { translateJournal } from "./journal-errors.ts";
import { parseHeader } from "./journal-header.ts";
import { decodeLine, encodeLine, placedLines } from "./journal-line.ts";
import { rangesText } from "./row-lines.ts";
import { chunksOf } from "./scan-journal.ts";

/** A line without what it said of somebody; undefined where nothing is left of it. */
interface Cleaned {
  line: Buffer | undefined;
  /** Answers that told of them. */
  told: number;
}

/** How many answers of a journal tell of any of these people; what cannot be read counts too. */
export async function answersAbout(path: string, npis: readonly string[]): Promise<number> {
  return withJournal(path, async (handle) => {
    let told = 0;
    for await (const one of cleanedLines(handle, npis)) told += one.told;
    return told;
  });
}

/**
 * Takes these people's answers out of a journal, whose rows are asked again by whoever takes the run
 * up. For whoever has the run's lock. A journal that nobody can take up is removed where it tells of
 * them.
 */
export async function forgetPeople(path: string, npis: readonly string[]): Promise<void> {
  await withJournal(path, async (handle) => {
    const without = `${path}.without`;
    const copy = await open(without, "w", 0o600);
    let isUsable = false;
    try {
      for await (const { line } of cleanedLines(handle, npis)) {
        if (line === undefined) continue;
        isUsable ||= isHead(line);
        await copy.write(line);
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
    if (isUsable) await rename(without, path);
    else await Promise.all([rm(without, { force: true }), rm(path, { force: true })]);
    await syncFolder(dirname(path));
  });
}

async function withJournal<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  try {
    const handle = await open(path, "r");
    return await work(handle).finally(() => handle.close());
  } catch (error) {
    throw translateJournal(error, path);
  }
}

/** Also what stands behind the last line break, which nobody reads. */
async function* cleanedLines(handle: FileHandle, npis: readonly string[]): AsyncGenerator<Cleaned> {
  let end = 0;
  for await (const { offset, bytes } of placedLines(chunksOf(handle))) {
    end = offset + bytes.length + 1;
    yield cleaned(bytes, npis);
  }
  const { size } = await handle.stat();
  const torn = Buffer.alloc(size - end);
  await handle.read(torn, 0, torn.length, end);
  if (npis.some((npi) => torn.includes(npi))) yield { line: undefined, told: 1 };
}

function cleaned(bytes: Buffer, npis: readonly string[]): Cleaned {
  const whole = Buffer.concat([bytes, Buffer.from("\n")]);
  if (!npis.some((npi) => bytes.includes(npi))) return { line: whole, told: 0 };
  const line = decodeLine(bytes);
  // A damaged line is read by nobody.
  if (line === undefined || line.what === "head") return { line: undefined, told: 1 };
  const results = line.json() as readonly MatchResult[];
  const others = results.filter((result) => !tellsOf(result, npis));
  const told = results.length - others.length;
  if (others.length === 0) return { line: undefined, told };
  return { line: encodeLine(rangesText(others.map(({ id }) => id)), others), told };
}

/** As whom was found or as one who might be: wherever the NPI stands. */
function tellsOf(result: MatchResult, npis: readonly string[]): boolean {
  const text = JSON.stringify(result);
  return npis.some((npi) => text.includes(npi));
}

function isHead(line: Buffer): boolean {
  const decoded = decodeLine(line.subarray(0, -1));
  return decoded?.what === "head" && parseHeader(decoded.json()) !== undefined;
}
