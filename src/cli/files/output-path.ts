import { lstat, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { UsageError } from "../../model/errors.ts";
import { requireWritable } from "../../table/files/atomic-file.ts";
import { placeOf } from "../../table/files/place-of.ts";
import { formatOfName, type OutputFormat } from "../../table/output-format.ts";

/** A path as the user typed it where that means the same to this process, else the absolute one. */
export function pathIn(cwd: string, path: string): string {
  if (path === "-") return path;
  if (path === "") {
    throw new UsageError("usage", "A file name is empty.", "Is a variable of the command not set?");
  }
  const absolute = resolve(cwd, path);
  return absolute === resolve(path) ? path : absolute;
}

/** Where a run writes that was told no place. */
export function outputOf(
  { retryErrors, refresh }: { retryErrors: boolean; refresh?: object | undefined },
  input: string,
  format: OutputFormat | undefined,
): Promise<string> {
  if (refresh !== undefined) return outputAgain(input, format, "refreshed");
  return retryErrors ? outputAgain(input, format, "retried") : defaultOutput(input, format);
}

/**
 * `lists/leads.csv` → `lists/leads.enriched.csv`, with the extension of the format that is asked for.
 * Standard input goes to standard output, as does a pipe: `heartbeat enrich <(zcat leads.csv.gz)` has
 * no folder to write beside.
 */
async function defaultOutput(input: string, format: OutputFormat | undefined): Promise<string> {
  if (input === "-") return "-";
  const found = await stat(input).catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory()) return "-";
  const extension = extname(input);
  const name = basename(input, extension);
  return join(dirname(input), `${name}.enriched${outputExtension(extension, format)}`);
}

/**
 * `lists/leads.enriched.csv` → `lists/leads.retried.csv`, and from there `lists/leads.retried-2.csv`:
 * never the list itself.
 *
 * @param word what is done to it
 */
async function outputAgain(
  input: string,
  format: OutputFormat | undefined,
  word: "retried" | "refreshed",
): Promise<string> {
  const output = await defaultOutput(input, format);
  if (output === "-") return "-";
  const extension = extname(output);
  const name = basename(output, `.enriched${extension}`);
  const tries = new RegExp(`\\.${word}(?:-([1-9]\\d{0,5}))?$`).exec(name);
  const again = tries === null ? "" : `-${Number(tries[1] ?? 1) + 1}`;
  return join(dirname(output), `${withoutRun(name)}.${word}${again}${extension}`);
}

/** `leads.enriched`, `leads.refreshed` and `leads.retried-2` → `leads`. */
function withoutRun(name: string): string {
  return name.replace(/\.(enriched|(retried|refreshed)(-[1-9]\d{0,5})?)$/, "");
}

/** A text keeps the extension it has: `.tsv`, `.txt`. */
function outputExtension(own: string, format: OutputFormat | undefined): string {
  const isWorkbook = /^\.xls[xm]$/i.test(own);
  const wanted = format ?? (isWorkbook ? "xlsx" : "csv");
  const named = formatOfName(own);
  if (wanted === "csv" && !isWorkbook && (named === undefined || named === "csv")) {
    return own || ".csv";
  }
  return `.${wanted}`;
}

/** `lists/leads.enriched.csv` → `lists/leads.original.csv`. */
export function originalOutput(enriched: string): string {
  if (enriched === "-") return "-";
  const extension = extname(enriched);
  const name = withoutRun(basename(enriched, extension));
  return join(dirname(enriched), `${name}.original${extension || ".csv"}`);
}

/** `lists/leads.enriched.csv` → `lists/leads.decisions.ndjson`: of the list, whichever run wrote it. */
export function decisionsPlace(enriched: string): string {
  const name = withoutRun(basename(enriched, extname(enriched)));
  return join(dirname(enriched), `${name}.decisions.ndjson`);
}

export interface Written {
  /** The flag that chooses another place, for the hint. */
  flag:
    | "--output"
    | "--rejects"
    | "--provenance"
    | "--changes"
    | "--report"
    | "--receipt"
    | "--duplicates"
    | "--junit"
    | "--save-map"
    | "--csv";
  path: string;
}

/** A mapping to be kept has a file of its own, also beside a list on standard output. */
export function writtenMap(path: string | undefined): Written[] {
  if (path === undefined) return [];
  if (path !== "-") return [{ flag: "--save-map", path }];
  throw new UsageError("usage", "--save-map needs a file.", "For example: --save-map map.json");
}

/**
 * Refuses a place that would cost the user something: the input itself under any name, the same
 * file twice, an existing file without --force, and what cannot be written. `-` is always free.
 *
 * @param alsoRead other lists of the same command
 */
export async function checkOutputs(
  input: string,
  outputs: readonly Written[],
  force: boolean,
  alsoRead: readonly string[] = [],
): Promise<void> {
  const taken = new Map<string, string>();
  for (const list of alsoRead) taken.set(await identityOf(list), "another list of this command");
  if (input !== "-") taken.set(await identityOf(input), "the input");
  for (const { flag, path } of outputs) {
    if (path === "-") continue;
    const identity = await identityOf(path);
    const owner = taken.get(identity);
    if (owner !== undefined) {
      throw new UsageError(
        "output_is_input",
        `${path} is ${owner}; heartbeat never writes over it.`,
        `Choose another place with ${flag}.`,
      );
    }
    taken.set(identity, "already what another option writes");
    await requireWritable(path);
    if (!force && (await exists(path))) throw outputExists({ flag, path });
  }
}

export function outputExists({ flag, path }: Written): UsageError {
  return new UsageError(
    "output_exists",
    `${path} exists already.`,
    `Add --force to overwrite it, or choose another place with ${flag}.`,
  );
}

/** Equal for two names of one file: symbolic links and hard links are seen through. */
export async function identityOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found === undefined ? placeOf(path) : `${found.dev}:${found.ino}`;
}

/** Also a symbolic link that leads nowhere. */
async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
