import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import { type OutputWatch, openAtomicFile } from "../../table/files/atomic-file.ts";
import { placeOf } from "../../table/files/place-of.ts";
import { isFileToBe } from "../input/receipt-place.ts";
import { journalPath, type RunFolders } from "./run-folders.ts";
import { keyOf } from "./run-locks.ts";

const recordSchema = z.object({
  schema_version: z.literal(1),
  run_id: z.string(),
  /** Real path of the list, or `-`. */
  input: z.string(),
  input_sha256: z.string(),
  /** Real path → SHA-256 of what the run has put there, and of what it was about to. */
  files: z.record(z.string(), z.array(z.string())),
});

/**
 * What an unfinished run has put in place: the same run may put something better there without
 * being told to overwrite it. Holds for as long as the run's journal does.
 */
export type WrittenRecord = z.infer<typeof recordSchema>;

/** Undefined where no unfinished run has written this output. */
export async function readWritten(
  folders: RunFolders,
  output: string,
): Promise<WrittenRecord | undefined> {
  const record = await readRecord(await recordPath(folders, output));
  if (record === undefined) return undefined;
  return (await hasJournal(folders, record.run_id)) ? record : undefined;
}

/** Whether the run is unfinished. */
export async function hasJournal(folders: RunFolders, runId: string): Promise<boolean> {
  return access(journalPath(folders, runId)).then(
    () => true,
    () => false,
  );
}

/** Undefined where there is none, or none that can be relied on: then nothing is overwritten. */
export async function readRecord(path: string): Promise<WrittenRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Whether what is at the path, if anything, is what the run has put there. */
export async function isWritten(record: WrittenRecord, path: string): Promise<boolean> {
  const place = await placeOf(path);
  // What cannot be read cannot be told to be ours.
  const present = await hashOf(place).catch(() => "");
  return present === undefined || (record.files[place] ?? []).includes(present);
}

export async function forgetWritten(folders: RunFolders, output: string): Promise<void> {
  await rm(await recordPath(folders, output), { force: true });
}

export interface WrittenFiles {
  /**
   * For a file's writer: it is on record before it is in place. Where only what the run itself has
   * written may be replaced, throws InputError `output_appeared` for anything else.
   */
  watch(path: string): Promise<OutputWatch>;
}

interface RecordingOptions {
  output: string;
  run: Omit<WrittenRecord, "schema_version" | "files">;
  earlier: WrittenRecord | undefined;
  /** Nothing may be replaced but what `earlier` has put there. */
  onlyOwn: boolean;
  unfinished: Set<string>;
}

export function recordWritten(folders: RunFolders, options: RecordingOptions): WrittenFiles {
  const { output, run, earlier, onlyOwn, unfinished } = options;
  const files: Record<string, string[]> = { ...earlier?.files };

  async function save(): Promise<void> {
    const file = await openAtomicFile(await recordPath(folders, output), { unfinished });
    try {
      const record: WrittenRecord = { schema_version: 1, ...run, files };
      await file.write(Buffer.from(JSON.stringify(record)));
      await file.finish();
    } catch (error) {
      await file.abort();
      throw error;
    }
  }

  return {
    async watch(path) {
      if (!(await isFileToBe(path))) return {};
      const place = await placeOf(path);
      const hash = createHash("sha256");
      return {
        onBytes: (bytes) => hash.update(bytes),
        async beforeInPlace() {
          const present = await hashOf(place);
          const isOwn = present === undefined || (files[place] ?? []).includes(present);
          if (onlyOwn && !isOwn) throw changed(path);
          // Both: a process may be killed before the one takes the other's place.
          files[place] = [...(present === undefined ? [] : [present]), hash.digest("hex")];
          await save();
        },
      };
    },
  };
}

export async function recordPath(folders: RunFolders, output: string): Promise<string> {
  return join(folders.outputs, `${keyOf(await placeOf(output))}.json`);
}

/** Undefined where there is no file. */
async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  return hash.digest("hex");
}

function changed(path: string): InputError {
  return new InputError(
    "output_appeared",
    `${path} was changed by somebody else during the run and was left alone.`,
    "Run the same command again with another place to write, or with --force.",
  );
}
