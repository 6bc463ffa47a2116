import type { Config } from "../../config.ts";
import { InputError } from "../../model/errors.ts";
import type { LockHolder } from "../../store/process-lock.ts";
import { placeOf } from "../../table/files/place-of.ts";
import { removeLeftovers } from "../../table/files/temporary-name.ts";
import { checkOutputs, outputExists, type Written } from "../files/output-path.ts";
import { isFileToBe } from "../input/receipt-place.ts";
import type { Io } from "../io.ts";
import type { Output } from "../screen/output.ts";
import { locateService } from "../services/service-location.ts";
import { removeFinished } from "./kept-runs.ts";
import { makeRunFolders, type RunFolders } from "./run-folders.ts";
import { holderOf, lockFiles } from "./run-locks.ts";
import {
  forgetWritten,
  hasJournal,
  isWritten,
  readRecord,
  readWritten,
  recordPath,
  type WrittenRecord,
} from "./written-files.ts";

/** What a run may write, and what it knows of an earlier try. */
export interface Claim {
  /** undefined where unfinished runs cannot be kept. */
  folders: RunFolders | undefined;
  /** What an unfinished run has put in the way. */
  earlier: WrittenRecord | undefined;
  /** Whether it may be replaced only because of that. */
  onlyOwn: boolean;
  /** Real path of the list, or `-`. */
  inputPlace: string;
  /** Throws `output_exists` when the list is not the one that the earlier run was about. */
  requireSameList(inputSha256: string): void;
  close(): Promise<void>;
}

interface Claiming {
  input: string;
  /** Other lists of the same command. */
  alsoRead: readonly string[];
  output: string;
  written: readonly Written[];
  force: boolean;
  config: Config;
  io: Io;
  out: Output;
}

/**
 * Makes sure that nobody else writes what this run is to write, and that nothing is in the way but
 * what an unfinished run of the same list has put there. Throws UsageError.
 */
export async function claimOutputs(claiming: Claiming): Promise<Claim> {
  const { input, alsoRead, output, written, force, config, io, out } = claiming;
  const folders = await foldersFor(config, out);
  const inputPlace = input === "-" ? "-" : await placeOf(input);
  const files: Written[] = [];
  for (const one of written) if (await isFileToBe(one.path)) files.push(one);
  const paths = files.map(({ path }) => path);
  const lock = folders && (await lockFiles(folders, paths, holderOf(io.date)));
  try {
    if (folders !== undefined) await tidyUp(folders, output, holderOf(io.date));
    const record = folders && (await readWritten(folders, output));
    const earlier = record?.input === inputPlace ? record : undefined;
    const isOwn = earlier !== undefined && (await areWritten(earlier, paths));
    await checkOutputs(input, written, force || isOwn, alsoRead);
    const onlyOwn = isOwn && !force;
    return {
      ...{ folders, earlier, onlyOwn, inputPlace },
      requireSameList(inputSha256) {
        const [first] = files;
        if (!onlyOwn || earlier.input_sha256 === inputSha256 || first === undefined) return;
        throw outputExists(first);
      },
      close: async () => lock?.release(),
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** The same for a file that is written in one go: a command that was killed kept nothing of it. */
export async function claimFile(
  path: string,
  { config, io }: Pick<Claiming, "config" | "io">,
): Promise<{ close(): Promise<void> }> {
  const folders = await makeRunFolders(config).catch(() => undefined);
  const lock = folders && (await lockFiles(folders, [path], holderOf(io.date)));
  return { close: async () => lock?.release() };
}

/**
 * What was left of this output's record by runs that were killed: half of one, or all of it and the
 * rest of the run's folder where the kill came after the run's end, when its journal was gone.
 */
async function tidyUp(folders: RunFolders, output: string, holder: LockHolder): Promise<void> {
  const path = await recordPath(folders, output);
  await removeLeftovers(path);
  const record = await readRecord(path);
  if (record === undefined || (await hasJournal(folders, record.run_id))) return;
  if (await removeFinished(folders, record.run_id, holder)) await forgetWritten(folders, output);
}

async function areWritten(record: WrittenRecord, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) if (!(await isWritten(record, path))) return false;
  return true;
}

/**
 * A registry of this machine is asked again at no cost, so that a run over it goes on without;
 * answers from elsewhere may have been paid for.
 */
async function foldersFor(config: Config, out: Output): Promise<RunFolders | undefined> {
  try {
    return await makeRunFolders(config);
  } catch (error) {
    if (!(error instanceof InputError) || locateService(config).kind !== "registry") throw error;
    out.note(`warning: ${error.message} This run cannot be resumed.`);
    return undefined;
  }
}
