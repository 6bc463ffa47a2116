import type { Config } from "../config.ts";
import { InputError } from "../model/errors.ts";
import type { Io } from "./io.ts";
import type { Output } from "./output.ts";
import { checkOutputs, outputExists, placeOf, type Written } from "./output-path.ts";
import { isFileToBe } from "./receipt-place.ts";
import { makeRunFolders, type RunFolders } from "./run-folders.ts";
import { holderOf, lockFiles } from "./run-locks.ts";
import { locateService } from "./service-location.ts";
import { isWritten, readWritten, type WrittenRecord } from "./written-files.ts";

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
  const { input, output, written, force, config, io, out } = claiming;
  const folders = await foldersFor(config, out);
  const inputPlace = input === "-" ? "-" : await placeOf(input);
  const files: Written[] = [];
  for (const one of written) if (await isFileToBe(one.path)) files.push(one);
  const paths = files.map(({ path }) => path);
  const lock = folders && (await lockFiles(folders, paths, holderOf(io.date)));
  try {
    const record = folders && (await readWritten(folders, output));
    const earlier = record?.input === inputPlace ? record : undefined;
    const isOwn = earlier !== undefined && (await areWritten(earlier, paths));
    await checkOutputs(input, written, force || isOwn);
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
